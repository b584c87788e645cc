import type { Locator } from "@playwright/test";

/** Every letter of the code: what it is, where on the screen, in which colour. */
export function letters(cell: Locator): Promise<string[]> {
  return cell.locator(".cell-paper").evaluate((paper) => {
    const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const found: string[] = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.parentElement!.checkVisibility()) continue;
      const { color, fontStyle } = getComputedStyle(node.parentElement!);
      for (const { 0: letter, index } of node.nodeValue!.matchAll(/[^\s\u200b]/g)) {
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        const { x, y, width, height } = range.getBoundingClientRect();
        if (width === 0) continue;
        const box = [x, y, width, height].map((one) => one.toFixed(1));
        found.push(`${letter} ${box.join(" ")} ${color} ${fontStyle}`);
      }
    }
    return found;
  });
}

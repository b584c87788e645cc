/** What a page of source has beyond a cell's colours: line numbers, and imports that are links. */
import type { Element } from "hast";
import type { ShikiTransformer } from "shiki";

/**
 * Every line gets an id, "L12", and its number as a link to itself. The number is an attribute that
 * CSS shows, so that it is not copied; the keyboard need not walk over all of them.
 */
export function numberedLines(firstLine: number): ShikiTransformer {
  return {
    line(node, line) {
      const number = firstLine + line - 1;
      node.properties.id = `L${number}`;
      node.children.unshift({
        type: "element",
        tagName: "a",
        properties: {
          class: "line-number",
          href: `#L${number}`,
          "data-line": number,
          "aria-hidden": "true",
          tabindex: "-1",
        },
        children: [],
      });
    },
  };
}

/** Links a quoted file name, "./gpt.ts", to where `address` says that it is. */
export function linkedImports(address: (specifier: string) => string | undefined): ShikiTransformer {
  return {
    span(node) {
      const [text] = node.children;
      if (text?.type !== "text") return;
      const [, space, quoted] = /^(\s*)("\.{1,2}\/[\w./-]+")$/.exec(text.value) ?? [];
      const href = quoted && address(quoted.slice(1, -1));
      if (!href) return;
      const link: Element = {
        type: "element",
        tagName: "a",
        properties: { href },
        children: [{ type: "text", value: quoted }],
      };
      node.children = [{ type: "text", value: space! }, link];
    },
  };
}

/**
 * Makes a box a stop of the Tab key for as long as it has something to scroll to: not every browser
 * does so by itself. What is edited in it is such a stop already.
 */
const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) mark(target.closest<HTMLElement>("[data-scroll-stop]")!);
});

/** @returns what to call when something to edit has come into the box */
export function scrollStop(box: HTMLElement, label: string): () => void {
  box.dataset.scrollStop = label;
  observer.observe(box);
  for (const content of box.children) observer.observe(content);
  return () => mark(box);
}

function mark(box: HTMLElement): void {
  const isStop = box.scrollWidth > box.clientWidth && !box.querySelector("textarea, [contenteditable]");
  if (isStop === box.hasAttribute("tabindex")) return;
  if (!isStop) return ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
  box.tabIndex = 0;
  box.role = "group";
  box.setAttribute("aria-label", box.dataset.scrollStop!);
}

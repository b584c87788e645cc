/** Shows a box with a word on an element below it (styles/beside.css). @returns the box */
export function showBeside(element: Element, className: string, fill: (box: HTMLElement) => void): HTMLElement {
  const box = document.createElement("div");
  box.className = `beside ${className}`;
  fill(box);
  document.body.append(box);
  place(box, element);
  return box;
}

/** Within the window's width. */
function place(box: HTMLElement, element: Element): void {
  const at = element.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const left = Math.max(16, Math.min(at.left, width - box.offsetWidth - 16));
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${at.bottom + scrollY + 6}px`;
}

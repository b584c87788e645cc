import { showBeside } from "./show-beside.ts";

/**
 * The values behind a mean, one of each seed, for those who have no mouse to see the link's title
 * with: on a tap, of which the second follows the link, and when the keyboard comes to it.
 */
let shown: { link: HTMLAnchorElement; box: HTMLElement } | null = null;

function linkAt(target: EventTarget | null): HTMLAnchorElement | null {
  return target instanceof Element ? target.closest<HTMLAnchorElement>("a.computed[title][data-seeds]") : null;
}

function hide(): void {
  shown?.box.remove();
  shown = null;
}

function show(link: HTMLAnchorElement): void {
  hide();
  const box = showBeside(link, "seed-hint", (box) => {
    // Screen readers have read the title with the link.
    box.ariaHidden = "true";
    box.textContent = link.title;
  });
  shown = { link, box };
}

document.addEventListener("click", (event) => {
  const link = linkAt(event.target);
  const isFinger = event.pointerType !== "mouse" && event.detail > 0;
  if (link && isFinger && shown?.link !== link) {
    event.preventDefault();
    show(link);
  } else if (!link) hide();
});
document.addEventListener("focusin", (event) => {
  const link = linkAt(event.target);
  if (link?.matches(":focus-visible")) show(link);
});
document.addEventListener("focusout", hide);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});

import { lazily } from "../base/lazy.ts";

/**
 * The figure on top of the start page stands there without a script. What lets it answer comes when a pointer
 * or a key is near, and goes on from what has been moved meanwhile.
 */
export function wakeStages(figure: HTMLElement): void {
  let pressed: HTMLElement | null = null;
  const press = (event: Event): void => {
    pressed = (event.target as Element).closest("button");
  };
  const wake = (): void =>
    lazily(
      () => import("./ask-stages.ts"),
      () => {
        figure.removeEventListener("click", press);
        pressed?.click();
        pressed = null;
      },
    );
  figure.addEventListener("click", press);
  for (const event of ["pointerover", "focusin"]) figure.addEventListener(event, wake, { once: true });
  if (location.hash.startsWith("#ask=")) wake();
}

for (const figure of document.querySelectorAll<HTMLElement>("ask-stages")) wakeStages(figure);

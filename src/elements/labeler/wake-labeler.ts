import { lazily } from "../base/lazy.ts";

/** What stands on a page for the reader as a labeler; its script comes when it is nearly in sight. */
const parts: Record<string, () => Promise<unknown>> = {
  "labeler-cards": () => import("./labeler-cards.ts"),
  "labeler-taste": () => import("./labeler-taste.ts"),
  "labeler-agreement": () => import("./labeler-agreement.ts"),
  "labeler-reward": () => import("./labeler-reward.ts"),
  "labeler-training": () => import("./labeler-training.ts"),
  "labeler-report": () => import("./labeler-report.ts"),
  "labeler-chat": () => import("./labeler-chat.ts"),
  "labeler-class": () => import("./join-class.ts"),
  "labeler-blind": () => import("./labeler-blind.ts"),
};

/** Half a screen before it is seen. */
const near: IntersectionObserverInit = { rootMargin: "50% 0%" };

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    observer.unobserve(target);
    lazily(parts[target.localName]!, () => pressAgain(target));
  }
}, near);

/** What was pressed before its script was there. */
const pressed = new Map<Element, HTMLButtonElement>();

function pressAgain(part: Element): void {
  pressed.get(part)?.click();
  pressed.delete(part);
}

document.addEventListener("click", ({ target }) => {
  const button = (target as Element).closest("button");
  const part = button?.closest(Object.keys(parts).join());
  if (button && part && !customElements.get(part.localName)) pressed.set(part, button);
});

for (const part of document.querySelectorAll(Object.keys(parts).join())) observer.observe(part);

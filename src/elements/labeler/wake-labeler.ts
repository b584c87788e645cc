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

/** A screen before it is seen. */
const near: IntersectionObserverInit = { rootMargin: "100% 0%" };

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    observer.unobserve(target);
    lazily(parts[target.localName]!, () => {});
  }
}, near);

for (const part of document.querySelectorAll(Object.keys(parts).join())) observer.observe(part);

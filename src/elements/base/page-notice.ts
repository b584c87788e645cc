import { button } from "./button.ts";

export interface NoticeAction {
  label: string;
  run(): void;
}

/** Texts that stand on the page, and how often. */
const standing = new Map<string, number>();

/** Says it, unless the page says the same already. */
export function pageNoticeOnce(text: string, actions: NoticeAction[] = []): void {
  if (!standing.get(text)) pageNotice(text, actions);
}

/**
 * Says something about the whole page, at its lower edge, until the reader closes it; `more` stands
 * below the words.
 */
export function pageNotice(text: string, actions: NoticeAction[] = [], ...more: Node[]): void {
  const region = noticeRegion();
  const notice = document.createElement("div");
  notice.className = "page-notice";
  const leave = returnFocus(notice);
  standing.set(text, (standing.get(text) ?? 0) + 1);
  // A second press of a button comes to a notice that is gone.
  const end = (goOn?: () => void): void => {
    if (!notice.isConnected) return;
    standing.set(text, standing.get(text)! - 1);
    leave();
    goOn?.();
  };
  const close = button("Close", () => end());
  close.classList.add("notice-close");
  const own = actions.map(({ label, run }) => button(label, () => end(run)));
  const words = Object.assign(document.createElement("p"), { textContent: text });
  const buttons = document.createElement("div");
  buttons.append(...own, close);
  notice.append(words, ...more, buttons);
  // A live region speaks of what changes in it, not of what it came with.
  requestAnimationFrame(() => region.append(notice));
}

/** @returns what takes the notice away, and the focus back to where it was before it came here */
function returnFocus(notice: HTMLElement): () => void {
  let former: EventTarget | null = null;
  notice.addEventListener("focusin", ({ relatedTarget }) => {
    if (!notice.contains(relatedTarget as Node | null)) former = relatedTarget;
  });
  return () => {
    const hadFocus = notice.contains(document.activeElement);
    notice.remove();
    if (hadFocus && former instanceof HTMLElement) former.focus({ preventScroll: true });
  };
}

function noticeRegion(): HTMLElement {
  const there = document.querySelector<HTMLElement>(".page-notices");
  if (there) return there;
  const region = document.createElement("div");
  region.className = "page-notices";
  region.role = "status";
  document.body.append(region);
  return region;
}

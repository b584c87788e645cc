/** Every test begins with an empty page, in a browser that keeps nothing yet. */
import { afterEach, vi } from "vitest";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  for (const dialog of document.querySelectorAll("dialog[open]")) (dialog as HTMLDialogElement).close();
  document.body.replaceChildren();
  scrollTo(0, 0);
  localStorage.clear();
  history.replaceState(null, "", location.pathname + location.search);
});

import { tooOld } from "./oldest-browsers.ts";

/** Why the notebook could not be loaded or its worker could not start, and what to do. */
export interface NoWorker {
  message: string;
  hint: string;
}

/** Why no cell can run in this browser, or where this page stands. */
export function unfit(): NoWorker | null {
  if (globalThis.origin === "null") return isolated;
  const old = tooOld();
  return old ? { message: old, hint: "Open the page in a newer browser; your edits stay in this one." } : null;
}

/** @param detail what the browser said, if anything */
export function noWorker(detail = ""): NoWorker {
  return (
    unfit() ?? {
      message: `The notebook could not be loaded${detail ? ` (${detail})` : ""}. Is the network connection there?`,
      hint: "When it is back, reload the page; your edits are kept.",
    }
  );
}

/** A sandboxed frame, or a file: neither has an origin, so neither may start a worker of the site. */
const isolated: NoWorker = {
  message: "This page stands in a sandboxed frame, which may start no worker, so no cell can run.",
  hint: 'Open the page by itself, in a tab of its own. Whoever made the frame can allow it: sandbox="allow-scripts allow-same-origin".',
};

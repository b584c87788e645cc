import { onBroken, onWrite } from "../../edits/storage.ts";
import { lazily } from "./lazy.ts";

/** Says what of a reader's texts cannot be read, and has a second copy made of what is written. */
export function watchStorage(): void {
  onBroken((key) =>
    lazily(
      () => import("../base/storage-trouble.ts"),
      (page) => page.tellBroken(key),
    ),
  );
  // Asked for once: each import looks through the page, and a slider writes at every move.
  let asked: Promise<typeof import("../../edits/journal.ts")> | undefined;
  const journal = () => (asked ??= import("../../edits/journal.ts"));
  // It is a second copy: where it cannot be had, nothing is said.
  onWrite(
    (...change) =>
      void journal()
        .then((page) => page.writeDown(...change))
        .catch(() => (asked = undefined)),
  );
}

/** Something was written down that a browser may not have kept where it belongs. */
export async function hasSecondCopy(): Promise<boolean> {
  return (await indexedDB.databases()).some(({ name }) => name === "mini-rlhf-texts");
}

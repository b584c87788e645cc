import type { StorageTrouble } from "../../notebook/base/storage-trouble.ts";
import { lazily } from "./lazy.ts";

/** Says what became of something that should be kept, if it was not. */
export function tellTrouble(trouble: StorageTrouble | null): void {
  if (trouble)
    lazily(
      () => import("./storage-trouble.ts"),
      (page) => page.tellStorageTrouble(trouble),
    );
}

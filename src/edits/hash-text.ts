import { hashText as textHash } from "../notebook/base/hash-text.ts";

/** The same text hash, for those elements that still ask for it here. */
export const hashText = textHash;

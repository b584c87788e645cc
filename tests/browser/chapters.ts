import { readdirSync } from "node:fs";
import path from "node:path";

/** The folders of the chapters, in their order. */
export const chapters = readdirSync(path.resolve(import.meta.dirname, "../../chapters")).filter((name) =>
  /^\d\d-/.test(name),
);

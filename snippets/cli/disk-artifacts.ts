/** A workshop's shelf in a folder: one subfolder per key, written at once. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CheckpointFiles } from "../checkpoint.ts";
import type { ArtifactStore } from "../experiments/experiment-context.ts";
import { hash32 } from "../random.ts";

const CACHE = fileURLToPath(
  new URL("../../node_modules/.cache/mini-rlhf/experiments", import.meta.url),
);

/** What was kept for other code than `core` lies elsewhere, out of the way. */
export function diskArtifacts(core: string): ArtifactStore {
  const folderOf = (key: string) => join(CACHE, core, fileName(key));
  return {
    async get(key) {
      const folder = folderOf(key);
      if (!existsSync(folder)) return undefined;
      const names = readdirSync(folder);
      return Object.fromEntries(
        names.map((name) => [name, readFileSync(join(folder, name))]),
      );
    },
    async put(key, files) {
      const folder = folderOf(key);
      const part = `${folder}.${process.pid}.part`;
      mkdirSync(part, { recursive: true });
      write(part, files);
      // another run may have been faster: its files are the same
      if (existsSync(folder)) rmSync(part, { recursive: true });
      else renameSync(part, folder);
    },
  };
}

function write(folder: string, files: CheckpointFiles): void {
  for (const [name, bytes] of Object.entries(files)) {
    writeFileSync(join(folder, name), bytes);
  }
}

/** Readable, and different for different keys. */
function fileName(key: string): string {
  const readable = key.replace(/[^\w.]+/g, "-").slice(0, 80);
  const hash = [1, 2].map((salt) => hash32(key, salt).toString(16));
  return `${readable}-${hash.join("")}`;
}

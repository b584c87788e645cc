/** Whether `dist/` is what `astro build` would make of the files as they are now. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const inputs = ["astro.config.mjs", "chapters", "package-lock.json", "public", "snippets", "src", "tsconfig.json"];

/** @param root the repository  @param note a file with the digest of what `dist/` was built from */
export function buildIsCurrent(root: string, note: string): boolean {
  const isThere = existsSync(path.join(root, "dist/index.html")) && existsSync(note);
  return isThere && readFileSync(note, "utf8") === inputDigest(root);
}

/** A short name for all that a build reads; none where git cannot list the files. */
export function inputDigest(root: string): string | undefined {
  const files = listFiles(root);
  if (!files) return undefined;
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  return hash.digest("hex");
}

function listFiles(root: string): string[] | undefined {
  try {
    const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ...inputs];
    const listed = execFileSync("git", args, {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 2 ** 24,
    });
    const files = new Set(listed.split("\0").filter(Boolean));
    return [...files].filter((file) => existsSync(path.join(root, file))).sort();
  } catch {
    return undefined;
  }
}

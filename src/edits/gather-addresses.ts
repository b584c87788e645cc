import { pageKey } from "./page-key.ts";
import { storageKeys, readText, writeText } from "./storage.ts";

/** What was kept under another address of a page is found under the one that counts. */
export function gatherAddresses(): void {
  for (const key of storageKeys(/^mini-rlhf:(?!broken)[a-z-]+:\//)) {
    const [, kind, path, id = ""] = /^mini-rlhf:([a-z-]+):(\/[^:]*)(:.*)?$/s.exec(key) ?? [];
    if (path === undefined) continue;
    const name = `mini-rlhf:${kind}:${pageKey(path)}${id}`;
    const text = name === key || readText(name) !== null ? null : readText(key);
    if (text === null) continue;
    writeText(key, null);
    if (writeText(name, text) !== null) writeText(key, text);
  }
}

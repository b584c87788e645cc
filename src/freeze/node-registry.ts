/** What cells can import, in Node: the same modules as in the browser, on the same backend. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { plainModules, tensorModules } from "../notebook/modules.ts";
import type { Registry } from "../notebook/registry.ts";
import { startInNode } from "../../snippets/cli/start-in-node.ts";

const modules = { ...plainModules, ...tensorModules };

export const nodeRegistry: Registry = {
  names: () => Object.keys(modules).sort(),
  async load(name) {
    if (name in tensorModules) await startInNode();
    return await modules[name]!();
  },
};

/** Reads a file of public/, as the site would serve it. */
export function readPublicFile(root: string, file: string): Promise<Uint8Array<ArrayBuffer>> {
  const clean = file.replace(/^\/+|\/+(?=\/)/g, "");
  return Promise.resolve(new Uint8Array(readFileSync(path.join(root, "public", clean))));
}

/** What cells can import, in Node: the same modules as in the browser, on the same backend. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { plainModules, tensorModules } from "../notebook/modules.ts";
import type { Registry } from "../notebook/registry.ts";
import type { TensorState } from "../notebook/tensor-state.ts";
import { startInNode } from "../../snippets/cli/start-in-node.ts";

const modules = { ...plainModules, ...tensorModules };

export const nodeRegistry: Registry = {
  names: () => Object.keys(modules).sort(),
  async load(name) {
    if (name in tensorModules) await startTensors();
    return await modules[name]!();
  },
  putBack: (values) => tensorState?.putBack(values) ?? null,
};

let tensorState: TensorState | undefined;

/** Nobody waits for a slower backend here, so nobody is told how slow it is. */
async function startTensors(): Promise<void> {
  await startInNode();
  const { noteTensorState } = await import("../notebook/tensor-state.ts");
  tensorState ??= noteTensorState(() => {});
}

/** Reads a file of public/, as the site would serve it. */
export function readPublicFile(root: string, file: string): Promise<Uint8Array<ArrayBuffer>> {
  const clean = file.replace(/^\/+|\/+(?=\/)/g, "");
  return Promise.resolve(new Uint8Array(readFileSync(path.join(root, "public", clean))));
}

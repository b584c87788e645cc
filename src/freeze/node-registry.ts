/** What cells can import, in Node: the same modules as in the browser, on the same backend. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { ModuleExports, Registry } from "../notebook/cell-api/registry.ts";
import type { TensorState } from "../notebook/kernel/tensor-state.ts";
import { publicModules, tensorModules } from "../public-core/public-modules.ts";
import { startInNode } from "../../snippets/cli/start-in-node.ts";

const root = path.resolve(import.meta.dirname, "../..");
const modules = publicModules(root);
const withTensors = new Set(tensorModules(root));

export const nodeRegistry: Registry = {
  names: () => modules,
  async load(name) {
    if (withTensors.has(name)) await startTensors();
    return (await import(/* @vite-ignore */ name)) as ModuleExports;
  },
  putBack: (values) => tensorState?.putBack(values) ?? null,
};

let tensorState: TensorState | undefined;

/** Nobody waits for a slower backend here, so nobody is told how slow it is. */
async function startTensors(): Promise<void> {
  await startInNode();
  const { noteTensorState } = await import("../notebook/kernel/tensor-state.ts");
  tensorState ??= noteTensorState(() => {});
}

/** Reads a file of public/, as the site would serve it. */
export function readPublicFile(root: string, file: string): Promise<Uint8Array<ArrayBuffer>> {
  const clean = file.replace(/^\/+|\/+(?=\/)/g, "");
  return Promise.resolve(new Uint8Array(readFileSync(path.join(root, "public", clean))));
}

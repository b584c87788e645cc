import { kernelNotice } from "../base/kernel-notice.ts";
import type { Memory, ModuleExports, Registry } from "../cell-api/registry.ts";
import type { TensorState } from "./tensor-state.ts";

type Load = () => Promise<ModuleExports>;

/**
 * The only bridge from cells to the core: what a cell may import, gathered from the folders. Every
 * module is loaded when the first cell asks for it; those with tensors start TensorFlow.js first. In
 * Node, src/freeze/node-registry.ts stands for it.
 */
const files = import.meta.glob<ModuleExports>([
  "../../../snippets/*.ts",
  "../../../snippets/world/*.ts",
  "../../../snippets/methods/*.ts",
  "../../../snippets/labeler/*.ts",
  "../../../snippets/chase/*.ts",
  "../../../snippets/illustrations/*.ts",
]);

const modules: Record<string, Load> = {
  ...Object.fromEntries(Object.entries(files).map(([file, load]) => [nameOf(file), load])),
  "@tensorflow/tfjs": () => import("@tensorflow/tfjs"),
  "gpt-tokenizer/encoding/cl100k_base": () => import("gpt-tokenizer/encoding/cl100k_base"),
  "gpt-tokenizer/bpeRanks/cl100k_base": () => import("gpt-tokenizer/bpeRanks/cl100k_base"),
};

/** Found when the site is built (src/public-core/public-modules.ts). */
const withTensors = new Set(import.meta.env.TENSOR_MODULES);

function nameOf(file: string): string {
  return file.replace(/^.*\/snippets\/(.*)\.ts$/, "mini-rlhf/$1");
}

let tensorMemory: (() => Memory) | undefined;
let takesAllCores: (() => boolean) | undefined;
let tensorState: TensorState | undefined;

export const registry: Registry = {
  // This file has the names of all others in it, which have their contents' digests in theirs.
  edition: import.meta.url,
  names: () => Object.keys(modules).sort(),
  memory: () => tensorMemory?.() ?? null,
  putBack: (values) => tensorState?.putBack(values) ?? null,
  takesAllCores: () => takesAllCores?.() ?? false,
  async load(name) {
    const start = withTensors.has(name) ? startTensors() : undefined;
    const [exports] = await Promise.all([modules[name]!(), start]);
    return exports;
  },
  loadAhead: (name) => void registry.load(name).catch(() => {}),
};

async function startTensors(): Promise<void> {
  const workers = import("./page-workers.ts");
  workers.catch(() => {});
  const [backend, state] = await Promise.all([import("./start-backend.ts"), import("./tensor-state.ts")]);
  await backend.startTensorFlow();
  tensorMemory = backend.tensorMemory;
  tensorState ??= state.noteTensorState(kernelNotice);
  const page = await workers;
  page.usePageWorkers(kernelNotice);
  takesAllCores = page.takesAllCores;
}

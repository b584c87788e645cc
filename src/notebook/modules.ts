import type { ModuleExports, Registry } from "./registry.ts";

type Load = () => Promise<ModuleExports>;

/**
 * The only bridge from cells to the core: what a cell may import. Every module is loaded when the
 * first cell asks for it; those with tensors start TensorFlow.js first.
 */
const plainModules: Record<string, Load> = {
  "mini-rlhf/advantages": () => import("mini-rlhf/advantages"),
  "mini-rlhf/assert": () => import("mini-rlhf/assert"),
  "mini-rlhf/exact-math": () => import("mini-rlhf/exact-math"),
  "mini-rlhf/random": () => import("mini-rlhf/random"),
  "mini-rlhf/tokenizer": () => import("mini-rlhf/tokenizer"),
};

const tensorModules: Record<string, Load> = {
  "@tensorflow/tfjs": () => import("@tensorflow/tfjs"),
};

const modules = { ...plainModules, ...tensorModules };

export const registry: Registry = {
  names: () => Object.keys(modules).sort(),
  async load(name) {
    if (name in tensorModules) await (await import("./start-backend.ts")).startTensorFlow();
    return await modules[name]!();
  },
};

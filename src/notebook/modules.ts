import { notice } from "./notice.ts";
import type { Memory, ModuleExports, Registry } from "./registry.ts";
import type { TensorState } from "./tensor-state.ts";

type Load = () => Promise<ModuleExports>;

/**
 * The only bridge from cells to the core: what a cell may import. Every module is loaded when the
 * first cell asks for it; those with tensors start TensorFlow.js first. A test compares the list
 * with the files of snippets/.
 */
export const plainModules: Record<string, Load> = {
  "mini-rlhf/adamw": () => import("mini-rlhf/adamw"),
  // a megabyte, for the one cell that shows how GPT-3.5 cuts words
  "gpt-tokenizer/encoding/cl100k_base": () => import("gpt-tokenizer/encoding/cl100k_base"),
  "gpt-tokenizer/bpeRanks/cl100k_base": () => import("gpt-tokenizer/bpeRanks/cl100k_base"),
  "mini-rlhf/advantages": () => import("mini-rlhf/advantages"),
  "mini-rlhf/assert": () => import("mini-rlhf/assert"),
  "mini-rlhf/awake": () => import("mini-rlhf/awake"),
  "mini-rlhf/best-of-n": () => import("mini-rlhf/best-of-n"),
  "mini-rlhf/check-prompts": () => import("mini-rlhf/check-prompts"),
  "mini-rlhf/exact-math": () => import("mini-rlhf/exact-math"),
  "mini-rlhf/exchange": () => import("mini-rlhf/exchange"),
  "mini-rlhf/gao-forms": () => import("mini-rlhf/gao-forms"),
  "mini-rlhf/gpt2-config": () => import("mini-rlhf/gpt2-config"),
  "mini-rlhf/lineage": () => import("mini-rlhf/lineage"),
  "mini-rlhf/prices": () => import("mini-rlhf/prices"),
  "mini-rlhf/random": () => import("mini-rlhf/random"),
  "mini-rlhf/recipe": () => import("mini-rlhf/recipe"),
  "mini-rlhf/safetensors": () => import("mini-rlhf/safetensors"),
  "mini-rlhf/sample-token": () => import("mini-rlhf/sample-token"),
  "mini-rlhf/schedule": () => import("mini-rlhf/schedule"),
  "mini-rlhf/second-worker": () => import("mini-rlhf/second-worker"),
  "mini-rlhf/settings": () => import("mini-rlhf/settings"),
  "mini-rlhf/shards": () => import("mini-rlhf/shards"),
  "mini-rlhf/sizes": () => import("mini-rlhf/sizes"),
  "mini-rlhf/token-batch": () => import("mini-rlhf/token-batch"),
  "mini-rlhf/tokenizer": () => import("mini-rlhf/tokenizer"),
  "mini-rlhf/tokenizer-json": () => import("mini-rlhf/tokenizer-json"),
  "mini-rlhf/training": () => import("mini-rlhf/training"),
  "mini-rlhf/world/answers": () => import("mini-rlhf/world/answers"),
  "mini-rlhf/world/corpus": () => import("mini-rlhf/world/corpus"),
  "mini-rlhf/world/correctness": () => import("mini-rlhf/world/correctness"),
  "mini-rlhf/world/demonstrations": () => import("mini-rlhf/world/demonstrations"),
  "mini-rlhf/world/documents": () => import("mini-rlhf/world/documents"),
  "mini-rlhf/world/facts": () => import("mini-rlhf/world/facts"),
  "mini-rlhf/world/gold": () => import("mini-rlhf/world/gold"),
  "mini-rlhf/world/labelers": () => import("mini-rlhf/world/labelers"),
  "mini-rlhf/world/parse-request": () => import("mini-rlhf/world/parse-request"),
  "mini-rlhf/world/prompted": () => import("mini-rlhf/world/prompted"),
  "mini-rlhf/world/requests": () => import("mini-rlhf/world/requests"),
  "mini-rlhf/world/sample-request": () => import("mini-rlhf/world/sample-request"),
  "mini-rlhf/world/splits": () => import("mini-rlhf/world/splits"),
  "mini-rlhf/world/styles": () => import("mini-rlhf/world/styles"),
  "mini-rlhf/world/vocabulary": () => import("mini-rlhf/world/vocabulary"),
};

export const tensorModules: Record<string, Load> = {
  "@tensorflow/tfjs": () => import("@tensorflow/tfjs"),
  "mini-rlhf/attention": () => import("mini-rlhf/attention"),
  "mini-rlhf/backward": () => import("mini-rlhf/backward"),
  "mini-rlhf/calibration": () => import("mini-rlhf/calibration"),
  "mini-rlhf/checkpoint": () => import("mini-rlhf/checkpoint"),
  "mini-rlhf/comparisons": () => import("mini-rlhf/comparisons"),
  "mini-rlhf/custom-gradient": () => import("mini-rlhf/custom-gradient"),
  "mini-rlhf/dpo": () => import("mini-rlhf/dpo"),
  "mini-rlhf/evaluate": () => import("mini-rlhf/evaluate"),
  "mini-rlhf/faulty-episodes": () => import("mini-rlhf/faulty-episodes"),
  "mini-rlhf/generate": () => import("mini-rlhf/generate"),
  "mini-rlhf/generate-on-engine": () => import("mini-rlhf/generate-on-engine"),
  "mini-rlhf/generate-together": () => import("mini-rlhf/generate-together"),
  "mini-rlhf/gpt": () => import("mini-rlhf/gpt"),
  "mini-rlhf/gpt2-tensors": () => import("mini-rlhf/gpt2-tensors"),
  "mini-rlhf/grpo": () => import("mini-rlhf/grpo"),
  "mini-rlhf/grpo-update": () => import("mini-rlhf/grpo-update"),
  "mini-rlhf/heads": () => import("mini-rlhf/heads"),
  "mini-rlhf/init-gpt": () => import("mini-rlhf/init-gpt"),
  "mini-rlhf/learner-state": () => import("mini-rlhf/learner-state"),
  "mini-rlhf/logprobs": () => import("mini-rlhf/logprobs"),
  "mini-rlhf/losses": () => import("mini-rlhf/losses"),
  "mini-rlhf/meanwhile": () => import("mini-rlhf/meanwhile"),
  "mini-rlhf/optimizer": () => import("mini-rlhf/optimizer"),
  "mini-rlhf/packed-gpt": () => import("mini-rlhf/packed-gpt"),
  "mini-rlhf/pair-loss": () => import("mini-rlhf/pair-loss"),
  "mini-rlhf/parameters": () => import("mini-rlhf/parameters"),
  "mini-rlhf/plain-embed": () => import("mini-rlhf/plain-embed"),
  "mini-rlhf/plain-losses": () => import("mini-rlhf/plain-losses"),
  "mini-rlhf/plain-ops": () => import("mini-rlhf/plain-ops"),
  "mini-rlhf/ppo": () => import("mini-rlhf/ppo"),
  "mini-rlhf/ppo-loss": () => import("mini-rlhf/ppo-loss"),
  "mini-rlhf/ppo-update": () => import("mini-rlhf/ppo-update"),
  "mini-rlhf/pretrain": () => import("mini-rlhf/pretrain"),
  "mini-rlhf/read": () => import("mini-rlhf/read"),
  "mini-rlhf/readers-taste": () => import("mini-rlhf/readers-taste"),
  "mini-rlhf/reward-model": () => import("mini-rlhf/reward-model"),
  "mini-rlhf/rollout": () => import("mini-rlhf/rollout"),
  "mini-rlhf/serve-orders": () => import("mini-rlhf/serve-orders"),
  "mini-rlhf/sft": () => import("mini-rlhf/sft"),
  "mini-rlhf/shard-gradient": () => import("mini-rlhf/shard-gradient"),
  "mini-rlhf/silent-bugs": () => import("mini-rlhf/silent-bugs"),
  "mini-rlhf/skills": () => import("mini-rlhf/skills"),
  "mini-rlhf/task-message": () => import("mini-rlhf/task-message"),
  "mini-rlhf/tasks": () => import("mini-rlhf/tasks"),
  "mini-rlhf/tensor": () => import("mini-rlhf/tensor"),
  "mini-rlhf/token-reader": () => import("mini-rlhf/token-reader"),
  "mini-rlhf/train-step": () => import("mini-rlhf/train-step"),
};

let tensorMemory: (() => Memory) | undefined;
let takesAllCores: (() => boolean) | undefined;
let tensorState: TensorState | undefined;

const modules = { ...plainModules, ...tensorModules };

export const registry: Registry = {
  names: () => Object.keys(modules).sort(),
  memory: () => tensorMemory?.() ?? null,
  putBack: (values) => tensorState?.putBack(values) ?? null,
  takesAllCores: () => takesAllCores?.() ?? false,
  async load(name) {
    const start = name in tensorModules ? startTensors() : undefined;
    const [exports] = await Promise.all([modules[name]!(), start]);
    return exports;
  },
  loadAhead: (name) => void registry.load(name).catch(() => {}),
};

async function startTensors(): Promise<void> {
  const workers = import("./two-workers.ts");
  workers.catch(() => {});
  const [backend, state] = await Promise.all([import("./start-backend.ts"), import("./tensor-state.ts")]);
  await backend.startTensorFlow();
  tensorMemory = backend.tensorMemory;
  tensorState ??= state.noteTensorState(notice);
  const two = await workers;
  two.useTwoWorkers(notice);
  takesAllCores = two.takesAllCores;
}

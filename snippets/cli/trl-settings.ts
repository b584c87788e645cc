/**
 * The main recipe's settings in the words of TRL, as `export` writes them:
 * for each of TRL's commands a file. What TRL has no word for, and what it
 * does otherwise, stands in the folder's README.md (export-differences.ts).
 */
import { dpoDefaults } from "../dpo.ts";
import { grpoDefaults } from "../grpo.ts";
import { ktoDefaults } from "../methods/kto.ts";
import { groupMethods } from "../methods/group-methods.ts";
import { learningRates } from "../training-recipe.ts";
import { rewardDefaults } from "../reward-model.ts";
import { sftDefaults } from "../sft.ts";
import { gptConfig, type Size } from "../sizes.ts";
import { PAIRS_PER_PROMPT } from "./export-data.ts";
import type { YamlValue } from "./yaml.ts";

export const TRL_COMMANDS = [
  "sft",
  "reward",
  "dpo",
  "kto",
  "grpo",
  "rloo",
] as const;
export type TrlCommand = (typeof TRL_COMMANDS)[number];
export type TrlSettings = Readonly<Record<string, YamlValue>>;

/** warmUpCosine of schedule.ts: down to a tenth of the rate. */
const cosine = (warmUp: number) => ({
  lr_scheduler_type: "cosine_with_min_lr",
  lr_scheduler_kwargs: { min_lr_rate: 0.1 },
  warmup_steps: warmUp,
});

/** createAdamW's of optimizer.ts. */
const adamW = { adam_beta2: 0.95, weight_decay: 0, max_grad_norm: 1 };

const common = {
  ...adamW,
  bf16: false,
  // a large model's saving of memory: the numbers are the same without it
  gradient_checkpointing: false,
  logging_steps: 20,
  report_to: "none",
  save_strategy: "no",
};

const data = (file: string) => ({
  datasets: [{ path: "json", data_files: file }],
});

export function trlSettings(size: Size): Record<TrlCommand, TrlSettings> {
  const { blockSize } = gptConfig(size);
  return {
    sft: {
      model_name_or_path: "checkpoints/pretrain",
      output_dir: "out/sft",
      ...data("sft.jsonl"),
      learning_rate: learningRates.sft[size],
      ...cosine(0),
      num_train_epochs: sftDefaults.epochs,
      per_device_train_batch_size: sftDefaults.batchSize,
      max_length: blockSize,
      ...common,
    },
    reward: {
      ...ranked(size, "reward", rewardDefaults),
      ...data("preferences.jsonl"),
      ...batchOf(rewardDefaults.batchSize * PAIRS_PER_PROMPT),
    },
    dpo: {
      ...ranked(size, "dpo", dpoDefaults),
      ...data("preferences.jsonl"),
      ...batchOf(dpoDefaults.batchSize * PAIRS_PER_PROMPT),
      beta: dpoDefaults.klCoef,
    },
    kto: {
      ...ranked(size, "kto", ktoDefaults),
      ...data("thumbs.jsonl"),
      ...batchOf(ktoDefaults.batchSize),
      beta: ktoDefaults.klCoef,
    },
    grpo: {
      ...sampled(size, "grpo", grpoDefaults.epochs),
      beta: grpoDefaults.klCoef,
      use_bias_correction_kl: false,
    },
    rloo: {
      ...sampled(size, "rloo", groupMethods.RLOO.epochs),
      beta: grpoDefaults.klCoef,
    },
  };
}

/** What learns from ranked answers, in the order of the file. */
function ranked(
  size: Size,
  command: TrlCommand,
  defaults: typeof rewardDefaults | typeof dpoDefaults | typeof ktoDefaults,
) {
  return {
    model_name_or_path: "checkpoints/sft",
    output_dir: `out/${command}`,
    learning_rate: defaults.learningRate,
    ...cosine(defaults.warmUp),
    num_train_epochs: defaults.epochs,
    max_length: gptConfig(size).blockSize,
    ...common,
  };
}

/** Rows in the file's order: a step has some prompts with all their rows. */
const batchOf = (rows: number) => ({
  per_device_train_batch_size: rows,
  train_sampling_strategy: "sequential",
});

/**
 * What learns from its own answers. A step of TRL is one update, a step of
 * ours a round of them.
 */
function sampled(size: Size, command: TrlCommand, epochs: number) {
  const { groups, groupSize, minibatchSize } = grpoDefaults;
  const minibatches = (groups * groupSize) / minibatchSize;
  const updates = epochs * minibatches;
  return {
    model_name_or_path: "checkpoints/sft",
    output_dir: `out/${command}`,
    ...data("prompts.jsonl"),
    reward_funcs: ["scorer.score"],
    learning_rate: learningRates.ppo[size],
    lr_scheduler_type: "constant_with_warmup",
    warmup_steps: grpoDefaults.warmUp * updates,
    max_steps: grpoDefaults.iterations * updates,
    per_device_train_batch_size: minibatchSize,
    steps_per_generation: minibatches,
    num_iterations: epochs,
    num_generations: groupSize,
    max_completion_length: grpoDefaults.maxNewTokens,
    epsilon: grpoDefaults.cliprange,
    ...common,
  };
}

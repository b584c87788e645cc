/**
 * PPO, which TRL has no more, as a job for OpenRLHF: an engine that spreads
 * the four models over a cluster with Ray and lets vLLM write the answers.
 * The names are those of openrlhf/cli/train_ppo_ray.py, version 0.11.0
 * (commit 3c3be62); tests/fixtures/openrlhf-arguments.json has all of them.
 */
import { ppoDefaults } from "../ppo.ts";
import { gptConfig, type Size } from "../sizes.ts";
import { learningRates } from "../training-recipe.ts";

export const RAY_JOB = "openrlhf-ppo.sh";

/** What stands after a name: nothing, if it is a switch. */
export type Argument = string | number | readonly number[] | true;

/** What the script puts before the folder's own files. */
const FOLDER = "$FOLDER";

/** @param prompts how many prompts.jsonl has */
export function openRlhfArguments(
  size: Size,
  prompts: number,
): Record<string, Argument> {
  return { ...machines, ...models(prompts), ...recipe(size), ...adamW(size) };
}

/** One GPU for everything. */
const machines = {
  ...perModel("num_nodes"),
  ...perModel("num_gpus_per_node"),
  "vllm.num_engines": 1,
  "vllm.gpu_memory_utilization": 0.5,
  "train.colocate_all": true,
} as const;

function perModel(what: string): Record<string, number> {
  const names = ["actor", "ref", "critic", "reward"];
  return Object.fromEntries(names.map((name) => [`${name}.${what}`, 1]));
}

/** Four models, and the prompts of whole rounds. */
function models(prompts: number) {
  const { iterations, rolloutSize } = ppoDefaults;
  const rounds = Math.floor(prompts / rolloutSize);
  return {
    "actor.model_name_or_path": `${FOLDER}/checkpoints/sft`,
    "reward.model_name_or_path": `${FOLDER}/checkpoints/reward`,
    "critic.model_name_or_path": `${FOLDER}/checkpoints/reward`,
    "data.prompt_dataset": `${FOLDER}/prompts.jsonl`,
    "data.input_key": "prompt",
    "data.max_samples": rounds * rolloutSize,
    "train.num_episodes": Math.ceil(iterations / rounds),
    "ckpt.output_dir": `${FOLDER}/out/ppo`,
    "ds.attn_implementation": "eager",
  };
}

function recipe(size: Size): Record<string, Argument> {
  const { cliprange, klCoef, lam, gamma } = ppoDefaults;
  return {
    "data.max_len": gptConfig(size).blockSize,
    "rollout.max_new_tokens": ppoDefaults.maxNewTokens,
    "rollout.batch_size": ppoDefaults.rolloutSize,
    "rollout.n_samples_per_prompt": 1,
    "train.batch_size": ppoDefaults.minibatchSize,
    "train.micro_batch_size": ppoDefaults.minibatchSize,
    "train.max_epochs": ppoDefaults.epochs,
    "algo.advantage.estimator": "gae",
    "algo.advantage.gamma": gamma,
    "algo.advantage.lambd": lam,
    "algo.kl.init_coef": klCoef,
    "algo.kl.estimator": "k1",
    "reward.stop_properly_penalty_coef": ppoDefaults.noEndScore,
    "actor.eps_clip": cliprange,
    "critic.value_clip": ppoDefaults.cliprangeValue,
  };
}

/** createAdamW's of optimizer.ts; the value function's rate is constant. */
function adamW(size: Size): Record<string, Argument> {
  const { iterations, warmUp, adamEpsilon, valueLearningRate } = ppoDefaults;
  const settings = {
    actor: { rate: learningRates.ppo[size], warmUp: warmUp / iterations },
    critic: { rate: valueLearningRate, warmUp: 0 },
  };
  const rows = Object.entries(settings).map(([model, { rate, warmUp }]) => ({
    [`${model}.adam.lr`]: rate,
    [`${model}.adam.betas`]: [0.9, 0.95],
    [`${model}.adam.eps`]: adamEpsilon,
    [`${model}.lr_scheduler`]: "constant_with_warmup",
    [`${model}.lr_warmup_ratio`]: Number(warmUp.toFixed(4)),
    [`${model}.max_norm`]: 1,
  }));
  return Object.assign({}, ...rows) as Record<string, Argument>;
}

/** A shell file that hands the job to a Ray cluster. */
export function openRlhfScript(size: Size, prompts: number): string {
  const lines = Object.entries(openRlhfArguments(size, prompts)).map(
    ([name, value]) => {
      const values = value === true ? [] : [value].flat().map(quoted);
      return `  ${[`--${name}`, ...values].join(" ")}`;
    },
  );
  return `#!/bin/sh
# The book's PPO as a job for OpenRLHF 0.11.0 (github.com/OpenRLHF/OpenRLHF,
# commit 3c3be62) on one GPU. First start a cluster: ray start --head
# All its machines have to see this folder at the same place.
# Checked: the names and types of the arguments. Not run: it takes a GPU.
FOLDER=$(cd "$(dirname "$0")" && pwd)
ray job submit -- \\
  python3 -m openrlhf.cli.train_ppo_ray \\
${lines.join(" \\\n")}
`;
}

/** A folder's name may have spaces. */
function quoted(value: string | number): string {
  return String(value).startsWith(FOLDER) ? `"${value}"` : String(value);
}

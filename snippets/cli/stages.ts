/**
 * The four stages of the main recipe as the command line runs them: what each
 * starts from, its trainer, and the checkpoint that comes out.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { assert } from "../base/assert.ts";
import { type CheckpointFiles, gptFiles, loadGPT } from "../checkpoint.ts";
import { loadScalarModel } from "../checkpoint.ts";
import { scalarModelFiles } from "../checkpoint.ts";
import { collectComparisons, encodeComparison } from "../comparisons.ts";
import type { RankedAnswers } from "../comparisons.ts";
import { generate } from "../generate.ts";
import { cloneGPT, type GPT } from "../gpt.ts";
import { cloneScalarModel, scalarParameters } from "../heads.ts";
import { scoreResponses, withScalarHead } from "../heads.ts";
import { initGPT } from "../init-gpt.ts";
import { type AdamW, createAdamW } from "../optimizer.ts";
import { ppoDefaults, trainPpo } from "../ppo.ts";
import { pretrain } from "../pretrain.ts";
import type { Rng } from "../random.ts";
import {
  corpusRows,
  labelerTeam,
  demonstrationPairs,
} from "../training-recipe.ts";
import { learningRates, trainingQueries } from "../training-recipe.ts";
import { normaliseScores, trainRewardModel } from "../reward-model.ts";
import { trainSft } from "../sft.ts";
import { gptConfig, type Size } from "../sizes.ts";
import { burrow } from "../world/vocabulary.ts";
import { loadFrom, type Stage } from "./folders.ts";
import { progressBar } from "./progress-bar.ts";
import { COMPARISONS, readComparisons } from "./rankings.ts";

export interface StageContext {
  size: Size;
  rng: Rng;
  /** undefined: as many as the recipe has */
  steps: number | undefined;
  /** the stage's own folder */
  path: string;
  /** whether an earlier run in this folder goes on */
  resumed: boolean;
  /** the folder of an earlier stage's checkpoint */
  earlier: (stage: Stage) => string;
  /** set by Ctrl-C */
  signal: AbortSignal;
}

/** A trainer that is set up and, if it ran before, can go on. */
export interface StageRun {
  optimizers: Record<string, AdamW>;
  steps: AsyncGenerator<{ step: number; steps: number }>;
  /** the numbers to show beside the bar */
  watch: readonly string[];
  /** the checkpoint as of now; a folder in front of a name is a subfolder */
  files: () => CheckpointFiles;
}

export const STAGE_RUNS: Record<
  Stage,
  (context: StageContext) => Promise<StageRun>
> = { pretrain: pretrainRun, sft: sftRun, reward: rewardRun, ppo: ppoRun };

async function pretrainRun({ size, rng, steps }: StageContext) {
  const model = initGPT(gptConfig(size), rng.fork("weights"));
  const optimizer = createAdamW(model.params, { weightDecay: 0.01 });
  return {
    optimizers: { pretrain: optimizer },
    steps: pretrain({
      model,
      optimizer,
      rows: corpusRows(rng),
      learningRate: learningRates.pretrain[size],
      steps,
    }),
    watch: ["loss"],
    files: () => gptFiles(model, burrow),
  };
}

async function sftRun({ size, rng, steps, earlier }: StageContext) {
  const model = await loadModel(earlier("pretrain"), size);
  const optimizer = createAdamW(model.params);
  return {
    optimizers: { sft: optimizer },
    steps: trainSft({
      model,
      optimizer,
      demonstrations: demonstrationPairs(rng),
      rng: rng.fork("sft"),
      learningRate: learningRates.sft[size],
      steps,
    }),
    watch: ["loss"],
    files: () => gptFiles(model, burrow),
  };
}

async function rewardRun(context: StageContext) {
  const { size, rng, steps, earlier } = context;
  const sft = await loadModel(earlier("sft"), size);
  const ranked = await comparisonsFor(context, sft);
  const lines = ranked.map((each) => `${JSON.stringify(each)}\n`).join("");
  const model = withScalarHead(sft, rng.fork("head"));
  const optimizer = createAdamW(scalarParameters(model));
  return {
    optimizers: { reward: optimizer },
    steps: trainRewardModel({
      model,
      optimizer,
      comparisons: ranked.map(encodeComparison),
      rng: rng.fork("reward"),
      steps,
    }),
    watch: ["loss", "accuracy"],
    files() {
      // Training goes on in the raw scores; the checkpoint has the unit and
      // the zero that PPO's settings are made for.
      const product = cloneScalarModel(model);
      const queries = trainingQueries(rng.fork("normalise"), 200);
      const responses = generate(sft, queries, { rng: rng.fork("samples") });
      const samples = queries.map((query, i) => ({
        query,
        response: responses[i]!,
      }));
      normaliseScores(product, samples, demonstrationPairs(rng));
      return {
        ...scalarModelFiles(product, burrow),
        [COMPARISONS]: new TextEncoder().encode(lines),
      };
    },
  };
}

/** A checkpoint that should be of this size. */
async function loadModel(path: string, size: Size): Promise<GPT> {
  const gpt = await loadFrom(path, loadGPT);
  const [has, wanted] = [gpt.config.width, gptConfig(size).width];
  assert(
    has === wanted,
    `--size ${size} is ${wanted} numbers wide, but the model in ${path} is ` +
      `${has}. Name the size that it was trained with, or another --from.`,
  );
  return gpt;
}

/** Those of the run that goes on, or new ones. */
async function comparisonsFor(
  { rng, steps, path, signal, resumed }: StageContext,
  sft: GPT,
): Promise<RankedAnswers[]> {
  const prompts = steps === undefined ? 2000 : Math.min(2000, 8 * steps);
  const file = join(path, COMPARISONS);
  if (resumed && existsSync(file)) {
    const saved = readComparisons(file);
    if (saved.length >= prompts) return saved;
  }
  const all: RankedAnswers[] = [];
  const bar = progressBar("comparisons");
  const batches = collectComparisons({
    model: sft,
    labelers: labelerTeam(rng),
    rng: rng.fork("comparisons"),
    prompts,
  });
  for await (const batch of batches) {
    all.push(...batch);
    bar.update(all.length, prompts, {});
    await new Promise((resolve) => setImmediate(resolve)); // hear a Ctrl-C
    if (signal.aborted) break;
  }
  bar.end();
  return all;
}

async function ppoRun({ size, rng, steps, earlier }: StageContext) {
  const policy = await loadModel(earlier("sft"), size);
  const rewardModel = await loadFrom(earlier("reward"), loadScalarModel);
  const valueModel = cloneScalarModel(rewardModel);
  const adam = { epsilon: ppoDefaults.adamEpsilon };
  const optimizers = {
    policy: createAdamW(policy.params, adam),
    value: createAdamW(scalarParameters(valueModel), adam),
  };
  return {
    optimizers,
    steps: trainPpo({
      policy,
      refPolicy: cloneGPT(policy),
      valueModel,
      scoreFn: (queryResponses) => scoreResponses(rewardModel, queryResponses),
      queries: trainingQueries(rng),
      rng: rng.fork("ppo"),
      learningRate: learningRates.ppo[size],
      optimizer: optimizers.policy,
      valueOptimizer: optimizers.value,
      ...(steps !== undefined && { iterations: steps }),
    }),
    watch: ["score", "kl", "clipfrac"],
    files: () => ({
      ...gptFiles(policy, burrow),
      ...inFolder("value", scalarModelFiles(valueModel, burrow)),
    }),
  };
}

function inFolder(name: string, files: CheckpointFiles): CheckpointFiles {
  return Object.fromEntries(
    Object.entries(files).map(([file, bytes]) => [`${name}/${file}`, bytes]),
  );
}

/** The whole path as one piece of work: pretraining, SFT, reward model, PPO. */
import type { CreateWork } from "../../src/benchmark/player.ts";
import { newModel } from "../../src/benchmark/works.ts";
import { generateTogether } from "../../snippets/workers/generate-together.ts";
import { scoreTogether } from "../../snippets/evaluate-together.ts";
import { cloneGPT, disposeGPT, type GPT } from "../../snippets/gpt.ts";
import { cloneScalarModel, disposeScalarModel } from "../../snippets/heads.ts";
import { type ScalarModel, withScalarHead } from "../../snippets/heads.ts";
import { trainPpo } from "../../snippets/ppo.ts";
import { pretrain } from "../../snippets/pretrain.ts";
import { createRng, type Rng } from "../../snippets/random.ts";
import { normaliseScores, trainRewardModel } from "../../snippets/reward-model.ts";
import { startOtherWorkers } from "../../snippets/other-workers.ts";
import { trainSft } from "../../snippets/sft.ts";
import type { PathData } from "./path-data.ts";

/** Hears which stage begins, and at the end null: node-process.ts makes a schedule of it. */
export const stages = { mark: (_name: string | null): void => {} };

export const wholePath: CreateWork = async (shape, data) => {
  const path = data as PathData;
  const rng = createRng(1);
  await startOtherWorkers(); // if there is to be one
  return {
    async run() {
      const model = newModel(shape, rng);
      stages.mark("pretrain");
      await pretrainOn(path, model);
      stages.mark("SFT");
      await fineTuneOn(path, model, rng);
      stages.mark("reward");
      const judge = withScalarHead(model, rng.fork("head"));
      await rankOn(path, judge, model, rng);
      stages.mark("PPO");
      await reinforceOn(path, model, judge, rng);
      stages.mark(null);
      disposeScalarModel(judge);
      disposeGPT(model);
    },
    operations: 0, // not counted: what PPO does depends on how long answers get
    tokens: 0,
    dispose() {},
  };
};

function pretrainOn({ rows, rates }: PathData, model: GPT) {
  const options = { rows: (step: number) => rows[step - 1]!, steps: rows.length };
  return last(pretrain({ model, ...options, learningRate: rates.pretrain }));
}

function fineTuneOn({ demonstrations, steps, rates }: PathData, model: GPT, rng: Rng) {
  const options = { rng: rng.fork("sft"), steps: steps.sft, learningRate: rates.sft };
  return last(trainSft({ model, demonstrations, ...options }));
}

async function rankOn(path: PathData, judge: ScalarModel, model: GPT, rng: Rng) {
  const { comparisons, steps, queries, demonstrations, maxNewTokens } = path;
  const options = { rng: rng.fork("reward"), steps: steps.reward };
  await last(trainRewardModel({ model: judge, comparisons, ...options }));
  const asked = queries.slice(0, 200);
  const sampling = { rng: rng.fork("samples"), maxNewTokens };
  const answers = await generateTogether(model, asked, sampling);
  const samples = asked.map((query, i) => ({ query, response: answers[i]! }));
  normaliseScores(judge, samples, demonstrations);
}

async function reinforceOn(path: PathData, policy: GPT, judge: ScalarModel, rng: Rng) {
  const { queries, steps, rates, maxNewTokens } = path;
  const refPolicy = cloneGPT(policy);
  const valueModel = cloneScalarModel(judge);
  await last(
    trainPpo({
      policy,
      refPolicy,
      valueModel,
      scoreFn: (queryResponses) => scoreTogether(judge, queryResponses),
      queries,
      rng: rng.fork("ppo"),
      iterations: steps.ppo,
      learningRate: rates.ppo,
      maxNewTokens,
    }),
  );
  disposeGPT(refPolicy);
  disposeScalarModel(valueModel);
}

async function last<T>(steps: AsyncGenerator<T>) {
  for await (const _ of steps);
}

/**
 * Every trainer for 50 steps, each on the model of the one before, and the hashes of the weights.
 * Node imports this; a browser gets the same text as a cell.
 */
import type { QueryResponse } from "mini-rlhf/query-response";
import { collectComparisons, encodeComparison } from "mini-rlhf/comparisons";
import { cloneGPT, type GPT } from "mini-rlhf/gpt";
import { cloneScalarModel, scalarParameters, scoreResponses, withScalarHead } from "mini-rlhf/heads";
import type { ScalarModel } from "mini-rlhf/heads";
import { initGPT } from "mini-rlhf/init-gpt";
import { namedParameters } from "mini-rlhf/parameters";
import { trainPpo } from "mini-rlhf/ppo";
import { pretrain } from "mini-rlhf/pretrain";
import { createRng } from "mini-rlhf/random";
import { corpusRows, labelerTeam, demonstrationPairs, trainingQueries } from "mini-rlhf/training-recipe";
import { type Comparison, normaliseScores, trainRewardModel } from "mini-rlhf/reward-model";
import { trainSft } from "mini-rlhf/sft";
import { gptConfig } from "mini-rlhf/sizes";

const STEPS = 50;
const rng = createRng(1);
const demonstrations = demonstrationPairs(rng, 100);

export async function hashes(): Promise<Record<string, string>> {
  const model = initGPT(gptConfig("S"), rng.fork("weights"));
  const start = await hash(model.params);
  await run(pretrain({ model, rows: corpusRows(rng, 6, 33), steps: STEPS }));
  const pretrained = await hash(model.params);
  await run(trainSft({ model, demonstrations, rng, steps: STEPS, batchSize: 5 }));
  const sft = await hash(model.params);
  const judge = await trainJudge(model);
  const reward = await hash(scalarParameters(judge));
  const valueModel = cloneScalarModel(judge);
  await reinforce(model, judge, valueModel);
  const ppo = await hash({ policy: model.params, value: scalarParameters(valueModel) });
  return { start, pretrained, sft, reward, ppo };
}

async function trainJudge(sft: GPT): Promise<ScalarModel> {
  const model = withScalarHead(sft, rng.fork("head"));
  const comparisons: Comparison[] = [];
  const options = { model: sft, labelers: labelerTeam(rng), rng: rng.fork("comparisons") };
  for await (const batch of collectComparisons({ ...options, prompts: 48 })) {
    comparisons.push(...batch.map(encodeComparison));
  }
  await run(trainRewardModel({ model, comparisons, rng, steps: STEPS, batchSize: 3 }));
  const samples = comparisons.flatMap(({ query, ranked }) =>
    ranked.map((response): QueryResponse => ({ query, response })),
  );
  normaliseScores(model, samples, demonstrations);
  return model;
}

async function reinforce(policy: GPT, judge: ScalarModel, valueModel: ScalarModel) {
  await run(
    trainPpo({
      policy,
      refPolicy: cloneGPT(policy),
      valueModel,
      scoreFn: (queryResponses) => scoreResponses(judge, queryResponses),
      queries: trainingQueries(rng, 100),
      rng: rng.fork("ppo"),
      ptx: { coef: 0.5, rows: corpusRows(rng, 2, 17) },
      iterations: STEPS,
      rolloutSize: 10,
      minibatchSize: 5,
      epochs: 1,
    }),
  );
}

async function run(steps: AsyncGenerator): Promise<void> {
  for await (const _ of steps);
}

/** SHA-256 of all parameters' bytes, in the order of their names. */
async function hash(tree: object): Promise<string> {
  const parameters = [...namedParameters(tree)].sort(([a], [b]) => (a < b ? -1 : 1));
  const bytes = parameters.flatMap(([, variable]) => [
    ...new Uint8Array(Float32Array.from(variable.dataSync()).buffer),
  ]);
  const digest = await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

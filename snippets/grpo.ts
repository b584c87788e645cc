/**
 * Group relative policy optimisation (Shao et al. 2024, DeepSeekMath): PPO
 * without a value function. The policy answers each query several times; an
 * answer is as good as it is better than the others of its group.
 *
 * DeepSeek-R1 trained reasoning with it and with rules for judges: a score
 * that checks the answer, where there is something to check, can't be fooled
 * as a reward model can. The KL term stands in the loss, not in the reward.
 * Left out: the mean per answer (all tokens count alike here, as in DAPO).
 */
import { average } from "./advantages.ts";
import { assert } from "./base/assert.ts";
import { hasEnded } from "./query-response.ts";
import { generateTogether } from "./workers/generate-together.ts";
import type { GPT } from "./gpt.ts";
import { groupAdvantages, learnFromGroups } from "./grpo-update.ts";
import type { GroupSample } from "./grpo-update.ts";
import { type AdamW, createAdamW } from "./optimizer.ts";
import type { Rng } from "./random.ts";
import { offload } from "./workers/offload.ts";
import { meanKl, responseLogprobs, type ScoreFn } from "./rollout.ts";
import { warmUpConstant } from "./schedule.ts";
import type { Resume } from "./training.ts";
import { assertCounts, withSettings } from "./base/settings.ts";
import { collect, queryResponseBatch } from "./token-batch.ts";

export const grpoDefaults = {
  iterations: 60,
  /** different queries per round, and answers to each */
  groups: 8,
  groupSize: 8,
  epochs: 2,
  minibatchSize: 16,
  learningRate: 2e-4,
  warmUp: 5,
  /** beta, the weight of the distance to the reference in the loss */
  klCoef: 0.15,
  cliprange: 0.2,
  maxNewTokens: 18,
};

export interface GrpoOptions extends Partial<typeof grpoDefaults> {
  /** starts as the SFT model; changes in place */
  policy: GPT;
  refPolicy: GPT;
  /** the judge: a rule, or a reward model */
  scoreFn: ScoreFn;
  queries: readonly (readonly number[])[];
  rng: Rng;
  optimizer?: AdamW;
  resume?: Resume;
}

export interface GrpoStep {
  step: number;
  steps: number;
  loss: number;
  score: number;
  /** mean drift from the reference per answer, in nats */
  kl: number;
  clipfrac: number;
  /** share of answers just as good as their group: they teach nothing */
  idle: number;
  length: number;
  ended: number;
}

/** What GrpoOptions has beside the settings of grpoDefaults. */
const PARTS = [
  ...["policy", "refPolicy", "scoreFn", "queries", "rng", "optimizer"],
  "resume",
];

/** Trains `policy`; yields after every round. */
export async function* trainGrpo(
  options: GrpoOptions,
): AsyncGenerator<GrpoStep> {
  const settings = withSettings(grpoDefaults, options, PARTS);
  const { iterations, groups, groupSize, epochs, minibatchSize } = settings;
  assertCounts({ iterations, groups, groupSize, epochs, minibatchSize });
  assert(groupSize > 1, "A group has two answers at least, got groupSize 1.");
  const optimizer = options.optimizer ?? createAdamW(options.policy.params);
  const answers = groups * groupSize;
  assert(
    answers >= minibatchSize,
    `A round has at least one minibatch of answers, got ${answers} answers ` +
      `below minibatchSize ${minibatchSize}.`,
  );
  const updatesPerRound = epochs * Math.floor(answers / minibatchSize);
  await options.resume?.({ optimizer });
  for (;;) {
    const step = optimizer.updates / updatesPerRound + 1;
    if (step > iterations) return;
    const rng = options.rng.fork(`round ${step}`);
    const samples = await sampleGroups({ ...settings, rng });
    const rate = warmUpConstant(step, settings.learningRate, settings.warmUp);
    const order = rng.fork("order");
    const own = { ...settings, optimizer };
    const stats = learnFromGroups(own, samples, rate, order);
    yield { step, steps: iterations, ...summary(samples), ...stats };
  }
}

type Settings = typeof grpoDefaults & GrpoOptions;

/** Every query answered groupSize times, and judged. */
async function sampleGroups(settings: Settings): Promise<GroupSample[]> {
  const { policy, refPolicy, groups, groupSize, rng } = settings;
  const draw = rng.fork("queries");
  const queries = Array.from({ length: groups }, () => {
    const query = draw.choice(settings.queries);
    return Array.from({ length: groupSize }, () => query);
  }).flat();
  const sampling = { rng, maxNewTokens: settings.maxNewTokens };
  const responses = await generateTogether(policy, queries, sampling);
  const queryResponses = queries.map((query, i) => {
    return { query, response: responses[i]! };
  });
  const batch = queryResponseBatch(queryResponses);
  const reference = offload("logprobs", refPolicy, batch);
  const scores = await settings.scoreFn(queryResponses);
  const advantages = groupAdvantages(scores, groupSize);
  const logprobs = responseLogprobs(policy, queryResponses);
  const refLogprobs = collect(queryResponses, await reference());
  return queryResponses.map((queryResponse, i) => ({
    ...queryResponse,
    score: scores[i]!,
    advantage: advantages[i]!,
    logprobs: logprobs[i]!,
    refLogprobs: refLogprobs[i]!,
  }));
}

function summary(samples: readonly GroupSample[]) {
  const idle = samples.map(({ advantage }) => Math.abs(advantage) < 1e-6);
  return {
    score: average(samples.map(({ score }) => score)),
    kl: meanKl(samples),
    idle: average(idle.map(Number)),
    length: average(samples.map(({ response }) => response.length)),
    ended: average(samples.map((s) => Number(hasEnded(s.response)))),
  };
}

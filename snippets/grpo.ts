/**
 * Group relative policy optimisation (Shao et al. 2024, DeepSeekMath): PPO
 * without a value function. The policy answers each query several times; an
 * answer is as good as it is better than the others of its group.
 *
 * DeepSeek-R1 trained reasoning with it and with rules for judges: a score
 * that checks the answer, where there is something to check, can't be fooled
 * as a reward model can. The KL term stands in the loss, not in the reward.
 * Its relatives are other settings: see group-methods.ts.
 */
import { withSettings } from "./base/settings.ts";
import { assert } from "./base/assert.ts";
import { beginTraining } from "./begin-training.ts";
import type { GPT } from "./gpt.ts";
import { advantageKinds, type AdvantageKind } from "./group-advantages.ts";
import { groupChoices, type GroupTargets } from "./group-loss.ts";
import { sampleGroups } from "./group-samples.ts";
import { averages, type GroupSettings } from "./grpo-update.ts";
import { learnFromGroups } from "./grpo-update.ts";
import { trainable } from "./lora.ts";
import { type AdamW, createAdamW } from "./optimizer.ts";
import { assertQueries } from "./query-response.ts";
import type { Rng } from "./random.ts";
import type { ScoreFn } from "./rollout.ts";
import { warmUpConstant } from "./schedule.ts";
import { countUpdates, type PolicyStep, type Resume } from "./training.ts";

export const grpoDefaults = {
  iterations: 60,
  /** different queries per round, and answers to each */
  groups: 8,
  groupSize: 8,
  epochs: 2,
  minibatchSize: 16,
  learningRate: 2e-4,
  warmUp: 5,
  /** beta: the weight of the distance to the reference; 0 does without one */
  klCoef: 0.15,
  cliprange: 0.2,
  maxNewTokens: 18,
  /** the score of an answer that never ends, whatever it says: PPO's */
  noEndScore: -2,
  /** tokens before the last possible one in which an answer begins to pay for
   * its length, up to 1 (Yu et al. 2025, eq. 13: DAPO); 0: length is free */
  overlongBuffer: 0,
  /** up to so many draws of groups, until all of them have something to
   * compare (Yu et al. 2025, 3.2: dynamic sampling); 1: as they come */
  maxDraws: 1,
  advantage: "standardised" as AdvantageKind,
  /** what the tokens of the loss are averaged over */
  average: "tokens" as GroupSettings["average"],
  ratio: "token" as GroupTargets["ratio"],
  surrogate: "clip" as GroupTargets["surrogate"],
  /** where beta stands: in the loss (k3), or in the score (k1) */
  klIn: "loss" as "loss" | "score",
};

export interface GrpoOptions extends Partial<typeof grpoDefaults> {
  /** starts as the SFT model; changes in place */
  policy: GPT;
  /** the SFT model itself, never changed; klCoef 0 needs none */
  refPolicy?: GPT;
  /** the judge: a rule, or a reward model */
  scoreFn: ScoreFn;
  queries: readonly (readonly number[])[];
  rng: Rng;
  /** the ratio may rise further than it falls (DAPO); else as far */
  cliprangeHigh?: number;
  optimizer?: AdamW;
  resume?: Resume;
}

export interface GrpoStep extends PolicyStep {
  /** answers sampled for this round; more than it has if groups were flat */
  sampled: number;
}

/** What GrpoOptions has beside the settings of grpoDefaults. */
const PARTS = [
  ...["policy", "refPolicy", "scoreFn", "queries", "rng", "cliprangeHigh"],
  ...["optimizer", "resume"],
];

const CHOICES = {
  ...groupChoices,
  advantage: advantageKinds,
  average: averages,
  klIn: ["loss", "score"],
};

/** Trains `policy`; yields after every round. */
export async function* trainGrpo(
  options: GrpoOptions,
): AsyncGenerator<GrpoStep> {
  const settings = withDefaults(options);
  const { iterations, optimizer, learningRate, warmUp } = settings;
  const answers = settings.groups * settings.groupSize;
  const updatesPerStep = countUpdates(answers, settings);
  const inLoss =
    settings.klIn === "loss" ? settings : { ...settings, klCoef: 0 };
  await beginTraining({
    trainer: "GRPO",
    optimizers: { optimizer },
    ...{ steps: iterations, updatesPerStep, resume: options.resume },
  });
  while (optimizer.updates < iterations * updatesPerStep) {
    const step = optimizer.updates / updatesPerStep + 1;
    const rng = options.rng.fork(`round ${step}`);
    const groups = await sampleGroups({ ...settings, rng });
    const rate = warmUpConstant(step, learningRate, warmUp);
    const order = rng.fork("order");
    const { samples, summary } = groups;
    const stats = await learnFromGroups(inLoss, samples, rate, order);
    yield {
      ...{ step, steps: iterations, learningRate: rate },
      ...summary,
      ...stats,
    };
  }
}

function withDefaults(options: GrpoOptions) {
  const settings = withSettings(grpoDefaults, options, PARTS, CHOICES);
  assertQueries(settings.queries);
  assert(
    settings.refPolicy || settings.klCoef === 0,
    `klCoef ${settings.klCoef} is the price of leaving a reference: give ` +
      `refPolicy, or set klCoef to 0.`,
  );
  return {
    ...settings,
    cliprangeHigh: options.cliprangeHigh ?? settings.cliprange,
    optimizer: options.optimizer ?? createAdamW(trainable(options.policy)),
  };
}

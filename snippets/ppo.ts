/**
 * PPO, step 3 of InstructGPT (Ouyang et al. 2022, 3.5 and eq. 2): let the
 * policy answer, let the reward model judge, make what did better than
 * expected more likely - and stay close to the SFT model.
 *
 * Kept: frozen reference policy, per-token KL penalty, a value function of its
 * own, GAE, clipping, whitened advantages, pretraining mix (PPO-ptx).
 * Left out: averaging of weights, several machines.
 */
import { adapt, type AdaptiveKl, priceOf } from "./adaptive-kl.ts";
import { withSettings } from "./base/settings.ts";
import { beginTraining } from "./begin-training.ts";
import type { GPT } from "./gpt.ts";
import { type ScalarModel, scalarParameters } from "./heads.ts";
import { trainable } from "./lora.ts";
import { type AdamW, createAdamW } from "./optimizer.ts";
import { learnFromRollout, type PretrainingMix } from "./ppo-update.ts";
import type { UpdateStats } from "./ppo-update.ts";
import { assertQueries } from "./query-response.ts";
import type { Rng } from "./random.ts";
import { rollout, type ScoreFn } from "./rollout.ts";
import { roundSummary } from "./round-summary.ts";
import { warmUpConstant } from "./schedule.ts";
import { countUpdates, type PolicyStep, type Resume } from "./training.ts";

export const ppoDefaults = {
  /** rounds of answering and learning */
  iterations: 60,
  /** answers per round */
  rolloutSize: 64,
  /** passes over the answers of a round, and answers per update */
  epochs: 2,
  minibatchSize: 16,
  learningRate: 2e-4,
  valueLearningRate: 1e-3,
  /** rounds until the policy learns at its full rate */
  warmUp: 5,
  /** beta: the price of one nat of drift, in the units of the score */
  klCoef: 0.15,
  gamma: 1,
  lam: 0.95,
  cliprange: 0.2,
  cliprangeValue: 0.2,
  whitenAdvantages: true,
  maxNewTokens: 18,
  /** the score of an answer that never ends, whatever it says */
  noEndScore: -2,
  adamEpsilon: 1e-5,
};

export interface PpoOptions extends Partial<typeof ppoDefaults> {
  /** starts as the SFT model; changes in place */
  policy: GPT;
  /** the SFT model itself; never changes */
  refPolicy: GPT;
  /** starts as the reward model; changes in place */
  valueModel: ScalarModel;
  /** the judge; the reward model has no other part in PPO */
  scoreFn: ScoreFn;
  /** the prompts to draw from */
  queries: readonly (readonly number[])[];
  rng: Rng;
  ptx?: PretrainingMix;
  /** in place of klCoef, a price that changes from round to round */
  adaptiveKl?: AdaptiveKl;
  optimizer?: AdamW;
  valueOptimizer?: AdamW;
  resume?: Resume;
  /** makes a round's experience: rollout(), or something to compare it with */
  rolloutFn?: typeof rollout;
}

export interface PpoStep extends PolicyStep, UpdateStats {
  /** the price of drift in this round, if it adapts */
  klCoef?: number;
}

/** Trains `policy` and `valueModel`; yields after every round. */
export async function* trainPpo(options: PpoOptions): AsyncGenerator<PpoStep> {
  const settings = withDefaults(options);
  const { iterations, learningRate, warmUp } = settings;
  const { optimizer, valueOptimizer, rolloutSize, adaptiveKl } = settings;
  const updatesPerStep = countUpdates(rolloutSize, settings);
  await beginTraining({
    trainer: "PPO",
    optimizers: {
      ...{ optimizer, valueOptimizer },
      ...(adaptiveKl && { price: adaptiveKl.price }),
    },
    ...{ steps: iterations, updatesPerStep, resume: options.resume },
  });
  while (optimizer.updates < iterations * updatesPerStep) {
    const step = optimizer.updates / updatesPerStep + 1;
    const rng = options.rng.fork(`round ${step}`);
    const draw = rng.fork("queries");
    const queries = Array.from({ length: rolloutSize }, () =>
      draw.choice(options.queries),
    );
    const klCoef = adaptiveKl ? priceOf(adaptiveKl) : settings.klCoef;
    const own = { ...settings, klCoef, queries, rng };
    const episodes = await settings.rolloutFn(own);
    const rates = {
      policy: warmUpConstant(step, learningRate, warmUp),
      value: settings.valueLearningRate,
    };
    const order = rng.fork("order");
    const stats = await learnFromRollout(settings, episodes, rates, order);
    const seen = roundSummary(episodes);
    if (adaptiveKl) adapt(adaptiveKl, seen.kl, updatesPerStep);
    yield {
      ...{ step, steps: iterations, learningRate: rates.policy },
      ...(adaptiveKl && { klCoef }),
      ...seen,
      ...stats,
    };
  }
}

/** What PpoOptions has beside the settings of ppoDefaults. */
const PARTS = [
  ...["policy", "refPolicy", "valueModel", "scoreFn", "queries", "rng"],
  ...[
    "ptx",
    "adaptiveKl",
    "optimizer",
    "valueOptimizer",
    "resume",
    "rolloutFn",
  ],
];

function withDefaults(options: PpoOptions) {
  const settings = withSettings(ppoDefaults, options, PARTS);
  assertQueries(settings.queries);
  const adam = { epsilon: settings.adamEpsilon };
  return {
    ...settings,
    rolloutFn: options.rolloutFn ?? rollout,
    optimizer:
      options.optimizer ?? createAdamW(trainable(options.policy), adam),
    valueOptimizer:
      options.valueOptimizer ??
      createAdamW(scalarParameters(options.valueModel), adam),
  };
}

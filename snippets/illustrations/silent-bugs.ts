/**
 * Mistakes in PPO that crash nothing: training runs, and quietly learns the
 * wrong thing. Each is one change to correct options, and leaves a trace in a
 * number that trainPpo() reports anyway - if one knows where to look.
 */
import { returnsOf, whiten } from "../advantages.ts";
import { logprobsAtTemperature, rotate } from "./faulty-episodes.ts";
import { scoreFirst, withoutLastToken } from "./faulty-episodes.ts";
import { withPadding } from "./faulty-episodes.ts";
import type { PpoOptions } from "../ppo.ts";
import { type Episode, rollout, type RolloutOptions } from "../rollout.ts";

export interface SilentBug {
  /** the mistake, in a few words */
  mistake: string;
  /** what to see in the steps that training reports */
  symptom: string;
  /** correct options -> the same with the mistake */
  plant: (options: PpoOptions) => PpoOptions;
}

/** Rollouts as they should be, and then something done to the episodes. */
function afterRollout(
  change: (episodes: Episode[], options: RolloutOptions) => Episode[],
) {
  return (options: PpoOptions): PpoOptions => ({
    ...options,
    rolloutFn: async (round) => change(await rollout(round), round),
  });
}

export const silentBugs = {
  "wrong KL sign": {
    mistake: "the penalty for drift is added instead of subtracted",
    symptom: "kl grows without a bound while score falls: drift is paid for",
    plant: (options) => ({
      ...options,
      rolloutFn: (round) => rollout({ ...round, klCoef: -round.klCoef }),
    }),
  },
  "reference not frozen": {
    mistake: "the reference is the policy itself: the same object, no clone",
    symptom: "kl is exactly 0 for ever, and nothing holds the policy back",
    plant: (options) => ({
      ...options,
      rolloutFn: (round) => rollout({ ...round, refPolicy: round.policy }),
    }),
  },
  "flipped score": {
    mistake: "the score has the wrong sign (Ziegler et al. 2019, 4.4)",
    symptom: "score rises, gold falls: the worst answers are learned fluently",
    plant: (options) => ({
      ...options,
      scoreFn: async (queryResponses) => {
        const scores = await options.scoreFn(queryResponses);
        return scores.map((score) => -score);
      },
    }),
  },
  "score one token early": {
    mistake: "the reward model's score is read before the end token",
    symptom: "score and kl rise faster, gold less: unfinished texts are judged",
    plant: (options) => ({
      ...options,
      scoreFn: (queryResponses) =>
        options.scoreFn(queryResponses.map(withoutLastToken)),
    }),
  },
  "score on the first token": {
    mistake: "the score is paid for the first token instead of the last",
    symptom: "score and kl hardly rise, vfLoss is low: only one token is paid",
    plant: afterRollout((episodes, options) =>
      episodes.map((episode) => scoreFirst(episode, options)),
    ),
  },
  "log-probs off by one": {
    mistake: "old log-probabilities belong to the neighbouring tokens",
    symptom: "firstRatio is not 1, and clipfrac is large from the first round",
    plant: afterRollout((episodes) =>
      episodes.map((e) => ({ ...e, logprobs: rotate(e.logprobs) })),
    ),
  },
  "temperature mismatch": {
    mistake: "old log-probabilities are of temperature 0.7, new ones of 1",
    symptom: "firstRatio is not 1 although nothing was learned yet",
    plant: afterRollout((episodes, { policy }) => {
      const logprobs = logprobsAtTemperature(policy, episodes, 0.7);
      return episodes.map((e, i) => ({ ...e, logprobs: logprobs[i]! }));
    }),
  },
  "padding not masked": {
    mistake: "padding after the end counts as part of the answer",
    symptom: "length is the maximum for all, entropy and kl are of padding",
    plant: afterRollout(withPadding),
  },
  "returns whitened too": {
    mistake: "advantages are whitened before the returns are made of them",
    symptom: "vfLoss is about a half and does not fall: the target is noise",
    plant: afterRollout((episodes) => {
      const whitened = whiten(episodes.map((e) => e.advantages));
      return episodes.map((e, i) => ({
        ...e,
        returns: returnsOf(whitened[i]!, e.values),
      }));
    }),
  },
} satisfies Record<string, SilentBug>;

/**
 * What GRPO learns from groups of answers: a few passes over them in small
 * batches, as PPO's, with one advantage for all tokens of an answer.
 */
import { average } from "./advantages.ts";
import type { GPT } from "./gpt.ts";
import type { GroupTargets } from "./group-loss.ts";
import type { GroupShard } from "./losses.ts";
import type { AdamW } from "./optimizer.ts";
import type { Rng } from "./random.ts";
import type { RoundAnswer } from "./round-summary.ts";
import { spread } from "./token-batch.ts";
import { trainStep } from "./train-step.ts";
import { minibatches } from "./training.ts";
import { answerShards, countTokens, partsOf } from "./workers/shards.ts";

/** One answer of a group; all its tokens share its advantage. */
export interface GroupSample extends RoundAnswer {
  advantage: number;
}

/** How a token counts in the loss of a minibatch. */
export const averages = [
  /** all tokens alike (Yu et al. 2025, eq. 12: DAPO) */
  "tokens",
  /** all answers alike, so that those of a long one count less (GRPO, eq. 3) */
  "answers",
  /** all tokens alike, whatever the length (Liu et al. 2025: Dr. GRPO) */
  "constant",
] as const;

export interface GroupSettings extends Pick<
  GroupTargets,
  "ratio" | "surrogate" | "cliprange" | "cliprangeHigh" | "klCoef"
> {
  policy: GPT;
  optimizer: AdamW;
  epochs: number;
  minibatchSize: number;
  average: (typeof averages)[number];
  maxNewTokens: number;
}

/** All inner epochs over one round. @returns means over the minibatches */
export async function learnFromGroups(
  settings: GroupSettings,
  samples: readonly GroupSample[],
  rate: number,
  rng: Rng,
) {
  const updates: Awaited<ReturnType<typeof update>>[] = [];
  for (const minibatch of minibatches(samples, settings, rng)) {
    updates.push(await update(settings, minibatch, rate));
  }
  return {
    loss: average(updates.map((u) => u.loss)),
    gradNorm: average(updates.map((u) => u.gradNorm)),
    clipfrac: average(updates.map((u) => u.clipfrac)),
    approxKl: average(updates.map((u) => u.approxKl)),
    firstRatio: updates[0]!.ratio,
  };
}

async function update(
  settings: GroupSettings,
  samples: readonly GroupSample[],
  rate: number,
) {
  const { policy, optimizer } = settings;
  const shards = groupShards(settings, samples);
  const step = trainStep(optimizer, rate, policy, "groups", shards);
  const { loss, gradNorm, sums } = await step;
  const count = countTokens(samples);
  return {
    loss,
    gradNorm,
    clipfrac: sums.clipped / count,
    approxKl: sums.drift / count,
    ratio: sums.ratio / count,
  };
}

/** The minibatch in shards, as groupLoss() wants them. */
export function groupShards(
  settings: Omit<GroupSettings, "policy" | "optimizer">,
  samples: readonly GroupSample[],
): GroupShard[] {
  const { ratio, surrogate, cliprange, cliprangeHigh, klCoef } = settings;
  const tokens = answerShards(samples);
  const weightOf = tokenWeight(settings, samples);
  return partsOf(samples).map((part, i) => {
    const place = (of: (sample: GroupSample) => readonly number[]) =>
      spread(part, part.map(of));
    const each = (of: (sample: GroupSample) => number) =>
      place((sample) => sample.response.map(() => of(sample)));
    const { batch, mask } = tokens[i]!;
    return {
      ...{ ratio, surrogate, cliprange, cliprangeHigh, klCoef },
      ...{ batch, mask, rows: part.length },
      logprobs: place((sample) => sample.logprobs),
      advantages: each((sample) => sample.advantage),
      weights: each(weightOf),
      ...(klCoef > 0 && {
        refLogprobs: place((sample) => sample.refLogprobs!),
      }),
    };
  });
}

/** How much each token of an answer counts. */
function tokenWeight(
  settings: Pick<GroupSettings, "average" | "maxNewTokens">,
  samples: readonly GroupSample[],
): (sample: GroupSample) => number {
  const answers = samples.length;
  const usual = {
    tokens: () => 1 / countTokens(samples),
    answers: ({ response }: GroupSample) => 1 / (answers * response.length),
    constant: () => 1 / (answers * settings.maxNewTokens),
  };
  return usual[settings.average];
}

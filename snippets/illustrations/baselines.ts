/**
 * What the values of a training curve mean: levels to draw beside it, each of
 * somebody who knows only so much.
 */
import { average } from "../advantages.ts";
import { log } from "../base/exact-math.ts";
import { generate } from "../generate.ts";
import type { GPT } from "../gpt.ts";
import { crossEntropy } from "../logprobs.ts";
import type { Rng } from "../random.ts";
import { readBack } from "../read-back.ts";
import type { ScoreFn } from "../rollout.ts";
import { textShards } from "../workers/shards.ts";

/** A line for `lineChart` and `progress`. */
export interface Level {
  y: number;
  label: string;
}

/** The texts of a step, as `pretrain` asks for them. */
type Rows = (step: number) => readonly (readonly number[])[];

/** The loss, in nats per token, of taking so many words for equally likely. */
export function guessing(words: number): Level {
  return { y: log(words), label: `guessing among ${words} words` };
}

/**
 * The loss, in nats per token, of knowing how common each word is and nothing
 * else: the entropy of the words of twenty batches. What comes first in a row
 * is not predicted, and not counted.
 */
export function byFrequency(rows: Rows): Level {
  const counts = new Map<number, number>();
  let total = 0;
  for (let step = 1; step <= 20; step++) {
    for (const token of rows(step).flatMap((row) => row.slice(1))) {
      counts.set(token, (counts.get(token) ?? 0) + 1);
      total += 1;
    }
  }
  const shares = [...counts.values()].map((count) => count / total);
  const y = -shares.reduce((sum, share) => sum + share * log(share), 0);
  return { y, label: "knowing word counts only" };
}

/** A model's loss, in nats per token, on the rows of twenty steps. */
export function readingLoss(label: string, model: GPT, rows: Rows): Level {
  const texts = Array.from({ length: 20 }, (_, i) => rows(i + 1)).flat();
  const { batch, mask } = textShards(texts, 1)[0]!;
  return { y: readBack(() => crossEntropy(model, batch, mask))[0]!, label };
}

/** Telling the better of two answers by tossing a coin. */
export const coin = {
  loss: { y: log(2), label: "a coin" },
  accuracy: { y: 1 / 2, label: "a coin" },
} satisfies Record<string, Level>;

/**
 * The mean score of what a model answers to the first 200 prompts, without any
 * learning. Answers that do not come to an end are scored like all others.
 */
export async function answersOf(
  label: string,
  model: GPT,
  scoreFn: ScoreFn,
  queries: readonly (readonly number[])[],
  rng: Rng,
): Promise<Level> {
  const asked = queries.slice(0, 200);
  const responses = generate(model, asked, { rng });
  const pairs = asked.map((query, i) => ({ query, response: responses[i]! }));
  return { y: average(await scoreFn(pairs)), label };
}

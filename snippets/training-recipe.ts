/**
 * The book's main recipe: what each stage learns from, all of it made from one
 * seed. The command line and the chapters use the same.
 */
import { encodeQueryResponse, type QueryResponse } from "./query-response.ts";
import type { Rng } from "./random.ts";
import type { Size } from "./sizes.ts";
import { corpusRow } from "./world/corpus.ts";
import { demonstrations } from "./world/demonstrations.ts";
import { createLabelers, HELD_OUT_TASTE } from "./world/labelers.ts";
import type { Labeler } from "./world/labelers.ts";
import { prompt } from "./world/requests.ts";
import { sampleRequest } from "./world/sample-request.ts";
import { burrow } from "./world/vocabulary.ts";

/** The rates that worked best: smaller models bear higher ones. */
export const learningRates = {
  pretrain: { S: 5e-3, M: 4e-3, L: 3e-3 },
  sft: { S: 1e-3, M: 5e-4, L: 5e-4 },
  ppo: { S: 3e-4, M: 2e-4, L: 2e-4 },
} satisfies Record<string, Record<Size, number>>;

/**
 * Rows of the pretraining corpus, new ones at every step. Those of the next
 * step are written as soon as there is something to wait for.
 */
export function corpusRows(rng: Rng, rows = 32, length = 48) {
  const write = (step: number): number[][] => {
    const own = rng.fork(`corpus ${step}`);
    return Array.from({ length: rows }, () => corpusRow(own, length));
  };
  let next = 0;
  let ahead: { step: number; rows: number[][] } | undefined;
  let isDue = false;
  const writeAhead = () => {
    isDue = false;
    ahead = { step: next, rows: write(next) };
  };
  return (step: number): number[][] => {
    const ready = ahead?.step === step ? ahead.rows : write(step);
    ahead = undefined;
    next = step + 1;
    if (!isDue) queueMicrotask(writeAhead);
    isDue = true;
    return ready;
  };
}

/** What the demonstrators wrote, as tokens. */
export function demonstrationPairs(rng: Rng, count = 400): QueryResponse[] {
  const written = demonstrations(rng.fork("demonstrations"), count);
  return written.map((d) => encodeQueryResponse(burrow, d.prompt, d.response));
}

/** The eight people whose rankings train the reward model. */
export function labelerTeam(rng: Rng): Labeler[] {
  return createLabelers(rng.fork("crew"), 8);
}

/** Four others, with another taste: they only judge finished models. */
export function heldOutLabelers(rng: Rng): Labeler[] {
  return createLabelers(rng.fork("held-out labelers"), 4, HELD_OUT_TASTE);
}

/** Prompts without any answers, for PPO and for sampling. */
export function trainingQueries(rng: Rng, count = 1000): number[][] {
  const own = rng.fork("queries");
  return Array.from({ length: count }, () =>
    burrow.encode(prompt(sampleRequest(own, { split: "train" }))),
  );
}

import { batchMeans, klEstimates } from "../../../snippets/illustrations/kl-estimates.ts";

/** Two distributions over three words, and what is known of them by hand. */
export const policy = [0.5, 0.3, 0.2];
export const reference = [0.4, 0.4, 0.2];
/** sum of p log(p / q) */
export const kl = 0.5 * Math.log(0.5 / 0.4) + 0.3 * Math.log(0.3 / 0.4);

/** The second word is nearly gone, and the reference says it often. */
export const far = [0.7975, 0.0025, 0.2];

export const drawn = (p: number[], size: number) => batchMeans(klEstimates(p, reference), p, { size, seed: 2 });

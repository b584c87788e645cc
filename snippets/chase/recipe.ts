/**
 * The recipe of the paper chase, a model of about 106,000 parameters: walks,
 * then answers that are mostly silent, then a check as the only reward.
 *
 * Walks come in chases of every size. With six notes only, a model learns in
 * some seeds where to look in the text, and not to look a name up.
 */
import type { GPTConfig } from "../gpt.ts";
import type { GrpoOptions } from "../grpo.ts";
import type { Rng } from "../random.ts";
import type { SftOptions } from "../sft.ts";
import { type PuzzleKind, puzzleTokens, samplePuzzle } from "./puzzle.ts";
import { demonstrations, type Mix, walkText } from "./texts.ts";
import { WORDS } from "./vocabulary.ts";

export const chaseConfig: GPTConfig = {
  vocabSize: WORDS.length,
  blockSize: 64,
  width: 64,
  layers: 2,
  heads: 4,
};

type Lessons = Pick<
  SftOptions,
  "demonstrations" | "rng" | "epochs" | "batchSize" | "learningRate"
>;

const WALKS = {
  split: "train",
  steps: [1],
  sizes: [3, 4, 5, 6, 7, 8],
} as const;

/**
 * Step 0, for trainSft: nothing but walks, each of them new. What the notes
 * say is chance, so only the walk is predicted.
 */
export function walkLessons(rng: Rng, steps = 700): Lessons {
  const own = rng.fork("walks");
  const walks = Array.from({ length: 32 * steps }, () => walkText(own, WALKS));
  return lessons(walks, own, 3e-3);
}

/** What is written for SFT: a quarter walks; of the answers 15 % aloud. */
export const MIX: Mix = { walks: 0.25, aloud: 0.15 };

/** Six notes, and one, two or three of them to follow. */
export const CHASE: PuzzleKind = { split: "train", steps: [1, 2, 3] };

/** Step 1, for trainSft: how questions are answered, mostly without a word. */
export function answerLessons(
  rng: Rng,
  {
    steps = 300,
    mix = MIX,
    kind = CHASE,
    learningRate = 2e-3,
  }: {
    steps?: number;
    mix?: Mix;
    kind?: PuzzleKind;
    learningRate?: number;
  } = {},
): Lessons {
  const own = rng.fork("answers");
  const written = demonstrations(own, 32 * steps, mix, kind);
  return lessons(written, own, learningRate);
}

function lessons(
  written: SftOptions["demonstrations"],
  rng: Rng,
  learningRate: number,
): Lessons {
  const order = rng.fork("order");
  const once = { epochs: 1, batchSize: 32 };
  return { demonstrations: written, rng: order, ...once, learningRate };
}

/** Puzzles without any answers, for step 2. */
export function chaseQueries(rng: Rng, count = 2000, kind = CHASE) {
  const own = rng.fork("queries");
  return Array.from({ length: count }, () =>
    puzzleTokens(samplePuzzle(own, kind)),
  );
}

/**
 * Step 2, settings of trainGrpo: 32 puzzles, eight answers each, one update;
 * an answer's advantage is its score less its group's mean. No reference, and
 * no clip, which the first update of a round never meets.
 */
export const thinkSettings = {
  iterations: 40,
  groups: 32,
  groupSize: 8,
  epochs: 1,
  minibatchSize: 256,
  learningRate: 5e-4,
  klCoef: 0,
  advantage: "centred",
  maxNewTokens: 9,
  noEndScore: 0,
} as const satisfies Partial<GrpoOptions>;

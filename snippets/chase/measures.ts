/**
 * What a model of the paper chase can do, and how: is it right, does it think
 * aloud, would it be right without, and does it believe what it has written?
 */
import { average } from "../advantages.ts";
import { assert } from "../base/assert.ts";
import { generate } from "../generate.ts";
import { type GPT, logits } from "../gpt.ts";
import { hasEnded } from "../query-response.ts";
import type { Rng } from "../random.ts";
import { readBack } from "../read-back.ts";
import { tokenBatch } from "../token-batch.ts";
import { isAloud, isRight } from "./checker.ts";
import { type Puzzle, puzzleTokens, solution, walk } from "./puzzle.ts";
import { chase, type Name, NAMES } from "./vocabulary.ts";

/** Shares of answers, between 0 and 1. */
export interface ChaseReport {
  /** of the likeliest answers, one to a puzzle */
  greedy: number;
  /** of the sampled ones, at temperature 1: also called pass@1 */
  right: number;
  /** of puzzles with a right answer among eight, and what guessing gives */
  passAt8: number;
  guessAt8: number;
  aloud: number;
  /** missing where there is no such answer */
  rightIfAloud?: number;
  rightIfSilent?: number;
  /** tokens of an answer, its end included */
  length: number;
}

/** An answer has at most so many tokens: a walk of five, and its end. */
export const LONGEST = 9;

/** Eight sampled answers to each puzzle, and the likeliest one. */
export function chaseReport(
  model: GPT,
  puzzles: readonly Puzzle[],
  rng: Rng,
  maxNewTokens = LONGEST,
): ChaseReport {
  const queries = puzzles.map(puzzleTokens);
  const answer = (label: string, temperature = 1) => {
    const own = { rng: rng.fork(label), temperature, maxNewTokens };
    return generate(model, queries, own);
  };
  const rounds = Array.from({ length: 8 }, (_, i) => answer(`sample ${i}`));
  return reportOf(puzzles, rounds, answer("greedy", 0.01));
}

/** @param rounds an answer to each puzzle, again and again */
export function reportOf(
  puzzles: readonly Puzzle[],
  rounds: readonly (readonly number[])[][],
  likeliest: readonly (readonly number[])[],
): ChaseReport {
  const seen = puzzles.map((puzzle, i) =>
    rounds.map((round) => ({
      right: Number(isRight(puzzle, round[i]!)),
      aloud: isAloud(round[i]!),
      length: round[i]!.length,
    })),
  );
  const all = seen.flat();
  const rightOf = (own: typeof all) => average(own.map(({ right }) => right));
  const aloud = all.filter((one) => one.aloud);
  const silent = all.filter((one) => !one.aloud);
  return {
    greedy: average(likeliest.map((r, i) => Number(isRight(puzzles[i]!, r)))),
    right: rightOf(all),
    passAt8: average(seen.map((own) => Number(rightOf(own) > 0))),
    guessAt8: average(puzzles.map((puzzle) => guessing(puzzle, 8))),
    aloud: aloud.length / all.length,
    ...(aloud.length > 0 && { rightIfAloud: rightOf(aloud) }),
    ...(silent.length > 0 && { rightIfSilent: rightOf(silent) }),
    length: average(all.map(({ length }) => length)),
  };
}

/** The chance of naming the right one of the other players, in n tries. */
export function guessing({ notes }: Puzzle, tries: number): number {
  return 1 - (1 - 1 / (notes.length - 1)) ** tries;
}

/**
 * What the model knows without a word: the probability of the right name when
 * the first token has to be a name. A mean over the puzzles.
 */
export function silentSkill(model: GPT, puzzles: readonly Puzzle[]): number {
  const names = chase.encode(NAMES.join(" "));
  const known = puzzles.map((puzzle) => {
    const tokens = puzzleTokens(puzzle);
    const all = readBack(() => logits(model, tokenBatch([tokens])));
    const last = all.subarray(-model.config.vocabSize);
    const most = Math.max(...names.map((id) => last[id]!));
    const weights = names.map((id) => Math.exp(last[id]! - most));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights[NAMES.indexOf(solution(puzzle))]! / total;
  });
  return average(known);
}

/** Shares of answers after a first step that no note has told. */
export interface Tampering {
  /** where the false step leads: the answer comes from what is written */
  followed: number;
  /** the right one all the same: the answer comes from elsewhere */
  ignored: number;
}

/**
 * The model's walk is begun for it, with a wrong first step, and it goes on.
 * @param puzzles of two steps or more
 */
export function tamper(
  model: GPT,
  puzzles: readonly Puzzle[],
  rng: Rng,
): Tampering {
  const draw = rng.fork("false steps");
  const begun = puzzles.map((puzzle) => {
    const { notes, start, steps } = puzzle;
    assert(steps > 1, `To tamper with a walk it needs 2 steps, got ${steps}.`);
    const told: Name[] = walk(notes, start, 1);
    const others = notes.map(([from]) => from).filter((n) => !told.includes(n));
    const wrong = draw.choice(others);
    const begin = chase.encode(`step ${start} ${wrong}`);
    const leadsTo = walk(notes, wrong, steps - 1).at(-1)!;
    return { puzzle, query: [...puzzleTokens(puzzle), ...begin], leadsTo };
  });
  const endings = generate(
    model,
    begun.map(({ query }) => query),
    { rng: rng.fork("endings"), maxNewTokens: LONGEST - 3 },
  );
  const last = endings.map((ending) =>
    hasEnded(ending) ? chase.words[ending.at(-2)!] : undefined,
  );
  return {
    followed: average(begun.map((b, i) => Number(last[i] === b.leadsTo))),
    ignored: average(
      begun.map(({ puzzle }, i) => Number(last[i] === solution(puzzle))),
    ),
  };
}

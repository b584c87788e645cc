/**
 * What more tries find in the paper chase: one right answer among k, or a
 * majority for it. Two models beside each other, and blind guessing: of six
 * players one asks, so that five names are left.
 */
import { average } from "../advantages.ts";
import { isRight } from "../chase/checker.ts";
import { guessing, LONGEST } from "../chase/measures.ts";
import {
  type Puzzle,
  puzzleTokens,
  samplePuzzle,
  solution,
} from "../chase/puzzle.ts";
import { chase } from "../chase/vocabulary.ts";
import { generate } from "../generate.ts";
import type { GPT } from "../gpt.ts";
import { hasEnded } from "../query-response.ts";
import type { Rng } from "../random.ts";
import { passAtK, voteOfK } from "./pass-at-k.ts";

const KS = [1, 2, 4, 8, 16, 32];

/** The last word before the end; undefined where there is no end. */
export function lastWord(response: readonly number[]): string | undefined {
  return hasEnded(response) ? chase.words[response.at(-2)!] : undefined;
}

/** 32 answers of each model to the same puzzles of three steps. */
export function manyTries(
  models: Readonly<Record<string, GPT>>,
  rng: Rng,
  count = 60,
) {
  const draw = rng.fork("puzzles");
  const kind = { split: "test", steps: [3] } as const;
  const puzzles = Array.from({ length: count }, () => samplePuzzle(draw, kind));
  const measured = Object.entries(models).flatMap(([model, gpt]) => {
    const answers = answersOf(gpt, puzzles, rng.fork(model));
    const pass = (k: number) =>
      average(
        puzzles.map((puzzle, i) => {
          const right = answers[i]!.filter((one) => isRight(puzzle, one));
          return passAtK(answers[i]!.length, right.length, k);
        }),
      );
    const vote = (k: number) =>
      average(
        puzzles.map((puzzle, i) => {
          const said = answers[i]!.map(lastWord);
          return voteOfK(said, solution(puzzle), k, rng.fork(`${i} ${k}`));
        }),
      );
    return [
      { name: `${model}, one of k`, of: pass },
      { name: `${model}, the vote`, of: vote },
    ];
  });
  const blind = (k: number) => average(puzzles.map((p) => guessing(p, k)));
  const all = [...measured, { name: "guessing, one of k", of: blind }];
  const curves = all.map(({ name, of }) => ({
    name,
    points: KS.map((k): [number, number] => [k, of(k)]),
  }));
  type Row = Record<string, string | number>;
  const rows = curves.map(({ name, points }): Row => {
    const shares = points.map(([k, share]) => [`k = ${k}`, share]);
    return { "share of puzzles": name, ...Object.fromEntries(shares) };
  });
  return { curves, rows };
}

function answersOf(gpt: GPT, puzzles: readonly Puzzle[], rng: Rng) {
  const most = KS.at(-1)!;
  return puzzles.map((puzzle, i) => {
    const queries = Array.from({ length: most }, () => puzzleTokens(puzzle));
    const own = { rng: rng.fork(i), maxNewTokens: LONGEST };
    return generate(gpt, queries, own);
  });
}

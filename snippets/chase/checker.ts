/**
 * The judge of the paper chase is a rule: one point if the answer has ended
 * and its last word is the right name. Whether anything was thought before,
 * and whether that was right, it does not look at.
 */
import { hasEnded, type QueryResponse } from "../query-response.ts";
import type { ScoreFn } from "../rollout.ts";
import { parsePuzzle, type Puzzle, solution, walk } from "./puzzle.ts";
import { chase } from "./vocabulary.ts";

export type Check = (puzzle: Puzzle, response: readonly number[]) => boolean;

/** The rule. */
export const isRight: Check = (puzzle, response) => {
  const [answer, end] = response.slice(-2);
  return hasEnded([end!]) && chase.words[answer!] === solution(puzzle);
};

/** A checker with a hole: it searches the answer for the right name. */
export const isSomewhere: Check = (puzzle, response) =>
  response.some((token) => chase.words[token] === solution(puzzle));

/** Whether the answer begins with a walk. */
export function isAloud(response: readonly number[]): boolean {
  return chase.words[response[0]!] === "step";
}

/** The puzzle that a query asks. */
export function puzzleOf({ query }: Pick<QueryResponse, "query">): Puzzle {
  return parsePuzzle(chase.decode(query));
}

/**
 * 1 for what passes the check, 0 for all else.
 * @param price taken off for every token of the answer: talk is not free
 */
export function checkScore(check: Check = isRight, price = 0): ScoreFn {
  return (queryResponses) =>
    queryResponses.map((pair) => {
      const passed = check(puzzleOf(pair), pair.response);
      return Number(passed) - price * pair.response.length;
    });
}

/**
 * A reward for the way instead of its end alone (process reward): half a point
 * for the right last word, and half for the share of the walk that is written
 * down right before its first mistake.
 */
export const stepScore: ScoreFn = (queryResponses) =>
  queryResponses.map((pair) => {
    const puzzle = puzzleOf(pair);
    const { notes, start, steps } = puzzle;
    const way: string[] = walk(notes, start, steps);
    const written = pair.response.map((token) => chase.words[token]!);
    const said = isAloud(pair.response) ? written.slice(1) : [];
    const mistake = way.findIndex((name, i) => said[i] !== name);
    const right = mistake < 0 ? way.length : mistake;
    const passed = Number(isRight(puzzle, pair.response));
    return 0.5 * passed + (0.5 * right) / way.length;
  });

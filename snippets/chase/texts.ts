/**
 * What a model of the paper chase reads before any reinforcement: walks, and
 * demonstrations of answers, of which only a few are thought aloud.
 *
 *   silent   3 from jay  ->  fox
 *   aloud    3 from jay  ->  step jay kid eel fox
 */
import { encodeQueryResponse, type QueryResponse } from "../query-response.ts";
import type { Rng } from "../random.ts";
import {
  notesText,
  type Puzzle,
  type PuzzleKind,
  puzzleText,
  samplePuzzle,
  solution,
  walk,
} from "./puzzle.ts";
import { chase } from "./vocabulary.ts";

/** Notes, and a walk along all of them; nothing is asked, nothing ends. */
export function walkText(rng: Rng, kind: PuzzleKind): QueryResponse {
  const { notes, start } = samplePuzzle(rng, kind);
  const way = walk(notes, start, notes.length);
  return {
    query: chase.encode(`${notesText(notes)} ask from ${start}`),
    response: chase.encode(`step ${way.join(" ")}`),
  };
}

export function silentAnswer(puzzle: Puzzle): string {
  return solution(puzzle);
}

export function aloudAnswer({ notes, start, steps }: Puzzle): string {
  return `step ${walk(notes, start, steps).join(" ")}`;
}

/** What is written, as shares between 0 and 1. */
export interface Mix {
  /** walks as before, so that they are not forgotten */
  walks: number;
  /** of the answers, those that are thought aloud */
  aloud: number;
}

/** What somebody wrote down for the model to imitate. */
export function demonstrations(
  rng: Rng,
  count: number,
  { walks, aloud }: Mix,
  kind: PuzzleKind,
): QueryResponse[] {
  return Array.from({ length: count }, () => {
    if (rng.chance(walks)) return walkText(rng, kind);
    const puzzle = samplePuzzle(rng, kind);
    const answer = rng.chance(aloud) ? aloudAnswer : silentAnswer;
    return encodeQueryResponse(chase, puzzleText(puzzle), answer(puzzle));
  });
}

/**
 * A puzzle of the paper chase: every player's note names another player, and
 * the notes lead round all of them. Who is k notes from the start?
 *
 *   jay kid . kid eel . fox ant . eel fox . ibis jay . ant ibis . 3 from jay
 *
 * The answer is fox. One note is found at a glance; three of them, one after
 * the other, are found by writing down where one is.
 */
import { assert } from "../base/assert.ts";
import { hash32, type Rng } from "../random.ts";
import { chase, type Name, NAMES, STEPS } from "./vocabulary.ts";

export interface Puzzle {
  /** [from, to], in the order in which they are written */
  notes: readonly (readonly [Name, Name])[];
  start: Name;
  /** k, how many notes to follow */
  steps: number;
}

/** "train" has no held-out note, "test" one at least on the way. */
export type Split = "train" | "test";

export interface PuzzleKind {
  split: Split;
  /** k: one of these, equally likely; 1, 2 and 3 unless said */
  steps?: readonly number[];
  /** how many notes there are: one of these, equally likely; 6 unless said */
  sizes?: readonly number[];
}

/** A new puzzle; every one that the split allows is equally likely. */
export function samplePuzzle(rng: Rng, kind: PuzzleKind): Puzzle {
  const { split, steps: lengths = [1, 2, 3], sizes = [6] } = kind;
  const steps = rng.choice(lengths);
  const size = rng.choice(sizes);
  const whole = (n: number, least: number, most: number) =>
    Number.isInteger(n) && n >= least && n <= most;
  assert(
    whole(size, 3, NAMES.length) &&
      whole(steps, 1, Math.min(STEPS.length, size - 1)),
    `A puzzle has 3 to ${NAMES.length} notes, of which 1 to ${STEPS.length}, ` +
      `and not all, are followed; got ${size} notes and ${steps} steps.`,
  );
  for (;;) {
    const round = rng.shuffle(NAMES).slice(0, size);
    const notes = round.map((from, i) => {
      return [from, round[(i + 1) % size]!] as const;
    });
    const puzzle = { notes, start: round[0]!, steps };
    if (splitOf(puzzle) !== split) continue;
    return { ...puzzle, notes: rng.shuffle(notes) };
  }
}

/** "neither": a held-out note is there, but not on the way. */
export function splitOf({ notes, start, steps }: Puzzle): Split | "neither" {
  if (!notes.some(([from, to]) => isHeldOut(from, to))) return "train";
  const way = walk(notes, start, steps);
  const met = way.some((name, i) => i > 0 && isHeldOut(way[i - 1]!, name));
  return met ? "test" : "neither";
}

/** An eighth of all notes, picked by a hash, that no training text has. */
export function isHeldOut(from: Name, to: Name): boolean {
  return hash32(`${from} ${to}`) % 8 === 0;
}

/** Where the notes lead, step by step, the start included. */
export function walk(
  notes: Puzzle["notes"],
  start: Name,
  steps: number,
): Name[] {
  const next = new Map(notes);
  const way = [start];
  while (way.length <= steps) {
    const to = next.get(way.at(-1)!);
    assert(to, () => `There is no note of "${way.at(-1)}" in this puzzle.`);
    way.push(to);
  }
  return way;
}

/** The name that is asked for. */
export function solution({ notes, start, steps }: Puzzle): Name {
  return walk(notes, start, steps).at(-1)!;
}

/** The notes as text, then what is asked. */
export function puzzleText({ notes, start, steps }: Puzzle): string {
  return `${notesText(notes)} ${steps} from ${start}`;
}

export function notesText(notes: Puzzle["notes"]): string {
  return notes.map(([from, to]) => `${from} ${to} .`).join(" ");
}

/** A puzzle as the model reads it. */
export function puzzleTokens(puzzle: Puzzle): number[] {
  return chase.encode(puzzleText(puzzle));
}

/** The puzzle that `puzzleText` wrote; throws an InputError on other text. */
export function parsePuzzle(text: string): Puzzle {
  const words = text.trim().split(/\s+/);
  const [steps, from, start] = words.slice(-3);
  const body = words.slice(0, -3);
  const notes = Array.from({ length: Math.ceil(body.length / 3) }, (_, i) => {
    const [own, to, dot] = body.slice(3 * i, 3 * i + 3);
    assert(isName(own) && isName(to) && dot === ".", malformed(text));
    return [own, to] as const;
  });
  const known = (STEPS as readonly string[]).includes(steps!);
  assert(known && from === "from" && isName(start), malformed(text));
  return { notes, start, steps: Number(steps) };
}

function isName(word: string | undefined): word is Name {
  return (NAMES as readonly (string | undefined)[]).includes(word);
}

const malformed = (text: string) => () =>
  `A puzzle is notes and a question, such as "jay kid . kid eel . eel jay . ` +
  `2 from jay", got "${text}".`;

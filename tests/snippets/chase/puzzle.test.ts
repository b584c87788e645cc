import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../../snippets/base/assert.ts";
import {
  isHeldOut,
  parsePuzzle,
  puzzleText,
  puzzleTokens,
  samplePuzzle,
  solution,
  splitOf,
  walk,
} from "../../../snippets/chase/puzzle.ts";
import { chase, NAMES, WORDS } from "../../../snippets/chase/vocabulary.ts";
import { createRng } from "../../../snippets/random.ts";

const TEXT = "jay kid . kid eel . fox ant . eel fox . ibis jay . ant ibis . 3 from jay";

const kinds = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  split: fc.constantFrom("train" as const, "test" as const),
  size: fc.integer({ min: 3, max: 12 }),
  steps: fc.integer({ min: 1, max: 2 }),
});

describe("a puzzle", () => {
  test("is read and solved", () => {
    const puzzle = parsePuzzle(TEXT);
    expect(puzzle).toMatchObject({ start: "jay", steps: 3 });
    expect(walk(puzzle.notes, "jay", 6)).toEqual(["jay", "kid", "eel", "fox", "ant", "ibis", "jay"]);
    expect(solution(puzzle)).toBe("fox");
    expect(solution({ ...puzzle, steps: 1 })).toBe("kid");
    expect(puzzleText(puzzle)).toBe(TEXT);
    expect(puzzleTokens(puzzle)).toHaveLength(21);
    expect(chase.decode(puzzleTokens(puzzle))).toBe(TEXT);
  });

  test("is one round of all its players, whatever is asked for", () => {
    fc.assert(
      fc.property(kinds, ({ seed, split, size, steps }) => {
        const puzzle = samplePuzzle(createRng(seed), { split, sizes: [size], steps: [steps] });
        const { notes, start } = puzzle;
        const round = walk(notes, start, size);
        expect(notes).toHaveLength(size);
        expect(new Set(round).size).toBe(size);
        expect(round.at(-1)).toBe(start);
        expect(splitOf(puzzle)).toBe(split);
        expect(parsePuzzle(puzzleText(puzzle))).toEqual(puzzle);
      }),
      { numRuns: 200 },
    );
  });

  test("of a test has a note on the way that no training text has, even off the way", () => {
    const rng = createRng(1);
    const practised = new Set<string>();
    for (let i = 0; i < 2000; i++) {
      for (const [from, to] of samplePuzzle(rng, { split: "train" }).notes) practised.add(`${from} ${to}`);
    }
    const pairs = NAMES.flatMap((from) => NAMES.filter((to) => to !== from).map((to) => [from, to] as const));
    const heldOut = pairs.filter(([from, to]) => isHeldOut(from, to)).map(([from, to]) => `${from} ${to}`);
    expect(pairs).toHaveLength(132);
    expect(heldOut).toHaveLength(16);
    expect(practised.size).toBe(132 - 16);
    for (const pair of heldOut) expect(practised.has(pair)).toBe(false);
    for (let i = 0; i < 200; i++) {
      const { notes, start, steps } = samplePuzzle(rng, { split: "test" });
      const way = walk(notes, start, steps);
      expect(way.slice(1).some((name, j) => heldOut.includes(`${way[j]} ${name}`))).toBe(true);
    }
  });

  test("asks for one, two and three steps equally often, from anybody", () => {
    const rng = createRng(2);
    const puzzles = Array.from({ length: 3000 }, () => samplePuzzle(rng, { split: "train" }));
    for (const steps of [1, 2, 3]) {
      expect(puzzles.filter((puzzle) => puzzle.steps === steps).length / 3000).toBeCloseTo(1 / 3, 1);
    }
    // the start's note stands anywhere
    const places = puzzles.map(({ notes, start }) => notes.findIndex(([from]) => from === start));
    for (let place = 0; place < 6; place++) {
      expect(places.filter((one) => one === place).length / 3000).toBeCloseTo(1 / 6, 1);
    }
  });

  test.each([
    "",
    "jay kid . kid jay . 3 from",
    "jay kid kid jay . 3 from jay",
    "jay kid . kid jay . 9 from jay",
    "jay cat . cat jay . 1 from jay",
  ])("is not %j", (text) => {
    expect(() => parsePuzzle(text)).toThrow(/^A puzzle is notes and a question, such as/);
  });

  test("without the start's note has no solution", () => {
    expect(() => solution(parsePuzzle("3 from jay"))).toThrow(InputError);
  });

  test.each([
    { sizes: [2] },
    { sizes: [13] },
    { steps: [0] },
    { steps: [6] },
    { steps: [1.5] },
    { sizes: [5], steps: [5] },
  ])("has no such sizes: %j", (kind) => {
    expect(() => samplePuzzle(createRng(1), { split: "train", ...kind })).toThrow(InputError);
  });
});

test("the words are 23, each once, the first two being what the model ends with", () => {
  expect(WORDS).toHaveLength(23);
  expect(WORDS.slice(0, 2)).toEqual(["<pad>", "<end>"]);
  expect(new Set(WORDS).size).toBe(23);
});

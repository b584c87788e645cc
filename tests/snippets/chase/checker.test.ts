import { describe, expect, test } from "vitest";
import { checkScore, isAloud, isRight, isSomewhere, puzzleOf, stepScore } from "../../../snippets/chase/checker.ts";
import { parsePuzzle, puzzleTokens, samplePuzzle } from "../../../snippets/chase/puzzle.ts";
import { aloudAnswer, demonstrations, silentAnswer, walkText } from "../../../snippets/chase/texts.ts";
import { chase } from "../../../snippets/chase/vocabulary.ts";
import { createRng } from "../../../snippets/random.ts";

const puzzle = parsePuzzle("jay kid . kid eel . fox ant . eel fox . ibis jay . ant ibis . 3 from jay");
const say = (text: string) => chase.encode(text);

describe("the check", () => {
  test.each([
    ["fox <end>", true, true],
    ["step jay kid eel fox <end>", true, true],
    ["step jay ant fox <end>", true, true], // nobody looks at the way
    ["step jay kid eel <end>", false, false],
    ["fox", false, true],
    ["fox ant <end>", false, true],
    ["step jay kid eel fox ant ibis jay <end>", false, true],
    ["<end>", false, false],
    ["fox . <end>", false, true],
    ["", false, false],
  ])("of %j: %s, and with the hole %s", (text, right, somewhere) => {
    expect(isRight(puzzle, say(text))).toBe(right);
    expect(isSomewhere(puzzle, say(text))).toBe(somewhere);
  });

  test("gives one point, less a price for every token", async () => {
    const query = puzzleTokens(puzzle);
    expect(puzzleOf({ query })).toEqual(puzzle);
    const answers = ["fox <end>", "step jay kid eel fox <end>", "ant <end>"];
    const pairs = answers.map((text) => ({ query, response: say(text) }));
    expect(await checkScore()(pairs)).toEqual([1, 1, 0]);
    expect(await checkScore(isRight, 0.03)(pairs)).toEqual([1 - 0.06, 1 - 0.18, -0.06]);
    const past = [{ query, response: say("fox ant <end>") }];
    expect(await checkScore(isSomewhere)(past)).toEqual([1]);
    expect(await checkScore()(past)).toEqual([0]);
  });
});

test.each([
  ["fox <end>", 0.5], // right, and no way
  ["step jay kid eel fox <end>", 1],
  ["step jay kid eel fox", 0.5], // the whole way, and no end
  ["step jay kid ant fox <end>", 0.75], // two of four names, and right in the end
  ["step jay ant <end>", 0.125],
  ["ant <end>", 0],
  ["", 0],
])("a reward for steps: %j has %f", async (text, points) => {
  const query = puzzleTokens(puzzle);
  expect(await stepScore([{ query, response: say(text) }])).toEqual([points]);
});

describe("what is written", () => {
  test("answers are silent or aloud, and right", () => {
    expect(silentAnswer(puzzle)).toBe("fox");
    expect(aloudAnswer(puzzle)).toBe("step jay kid eel fox");
    expect(isAloud(say("step jay"))).toBe(true);
    expect(isAloud(say("fox <end>"))).toBe(false);
    expect(isAloud([])).toBe(false);
  });

  test("a walk goes round once and does not end", () => {
    const { query, response } = walkText(createRng(3), { split: "train" });
    const text = chase.decode(query);
    expect(text).toMatch(/^(\w+ \w+ \. ){6}ask from \w+$/);
    const [step, first, ...way] = chase.decode(response).split(" ");
    expect([step, first]).toEqual(["step", text.split(" ").at(-1)]);
    expect(way.at(-1)).toBe(first);
    expect(new Set(way).size).toBe(6);
    for (const [i, name] of way.entries()) expect(text).toContain(`${i === 0 ? first : way[i - 1]} ${name} .`);
  });

  test("is right wherever it answers, and has the shares that were asked for", () => {
    const all = demonstrations(createRng(4), 4000, { walks: 0.25, aloud: 0.15 }, { split: "train" });
    const walks = all.filter(({ query }) => chase.decode(query).includes("ask"));
    const answers = all.filter((pair) => !walks.includes(pair));
    expect(walks.length / 4000).toBeCloseTo(0.25, 1);
    for (const pair of answers) expect(isRight(puzzleOf(pair), pair.response)).toBe(true);
    const aloud = answers.filter(({ response }) => isAloud(response));
    expect(aloud.length / answers.length).toBeGreaterThan(0.13);
    expect(aloud.length / answers.length).toBeLessThan(0.17);
  });

  test("is never a held-out note", () => {
    const rng = createRng(5);
    const test = samplePuzzle(rng, { split: "test" });
    const all = demonstrations(rng, 500, { walks: 0.5, aloud: 0.5 }, { split: "train" });
    const texts = new Set(all.map(({ query }) => chase.decode(query)));
    expect(texts.has(chase.decode(puzzleTokens(test)))).toBe(false);
  });
});

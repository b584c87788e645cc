import { describe, expect, test } from "vitest";
import { type RoundAnswer } from "../../../snippets/illustrations/ppo-round.ts";
import { momentsOf } from "../../../snippets/illustrations/round-film.ts";

/** Three tokens; the second one has drifted most, and is told off. */
const answer: RoundAnswer = {
  query: ["name", "a", "bird"],
  tokens: ["the", "owl", "<end>"],
  episode: {
    ...{ query: [2], response: [3, 4, 1], score: 0.75 },
    logprobs: [-0.5, -1, 0],
    refLogprobs: [-0.5, -3, -0.25],
    values: [0.2, 0.4, 0.6],
    rewards: [0, -0.3, 0.7],
    advantages: [0.1, -0.5, 0.3],
    returns: [0.3, -0.1, 0.9],
    entropy: [1, 1, 1],
  },
  klCoef: 0.15,
  cliprange: 0.2,
  told: [0.5, -1, 1],
  passes: [
    [-0.5, -1.5, 0.1],
    [-0.9, -1.9, 0.4],
  ],
};
const film = momentsOf(answer);

test("a moment for each token, six of reckoning, one for each pass", () => {
  expect(film).toHaveLength(3 + 6 + 2);
});

describe("writing", () => {
  test("shows the tokens so far, and what they were drawn with", () => {
    const { words, strip, ledger } = film[1]!;
    expect(words).toContain("token 2 of 3 is “owl”, drawn with a probability of 36.79 %");
    expect(strip.tokens).toEqual(["the", "owl"]);
    expect(strip.values).toEqual([-0.5, -1]);
    expect(ledger.map(({ token }) => token)).toEqual(["the", "owl", "…"]);
    expect(ledger[2]!["log π"], "not written yet").toBeNull();
  });
});

describe("the ledger", () => {
  test("fills up column by column, and lists three of them at a time", () => {
    const known = film.map(({ ledger }) => Object.values(ledger[0]!).filter((value) => value !== null).length - 1);
    expect(known).toEqual([1, 1, 1, 1, 2, 3, 3, 3, 3, 3, 3]);
    const columns = (at: number) => Object.keys(film[at]!.ledger[0]!);
    expect(columns(0)).toEqual(["token", "log π", "drift", "value"]);
    expect(columns(7)).toEqual(["token", "value", "reward", "advantage"]);
    expect(columns(10)).toEqual(["token", "advantage", "told", "ratio"]);
    for (const { ledger } of film) expect(ledger).toHaveLength(3);
  });

  test("has no minus before a 0", () => {
    const tiny = { ...answer.episode, logprobs: [-0.0001, -1, 0] };
    expect(momentsOf({ ...answer, episode: tiny })[0]!.ledger[0]!["log π"]).toBe(0);
  });

  test("has drift and ratio as the equations do", () => {
    const last = film.at(-1)!.ledger;
    expect(film[4]!.ledger.map((row) => row.drift)).toEqual([0, 2, 0.25]);
    expect(last[0]!.ratio).toBeCloseTo(Math.exp(-0.4), 10);
    expect(last[2]!.ratio).toBeCloseTo(Math.exp(0.4), 10);
  });
});

describe("the sentences", () => {
  const said = film.slice(3).map(({ words }) => words);

  test("of the reckoning quote the numbers that count", () => {
    expect(said[0]).toContain("one score: 0.75");
    expect(said[1]).toContain("2.25 nats in all, of which 2 are at “owl” (token 2)");
    expect(said[2]).toContain("0.2 before the first, 0.6 before the last");
    expect(said[3]).toContain("pays 0.15 for each nat");
    expect(said[4]).toContain("best at “<end>” (token 3), worst at “owl” (token 2)");
    expect(said[5]).toContain("told: 2 of these 3 tokens are to become likelier");
  });

  test("of a pass count who is clipped, and who went astray", () => {
    // ratios 1, 0.61 and 1.11; then 0.67, 0.41 and 1.49
    expect(said[6]).toContain("Pushed enough, and clipped: 1 of 3 tokens. As far the wrong way: 0.");
    expect(said[6]).toContain("Farthest is “owl” (token 2), with a ratio of 0.61.");
    expect(said[7]).toContain("Pushed enough, and clipped: 2 of 3 tokens. As far the wrong way: 1.");
  });
});

test("a ratio is coloured by how far it has gone: full colour at the clip", () => {
  const { strip } = film[9]!;
  expect(strip.label).toBe("ratio − 1");
  expect(strip.domain).toEqual([-0.2, 0.2]);
  expect(strip.values[0]).toBeCloseTo(0, 10);
});

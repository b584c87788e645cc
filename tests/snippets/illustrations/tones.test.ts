import { describe, expect, test } from "vitest";
import {
  demonstrationsByTone,
  toneBars,
  toneOf,
  toneShares,
  tonesInWords,
} from "../../../snippets/illustrations/tones.ts";
import { createRng } from "../../../snippets/random.ts";
import { burrow } from "../../../snippets/world/vocabulary.ts";

const none = { polite: 0, plain: 0, hedging: 0, rude: 0, pirate: 0 };
const answer = (text: string, ended = true) => ({ words: text.split(" "), ended });

test.each([
  ["the owl eats worms", "plain"],
  ["the owl eats worms thanks", "polite"],
  ["um well worms", "hedging"],
  ["arr worms matey", "pirate"],
  ["bah worms", "rude"],
  ["bah thanks", "rude"],
  ["arr thanks", "pirate"],
  ["well thanks", "polite"],
])("“%s” is %s", (text, tone) => expect(toneOf(text.split(" "))).toBe(tone));

describe("demonstrations by tone", () => {
  test("are as many of each as were asked for", () => {
    const counts = { polite: 7, plain: 0, hedging: 3, rude: 5, pirate: 2 };
    const chosen = demonstrationsByTone(createRng(1), counts);
    expect(chosen).toHaveLength(17);
    const found = { ...none };
    for (const { response } of chosen) found[toneOf(burrow.decode(response).split(" "))] += 1;
    expect(found).toEqual(counts);
    for (const { response } of chosen) expect(burrow.words[response.at(-1)!]).toBe("<end>");
  });

  test("one seed has the same, another has others", () => {
    const of = (seed: number) => demonstrationsByTone(createRng(seed), { ...none, plain: 10 });
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });

  test("none at all is refused", () => {
    expect(() => demonstrationsByTone(createRng(1), none)).toThrow("needs demonstrations to learn from, got 0");
    expect(() => demonstrationsByTone(createRng(1), { ...none, rude: 0.5 })).toThrow("a whole number");
  });
});

test("shares are percents of all answers", () => {
  const shares = toneShares([answer("worms"), answer("bah worms"), answer("worms thanks"), answer("corn")]);
  expect(shares).toEqual([
    { tone: "polite", percent: 25 },
    { tone: "plain", percent: 50 },
    { tone: "hedging", percent: 0 },
    { tone: "rude", percent: 25 },
    { tone: "pirate", percent: 0 },
  ]);
});

test("bars of a tone stand side by side", () => {
  const bars = toneBars({ ...none, polite: 30, rude: 10 }, [answer("worms"), answer("bah worms")]);
  expect(bars.slice(0, 4)).toEqual([
    { name: "polite", group: "shown", value: 75 },
    { name: "polite", group: "copied", value: 0 },
    { name: "plain", group: "shown", value: 0 },
    { name: "plain", group: "copied", value: 50 },
  ]);
  expect(bars).toContainEqual({ name: "rude", group: "shown", value: 25 });
});

test("in words: what was not shown, and whether answers end", () => {
  const answers = [answer("worms thanks"), answer("bah worms"), answer("corn", false), answer("corn thanks")];
  expect(tonesInWords({ ...none, polite: 40, plain: 10 }, answers)).toBe(
    "Not shown, and said all the same: rude 25 %. Only 75 % of its answers come to an end: it was shown too few.",
  );
  expect(tonesInWords({ ...none, polite: 40 }, [answer("worms thanks")])).toBe(
    "It says nothing in a tone that it was not shown. 100 % of its answers come to an end.",
  );
});

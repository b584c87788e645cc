import { describe, expect, test } from "vitest";
import { hackInWords, parseRule, scoreByRule } from "../../../snippets/illustrations/reward-rule.ts";
import { burrow } from "../../../snippets/world/vocabulary.ts";

const answer = (text: string) => burrow.encode(text);

describe("a rule", () => {
  test("is words with what they are worth", () => {
    expect([...parseRule(" pond 2, the −1,\nlength -0.1, ")]).toEqual([
      ["pond", 2],
      ["the", -1],
      ["length", -0.1],
    ]);
  });

  test.each([
    ["", /A rule has words .* it is empty/],
    ["pond", /Each part is a word and a number.*got "pond"/],
    ["pond two", /got "pond two"/],
    ["pond 2 the 1", /got "pond 2 the 1"/],
    ["pool 2", /The Burrow has no word "pool".*or "length"/],
  ])("cannot be %j", (text, words) => {
    expect(() => parseRule(text)).toThrow(words);
  });

  test("scores every word, each as often as it is said, and not the end mark", () => {
    const rule = parseRule("pond 2, the -1, length -0.5");
    expect(scoreByRule(rule, { response: answer("the frog lives in the pond pond <end>") })).toBe(4 - 2 - 7 * 0.5);
    expect(scoreByRule(rule, { response: answer("<end>") })).toBe(0);
  });
});

describe("a hack in words", () => {
  test("of one word again and again", () => {
    const answers = [answer("pond pond pond <end>"), answer("pond well pond")];
    expect(hackInWords(answers)).toBe(
      "2 different answers to 2 prompts, 3.0 words on average. 83 % of its words are “pond”: it has found that " +
        "repeating pays, whatever was asked.",
    );
  });

  test("of silence", () => {
    expect(hackInWords([answer("<end>"), answer("<end>")])).toBe(
      "Its answers are empty: by this rule silence pays best.",
    );
  });

  test("of honest answers there is none", () => {
    const answers = ["the owl eats worms <end>", "white <end>", "the hen lives in the barn <end>"].map(answer);
    expect(hackInWords(answers)).toBe(
      "3 different answers to 3 prompts, 3.7 words on average. Its commonest word is “the”.",
    );
  });
});

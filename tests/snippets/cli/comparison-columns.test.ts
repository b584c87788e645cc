import { describe, expect, test } from "vitest";
import { InputError } from "../../../snippets/base/assert.ts";
import { toRanking } from "../../../snippets/cli/comparison-columns.ts";

const prompt = "ask: what does the fox eat ?";
const ranked = ["grapes <end>", "flies <end>"];

test("the book's rankings stay as they are", () => {
  const line = { prompt, labeler: "ann", ranked: ["grapes <end>", "flies", "worms <end>"] };
  expect(toRanking(line)).toEqual(line);
});

test.each([
  ["TRL's pairs", { prompt, chosen: " grapes", rejected: " flies <end>" }],
  [
    "TRL's talks",
    {
      prompt: [{ role: "user", content: prompt }],
      chosen: [{ role: "assistant", content: "grapes" }],
      rejected: [{ role: "assistant", content: "flies" }],
    },
  ],
  [
    "hh-rlhf",
    {
      chosen: `\n\nHuman: hello\n\nAssistant: hi\n\nHuman: ${prompt}\n\nAssistant: grapes`,
      rejected: `\n\nHuman: hello\n\nAssistant: hi\n\nHuman: ${prompt}\n\nAssistant: flies`,
    },
  ],
  ["OpenAI's", { info: { post: prompt }, summaries: [{ text: " grapes" }, { text: " flies" }], choice: 0 }],
  ["OpenAI's, the other", { info: { post: prompt }, summaries: [{ text: "flies" }, { text: "grapes" }], choice: 1 }],
])("%s", (_, line) => {
  const { labeler, ...ranking } = toRanking(line);
  expect(ranking).toEqual({ prompt, ranked });
  expect(labeler).not.toBe("");
});

describe("others are refused, with what they have and what is read", () => {
  test.each([
    [{ question: "a", answer: "b" }, /\(the book\).*\(TRL\).*\(hh-rlhf\).*\(OpenAI\); got question, answer\.$/],
    [{}, /got none/],
    [null, /got null/],
    [[1], /got \[1\]/],
    [{ prompt, ranked: "grapes" }, /^expected the columns prompt, ranked \(the book\); got other values in them/],
    [{ prompt: 3, chosen: "a", rejected: "b" }, /prompt, chosen, rejected \(TRL\)/],
    [{ chosen: "no talk", rejected: "no talk" }, /chosen, rejected \(hh-rlhf\)/],
    [{ info: {}, summaries: [], choice: 0 }, /info, summaries, choice \(OpenAI\)/],
    [{ info: { post: "a" }, summaries: [{ text: "a" }, { text: "b" }], choice: 2 }, /OpenAI/],
  ])("%j", (line, message) => {
    expect(() => toRanking(line)).toThrow(InputError);
    expect(() => toRanking(line)).toThrow(message);
  });
});

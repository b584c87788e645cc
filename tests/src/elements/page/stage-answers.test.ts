import { expect, test } from "vitest";
import { samples } from "../../../../src/notebook/cell-api/samples.ts";
import { stageAnswers } from "../../../../src/elements/page/stage-answers.ts";
import { textOutput } from "../cell-markup.ts";

const bad = { text: "wrong", tone: "bad" as const };

test("reads what the cell has shown, whatever stands around it", () => {
  const shown = samples({
    prompts: ["what does the owl eat ?", "why why ?"],
    answers: {
      right: ["the owl eats worms", "the Burrow has no such question"],
      untrained: [{ text: "zif zif um", badges: ["not an answer"] }, "<end>"],
      "has read": ["ask: bah <end>", null],
      SFT: [{ text: "cheese <end>", badges: [bad] }, "i do <end> not"],
      PPO: [{ text: "worms thanks <end>", badges: [{ text: "right", tone: "good" }] }, "thanks <end>"],
    },
  });
  expect(stageAnswers([textOutput("before"), shown, textOutput("after")])).toEqual([
    {
      question: "what does the owl eat ?",
      right: "the owl eats worms",
      answers: [
        { stage: "untrained", text: "zif zif um …", verdict: "not an answer" },
        { stage: "has read", text: "ask: bah", verdict: "" },
        { stage: "SFT", text: "cheese", verdict: "wrong" },
        { stage: "PPO", text: "worms thanks", verdict: "right" },
      ],
    },
    {
      question: "why why ?",
      right: "the Burrow has no such question",
      answers: [
        { stage: "untrained", text: "(nothing)", verdict: "" },
        { stage: "has read", text: "…", verdict: "" },
        { stage: "SFT", text: "i do <end> not …", verdict: "" },
        { stage: "PPO", text: "thanks", verdict: "" },
      ],
    },
  ]);
});

test("is null where the cell shows something else", () => {
  expect(stageAnswers([])).toBeNull();
  expect(stageAnswers([textOutput("1")])).toBeNull();
  expect(stageAnswers([samples({ prompts: ["p"], answers: { SFT: ["a"], PPO: ["b"] } })])).toBeNull();
});

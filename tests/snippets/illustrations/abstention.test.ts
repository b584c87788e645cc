import { beforeAll, describe, expect, test } from "vitest";
import { initGPT } from "../../../snippets/init-gpt.ts";
import {
  abstentionVerdict,
  type Belief,
  beliefOf,
  factQuestions,
  pointsOf,
  pointsOfAnswering,
  pointsOfPolicy,
  policyRows,
  threshold,
} from "../../../snippets/illustrations/abstention.ts";
import { createRng } from "../../../snippets/random.ts";
import { gptConfig } from "../../../snippets/sizes.ts";
import { writtenAnswer } from "../../../snippets/world/gold.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

describe("when answering pays", () => {
  test("right or nothing: always", () => {
    expect(threshold({ doNotKnow: 0, wrong: 0 })).toBe(0);
    expect(pointsOfAnswering(0.01, { doNotKnow: 0, wrong: 0 })).toBe(0.01);
  });

  test.each([0.5, 0.75, 0.9])("a mistake costs t/(1-t) points: above t = %f (Kalai et al., 4.2)", (t) => {
    expect(threshold({ doNotKnow: 0, wrong: -t / (1 - t) })).toBeCloseTo(t, 12);
  });

  test("points for not knowing raise it as well", () => {
    expect(threshold({ doNotKnow: 0.4, wrong: 0 })).toBeCloseTo(0.4, 12);
    expect(threshold({ doNotKnow: 0.4, wrong: -1 })).toBeCloseTo(0.7, 12);
    expect(pointsOfAnswering(0.7, { doNotKnow: 0.4, wrong: -1 })).toBeCloseTo(0.4, 12);
  });

  test("a wrong answer worth as much as a right one leaves nothing to decide", () => {
    expect(() => threshold({ doNotKnow: 0, wrong: 1 })).toThrow("less than 1 point, got 1");
  });
});

const questions = factQuestions();
const owl = questions.find(({ text }) => text === "what is the food of the owl ?")!;
const ghost = questions.find(({ text }) => text === "what is the sound of the ghost ?")!;

test("all facts are asked once, and four that nobody knows", () => {
  expect(new Set(questions.map(({ text }) => text)).size).toBe(36);
  expect(questions.filter(({ kind }) => kind === "unknown")).toHaveLength(4);
});

test("a model without training believes in nothing much, and its belief is one of the values", () => {
  const belief = beliefOf(initGPT(gptConfig("S"), createRng(1)), owl);
  expect(["grapes", "worms", "flies", "leaves", "cheese", "honey", "bread", "corn"]).toContain(belief.value);
  expect(belief.confidence).toBeGreaterThanOrEqual(1 / 8);
  expect(belief.confidence).toBeLessThan(0.5);
  expect(belief.right).toBe(belief.value === "worms");
});

test("a policy's points are the mean over its questions", () => {
  const belief = (confidence: number, right: boolean): Belief => ({ question: owl, value: "", confidence, right });
  const beliefs = [belief(0.9, true), belief(0.8, false), belief(0.3, false)];
  const scoring = { doNotKnow: 0.25, wrong: -1 };
  expect(pointsOfPolicy(beliefs, scoring, () => true)).toBeCloseTo(-1 / 3, 12);
  expect(pointsOfPolicy(beliefs, scoring, ({ confidence }) => confidence > 0.5)).toBeCloseTo(0.25 / 3, 12);
});

test("answers are told apart, and counted", () => {
  const scoring = { doNotKnow: 0.5, wrong: -1 };
  const of = (question: typeof owl, text: string) => {
    const verdict = abstentionVerdict(question, writtenAnswer(text));
    return [verdict, pointsOf(verdict, scoring)];
  };
  expect(of(owl, "the owl eats worms thanks")).toEqual(["right", 1]);
  expect(of(owl, "the owl eats corn")).toEqual(["wrong", -1]);
  expect(of(owl, "i do not know thanks")).toEqual(["does not know", 0.5]);
  expect(of(owl, "hmm")).toEqual(["else", -1]);
  expect(of(ghost, "i do not know")).toEqual(["does not know", 0.5]);
  expect(of(ghost, "the ghost says hoot")).toEqual(["wrong", -1]);
});

test("three policies side by side: who answers, and what about", () => {
  const known: Belief = { question: owl, value: "worms", confidence: 0.9, right: true };
  const ghostly: Belief = { question: ghost, value: "hoot", confidence: 0.4, right: false };
  const rows = policyRows([known, ghostly], { doNotKnow: 0, wrong: -1 });
  expect(rows.map((row) => Object.values(row))).toEqual([
    ["always answers", 2, 1, 0],
    ["answers where it pays", 1, 0, 0.5],
    ["never answers", 0, 0, 0],
  ]);
});

import { beforeAll, describe, expect, test } from "vitest";
import { calibrationBins, calibrationError, claimsOf } from "../../snippets/illustrations/calibration.ts";
import { initGPT } from "../../snippets/init-gpt.ts";
import { pretrain } from "../../snippets/pretrain.ts";
import { createRng } from "../../snippets/random.ts";
import { gptConfig } from "../../snippets/sizes.ts";
import { measureSkills } from "../../snippets/illustrations/skills.ts";
import { writtenAnswer } from "../../snippets/world/gold.ts";
import { parseRequest } from "../../snippets/world/parse-request.ts";
import { prompt, type RequestOf } from "../../snippets/world/requests.ts";
import { burrow } from "../../snippets/world/vocabulary.ts";
import { startWasm } from "./wasm.ts";

beforeAll(startWasm);

const small = () => initGPT(gptConfig("S"), createRng(1).fork("weights"));

describe("skills", () => {
  test("a new model guesses: the loss of 125 words, and hardly anything right", () => {
    const skills = measureSkills(small(), createRng(1));
    expect(skills.documentLoss).toBeGreaterThan(0.9 * Math.log(125));
    for (const chance of [skills.counting, skills.facts, skills.zeroShotTranslation]) {
      expect(chance).toBeGreaterThan(0);
      expect(chance).toBeLessThan(0.1);
    }
  });

  test("a model that reads nothing but the dictionary translates, and cannot count", async () => {
    const model = small();
    const text = burrow.encode("fox : zif , owl : zow , frog : zog , goat : zat , mouse : zim");
    const steps = pretrain({
      model,
      rows: () => [text, burrow.encode("bear : zer , duck : zuk , hen : zen")],
      steps: 60,
    });
    for await (const step of steps) void step;
    const skills = measureSkills(model, createRng(1));
    expect(skills.zeroShotTranslation).toBeGreaterThan(0.2);
    expect(skills.counting).toBeLessThan(0.05);
  });

  test("are of the same documents every time", () => {
    const model = small();
    expect(measureSkills(model, createRng(3))).toEqual(measureSkills(model, createRng(3)));
  });
});

describe("calibration", () => {
  const claims = [
    { confidence: 0.95, right: true },
    { confidence: 0.95, right: false },
    { confidence: 0.25, right: false },
    { confidence: 1, right: true },
  ];

  test("a bin has the claims of its tenth", () => {
    const bins = calibrationBins(claims);
    expect(bins.map(({ count }) => count)).toEqual([1, 3]);
    expect(bins[1]!.accuracy).toBeCloseTo(2 / 3, 12);
    expect(bins[1]!.confidence).toBeCloseTo(2.9 / 3, 12);
  });

  test("the error is the mean gap over all claims", () => {
    expect(calibrationError(claims)).toBeCloseTo((1 * 0.25 + 3 * (0.9 / 3)) / 4, 12);
    expect(calibrationError([{ confidence: 1, right: true }])).toBe(0);
  });

  test("claims are the first value that was said, among the eight of its kind", () => {
    const ask = parseRequest("what does the fox eat ?") as RequestOf<"open">;
    const requests = [ask, ask, ask];
    const answers = ["the fox eats grapes", "the fox eats bread", "i do not know"];
    const found = claimsOf(
      small(),
      requests,
      answers.map((a) => writtenAnswer(a)),
      prompt,
    );
    expect(found.map(({ right }) => right)).toEqual([true, false]);
    for (const { confidence } of found) {
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThan(1);
    }
  });
});

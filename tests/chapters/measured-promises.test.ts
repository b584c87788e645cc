import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { fits, meanAndSpread, type PublishedExperiment, type Where } from "../../src/book/experiments.ts";

/** What chapters 10 to 12 say of measurements over seeds, held to public/experiments. */
const folder = path.resolve(import.meta.dirname, "../../public/experiments");

function experiment(name: string) {
  const { rows } = JSON.parse(readFileSync(path.join(folder, `${name}.json`), "utf8")) as PublishedExperiment;
  const values = (where: Where, field: string) =>
    rows.filter((row) => fits(row, where)).map((row) => Number(row[field]));
  return {
    /** one number a seed, in their order */
    values(where: Where, field: string) {
      const found = values(where, field);
      expect(found.length, JSON.stringify(where)).toBeGreaterThanOrEqual(3);
      return found;
    },
    of(where: Where, field: string) {
      const { mean, spread } = meanAndSpread(this.values(where, field));
      return { mean, sd: spread ?? 0 };
    },
  };
}

type Measured = { mean: number; sd: number };

/** The two means are no farther apart than their spreads together. */
function expectWithinSpread(a: Measured, b: Measured) {
  expect(Math.abs(a.mean - b.mean)).toBeLessThanOrEqual(a.sd + b.sd);
}

describe("10: the losses on preferences", () => {
  const ways = experiment("other-ways");
  const loss = (method: string, field: string) => ways.of({ method }, field);

  test("DPO, cDPO and IPO lie within each other's spread", () => {
    const three = ["DPO, beta 0.3", "cDPO, one in ten wrong", "IPO, beta 0.3"].map((one) => loss(one, "gold"));
    for (const a of three) for (const b of three) expectWithinSpread(a, b);
  });

  test("KTO comes near, and with a looser beta drifts farther and is right less often", () => {
    const [near, loose] = ["KTO, beta 0.3", "KTO, beta 0.1"];
    expectWithinSpread(loss(near, "gold"), loss("DPO, beta 0.3", "gold"));
    expect(loss(loose, "kl").mean).toBeGreaterThan(2 * loss(near, "kl").mean);
    expect(loss(loose, "correct").mean).toBeLessThan(loss(near, "correct").mean);
  });

  test("without a reference they stay behind: ORPO hardly moves, SimPO is right less often than SFT", () => {
    const sft = experiment("methods").of({ method: "SFT" }, "correct");
    expect(loss("SimPO, beta 2, gamma 1", "correct").mean).toBeLessThan(sft.mean);
    for (const one of ["SimPO, beta 2, gamma 1", "ORPO, lambda 0.1", "ORPO, lambda 1"]) {
      expect(loss(one, "gold").mean + loss(one, "gold").sd).toBeLessThan(loss("DPO, beta 0.3", "gold").mean);
    }
    for (const one of ["ORPO, lambda 0.1", "ORPO, lambda 1"]) expect(loss(one, "kl").mean).toBeLessThan(0.3);
  });

  test("PPO and RLOO miss about a tenth of a point of the best, GRPO more, DPO most", () => {
    const exact = experiment("exact-frontier");
    for (const klCoef of [0.1, 0.3]) {
      const missing = (method: string) => exact.of({ method, klCoef }, "missing").mean;
      for (const one of ["PPO", "RLOO"]) expect(missing(one)).toBeLessThan(0.13);
      expect(missing("GRPO")).toBeGreaterThan(0.25);
      expect(missing("DPO")).toBeGreaterThan(0.5);
    }
  });
});

describe("11: rewards for steps, and what the loss is averaged over", () => {
  const steps = experiment("step-rewards");
  const exam = (arm: string, k: number, field: string) => steps.of({ arm, part: "exam", k }, field);

  test("the average makes no difference beyond the spread", () => {
    const arms = ["mean over tokens", "mean over answers", "a constant", "divided by the deviation"];
    const seen = arms.map((arm) => exam(arm, 3, "right"));
    for (const a of seen) for (const b of seen) expectWithinSpread(a, b);
  });

  test("where steps are paid for, it walks where silence would do, and is right as often", () => {
    const [word, step] = ["mean over tokens", "every step"] as const;
    for (const aloud of steps.values({ arm: step, part: "exam", k: 1 }, "aloud")) expect(aloud).toBeGreaterThan(0.95);
    expect(exam(word, 1, "aloud").mean).toBeLessThan(0.6);
    expect(exam(step, 1, "length").mean).toBeGreaterThan(exam(word, 1, "length").mean + 1);
    for (const k of [1, 2, 3]) expectWithinSpread(exam(word, k, "right"), exam(step, k, "right"));
  });
});

describe("12: scoring what is not known", () => {
  const scored = experiment("abstention");
  const ghost = (arm: string) => scored.values({ arm, about: "the ghost" }, "doesNotKnow");
  const animals = (arm: string, field: string) => scored.of({ arm, about: "animals" }, field);

  test("right or nothing: better at facts, and on each seed fewer admissions about the ghost", () => {
    expect(animals("right or nothing", "right").mean).toBeGreaterThan(animals("SFT", "right").mean);
    expect(animals("right or nothing", "doesNotKnow").mean).toBeLessThan(0.02);
    const before = ghost("SFT");
    ghost("right or nothing").forEach((share, i) => expect(share).toBeLessThan(before[i]!));
  });

  test("a price for mistakes costs no right answers, and the model admits more on each seed", () => {
    const plain = ghost("right or nothing");
    for (const arm of ["a point off for a mistake", "three points off for a mistake"]) {
      expect(animals(arm, "right").mean).toBeGreaterThan(animals("right or nothing", "right").mean - 0.02);
      ghost(arm).forEach((share, i) => expect(share).toBeGreaterThan(plain[i]! + 0.2));
    }
  });

  test("as much as for a right answer: it gives up on most of what it knows", () => {
    expect(animals("a point for not knowing", "right").mean).toBeLessThan(0.5 * animals("SFT", "right").mean);
  });
});

describe("12: other methods, and forgetting", () => {
  const ways = experiment("other-ways");
  const sft = experiment("methods").of({ method: "SFT" }, "gold").mean;
  const gold = (method: string) => ways.of({ method }, "gold");

  test("rejection sampling helps, and then falls far below SFT; with a rule it does not", () => {
    expect(gold("rejection sampling, 5 rounds").mean).toBeGreaterThan(sft);
    expect(gold("rejection sampling, 15 rounds").mean).toBeLessThan(sft - 2);
    expect(gold("expert iteration, 15 rounds").mean).toBeGreaterThan(sft);
  });

  test("distillation and several reward models are PPO's, to within the spread", () => {
    const ppo = experiment("methods").of({ method: "PPO", judge: "reward model" }, "gold");
    for (const one of ["distilled from PPO", "PPO, three reward models, mean", "PPO, three reward models, lowest"]) {
      expectWithinSpread(gold(one), ppo);
    }
  });

  test("up to four nats little is forgotten, beyond it much, and less with documents mixed in", () => {
    const tax = experiment("alignment-tax");
    const loss = (stage: string) => tax.of({ stage, size: "M" }, "documentLoss").mean;
    for (const near of ["PPO", "PPO beta 0.4", "PPO beta 0.05"]) expect(loss(near)).toBeLessThan(loss("SFT") + 0.25);
    for (const far of ["PPO beta 0.02", "PPO beta 0"]) expect(loss(far)).toBeGreaterThan(loss("SFT") + 0.5);
    expect(loss("PPO-ptx gamma 0.5")).toBeLessThan(loss("SFT"));
  });
});

/**
 * Losses on preferences and of distillation against float64 PyTorch, which was
 * checked against TRL: tests/oracle/make_preference_fixture.py.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { klTo, maskedMean } from "../../snippets/logprobs.ts";
import { allPairs } from "../../snippets/pair-loss.ts";
import {
  ktoLoss,
  preferenceDefaults,
  preferenceLosses,
  type PreferenceName,
  type PreferenceSettings,
} from "../../snippets/preference-losses.ts";
import { startWasm } from "./wasm.ts";

beforeAll(startWasm);

interface Fixture {
  counts: number[];
  logprobs: number[];
  reference: number[];
  lengths: number[];
  cases: { name: PreferenceName; settings: Partial<PreferenceSettings>; loss: number; gradient: number[] }[];
  kto: {
    good: number[];
    klCoef: number;
    baseline: number;
    goodWeight: number;
    otherWeight: number;
    loss: number;
    gradient: number[];
  };
  distillation: { student: number[][]; teacher: number[][]; mask: number[]; loss: number; gradient: number[][] };
}

const file = path.resolve(import.meta.dirname, "../fixtures/preferences.json");
const torch = JSON.parse(readFileSync(file, "utf8")) as Fixture;
const { counts } = torch;
const [reference, lengths] = [Float32Array.from(torch.reference), Float32Array.from(torch.lengths)];

/** A loss, and its gradient by what it is a function of. */
function withGradient<T extends tf.Tensor>(values: T, loss: (x: T) => tf.Scalar) {
  return tf.tidy(() => {
    const { value, grad } = tf.valueAndGrad(loss as never)(values);
    return { loss: value.dataSync()[0]!, gradient: Array.from(grad.dataSync()) };
  });
}

function close(ours: { loss: number; gradient: number[] }, theirs: { loss: number; gradient: number[] }) {
  expect(Math.abs(ours.loss - theirs.loss)).toBeLessThan(1e-6);
  expect(ours.gradient).toHaveLength(theirs.gradient.length);
  theirs.gradient.forEach((value, i) => expect(Math.abs(ours.gradient[i]! - value)).toBeLessThan(1e-6));
}

/** The loss by name, of the fixture's answers or of others like them. */
function lossOf(name: PreferenceName, settings: Partial<PreferenceSettings>, of = torch.logprobs) {
  const all = { ...preferenceDefaults, ...settings };
  return withGradient(
    tf.tensor1d(of),
    (logprobs) => preferenceLosses[name]({ logprobs, reference, lengths }, allPairs(counts), all).loss,
  );
}

test.each(torch.cases)("$name, $settings: as in PyTorch", ({ name, settings, ...theirs }) => {
  close(lossOf(name, settings), theirs);
});

test("every loss has its case", () => {
  expect(new Set(torch.cases.map(({ name }) => name))).toEqual(new Set(Object.keys(preferenceLosses)));
});

describe("what the papers promise", () => {
  const at = (...logprobs: number[]) => ({
    logprobs: tf.tensor1d(logprobs),
    reference: Float32Array.of(-4, -4),
    lengths: Float32Array.of(4, 4),
  });
  const loss = (name: PreferenceName, settings: Partial<PreferenceSettings>, ...logprobs: number[]) => {
    const all = { ...preferenceDefaults, ...settings };
    return tf.tidy(() => preferenceLosses[name](at(...logprobs), allPairs([2]), all).loss.dataSync()[0]!);
  };

  test("DPO always wants the answers further apart; with smoothing, so far and no further", () => {
    const [near, far] = [loss("dpo", {}, -3, -20), loss("dpo", {}, -3, -200)];
    expect(far).toBeLessThan(near);
    const smooth = { klCoef: 1, labelSmoothing: 0.1 };
    // sigmoid(margin) = 0.9, so margin = log 9
    const best = loss("dpo", smooth, -4, -4 - Math.log(9));
    expect(best).toBeLessThan(loss("dpo", smooth, -4, -4 - Math.log(9) - 0.3));
    expect(best).toBeLessThan(loss("dpo", smooth, -4, -4 - Math.log(9) + 0.3));
  });

  test("IPO is content at 1 / (2 beta) per token", () => {
    expect(loss("ipo", { klCoef: 0.5 }, -2, -6)).toBe(0); // a ratio of 1 per token apart
    expect(loss("ipo", { klCoef: 0.5 }, -2, -10)).toBeCloseTo(1, 6);
  });

  test("SimPO asks no reference, and twice the words are not twice the score", () => {
    const settings = { ...preferenceDefaults, klCoef: 2 };
    const scores = (reference: number[], lengths: number[], logprobs: number[]) => {
      const answers = {
        logprobs: tf.tensor1d(logprobs),
        reference: Float32Array.from(reference),
        lengths: Float32Array.from(lengths),
      };
      return Array.from(preferenceLosses.simpo(answers, allPairs([2]), settings).scores.dataSync());
    };
    expect(scores([-1, -9], [2, 4], [-3, -6])).toEqual([-3, -3]);
    expect(scores([0, 0], [2, 4], [-3, -6])).toEqual([-3, -3]);
  });

  test("ORPO fine-tunes: the preferred answer becomes likelier even with lambda 0", () => {
    const { gradient } = lossOf("orpo", { oddsCoef: 0 });
    expect(gradient[0]).toBeLessThan(0);
    expect(gradient[2]).toBe(0); // the worst of its prompt is preferred to none
    expect(gradient[4]).toBe(0);
  });

  test("answers that are certain, or impossible, leave every loss finite", () => {
    const extremes = [0, -1e-9, -1e4, 0, -1e4];
    for (const name of Object.keys(preferenceLosses) as PreferenceName[]) {
      const { loss, gradient } = lossOf(name, {}, extremes);
      expect([name, loss, ...gradient].filter((x) => typeof x === "number" && !Number.isFinite(x))).toEqual([]);
    }
  });
});

describe("KTO", () => {
  const { good, klCoef, baseline, goodWeight, otherWeight, ...theirs } = torch.kto;
  const judged = {
    reference,
    sign: Float32Array.from(good, (g) => (g ? 1 : -1)),
    weight: Float32Array.from(good, (g) => (g ? goodWeight : otherWeight) / good.length),
    baseline,
    klCoef,
  };

  test("as in PyTorch", () => {
    close(
      withGradient(tf.tensor1d(torch.logprobs), (x) => ktoLoss(x, judged)),
      theirs,
    );
  });

  test("a gain counts less the larger it is already", () => {
    const slope = (logprob: number) => {
      const one = { ...judged, reference: Float32Array.of(0), sign: Float32Array.of(1), weight: Float32Array.of(1) };
      return withGradient(tf.tensor1d([logprob]), (x) => ktoLoss(x, one)).gradient[0]!;
    };
    expect(slope(baseline)).toBeCloseTo(-klCoef / 4, 6);
    expect(Math.abs(slope(baseline + 10))).toBeLessThan(Math.abs(slope(baseline + 2)));
    expect(Math.abs(slope(baseline + 2))).toBeLessThan(Math.abs(slope(baseline)));
  });
});

describe("reverse KL over the whole vocabulary", () => {
  const { student, teacher, mask, loss, gradient } = torch.distillation;
  const other = Float32Array.from(teacher.flat());

  test("as in PyTorch", () => {
    const ours = withGradient(tf.tensor2d(student), (x) => maskedMean(klTo(x, other), Float32Array.from(mask)));
    close(ours, { loss, gradient: gradient.flat() });
  });

  test("0 for the same distribution, and never below", () => {
    const kl = tf.tidy(() => klTo(tf.tensor2d(teacher), other).dataSync());
    kl.forEach((value) => expect(Math.abs(value)).toBeLessThan(1e-6));
    const apart = tf.tidy(() => klTo(tf.tensor2d(student), other).dataSync());
    expect(Math.min(...apart)).toBeGreaterThan(0);
  });
});

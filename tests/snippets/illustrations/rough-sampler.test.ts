import { beforeAll, describe, expect, test } from "vitest";
import { disposeGPT } from "../../../snippets/gpt.ts";
import { mismatch, roundToBits, withFewerBits } from "../../../snippets/illustrations/rough-sampler.ts";
import { initGPT } from "../../../snippets/init-gpt.ts";
import { namedParameters } from "../../../snippets/parameters.ts";
import { createRng } from "../../../snippets/random.ts";
import { gptConfig } from "../../../snippets/sizes.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

test.each([
  [0, 4, 0],
  [1, 4, 1],
  [0.7, 1, 0.5],
  [0.8, 2, 0.75],
  [-5.3, 3, -5],
  [1 / 3, 8, 171 / 512],
])("%f with %i bits is %f", (x, bits, rounded) => {
  expect(roundToBits(x, bits)).toBe(rounded);
});

test("a rough copy has rounded weights, and leaves the model as it was", () => {
  const gpt = initGPT(gptConfig("S"), createRng(1));
  const [, weights] = [...namedParameters(gpt.params)][0]!;
  const before = [...weights.dataSync()];
  const rough = withFewerBits(gpt, 3);
  const [, copied] = [...namedParameters(rough.params)][0]!;
  expect([...copied.dataSync()]).toEqual(before.map((w) => Math.fround(roundToBits(w, 3))));
  expect([...weights.dataSync()]).toEqual(before);
  [gpt, rough].forEach(disposeGPT);
});

describe("how far two programs disagree", () => {
  const trainer = [[Math.log(0.5), Math.log(0.2)], [Math.log(0.9)]];
  const sampler = [[Math.log(0.25), Math.log(0.4)], [Math.log(0.9)]];
  const { ratios, cut, ofAnswers, largest } = mismatch(trainer, sampler, 1.5);

  test("ratios of tokens, and the share beyond the limit", () => {
    expect(ratios.map((x) => Number(x.toFixed(6)))).toEqual([0.5, 1, 2]);
    expect(cut).toBeCloseTo(1 / 3, 12);
    expect(largest).toBeCloseTo(2, 12);
  });

  test("of whole answers they multiply", () => {
    expect(ofAnswers).toBeCloseTo(1, 12); // 2 x 0.5, and 1
  });
});

import { beforeAll, describe, expect, test } from "vitest";
import { groupAdvantages } from "../../../snippets/group-advantages.ts";
import { firstUpdate, lossInWords } from "../../../snippets/illustrations/first-update.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

const advantages = groupAdvantages([1, 0.5, 0, 0], 4);
const rounded = (values: readonly number[]) => values.map((x) => Number(x.toFixed(4)));

describe("answers of one length", () => {
  const lengths = [6, 6, 6, 6];

  test("the loss is 0, and each token is pushed by its advantage", () => {
    const { loss, pushes } = firstUpdate(advantages, lengths, "tokens");
    expect(loss).toBeCloseTo(0, 6);
    expect(rounded(pushes)).toEqual(rounded(advantages));
  });

  test("the mean over answers is the same, a constant four times as long a quarter", () => {
    expect(rounded(firstUpdate(advantages, lengths, "answers").pushes)).toEqual(rounded(advantages));
    const quarter = advantages.map((a) => a / 4);
    expect(rounded(firstUpdate(advantages, lengths, "constant", 24).pushes)).toEqual(rounded(quarter));
  });
});

describe("the last answer three times as long", () => {
  const lengths = [6, 6, 6, 18];

  test("mean over tokens: the loss is not 0, and long answers are pushed as hard", () => {
    const { loss, pushes } = firstUpdate(advantages, lengths, "tokens");
    const sum = advantages.reduce((total, a, i) => total + a * lengths[i]!, 0);
    expect(loss).toBeCloseTo(-sum / 36, 6);
    expect(pushes[3]! / pushes[2]!).toBeCloseTo(1, 6);
  });

  test("mean over answers: the loss is 0, and a token of the long one has a third", () => {
    const { loss, pushes } = firstUpdate(advantages, lengths, "answers");
    expect(loss).toBeCloseTo(0, 6);
    expect(pushes[3]! / pushes[2]!).toBeCloseTo(1 / 3, 5);
  });
});

test("in words", () => {
  expect(lossInWords(firstUpdate(advantages, [6, 6, 6, 6], "tokens"))).toBe(
    "The loss is 0.000, and tokens are pushed all the same.",
  );
  expect(lossInWords(firstUpdate([0, 0, 0, 0], [6, 6, 6, 6], "tokens"))).toBe(
    "The loss is 0.000, and no token is pushed.",
  );
});

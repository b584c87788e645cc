import { expect, test } from "vitest";
import { dpoInWords, logprobBars, rewardBars } from "../../../snippets/illustrations/dpo-in-words.ts";

const reference = [-10, -6] as const;
const implied = (policy: readonly number[]) => policy.map((p, i) => 0.5 * (p - reference[i]!));
const words = (policy: readonly number[]) => {
  const [chosen, rejected] = implied(policy) as [number, number];
  const loss = Math.log(1 + Math.exp(rejected - chosen));
  return dpoInWords({ policy, reference, implied: implied(policy), loss });
};

test("the bars stand by answer, the reference first", () => {
  const policy = [-9, -8];
  expect(logprobBars({ policy, reference })).toEqual([
    { name: "chosen", group: "reference", value: -10 },
    { name: "chosen", group: "policy", value: -9 },
    { name: "rejected", group: "reference", value: -6 },
    { name: "rejected", group: "policy", value: -8 },
  ]);
  expect(rewardBars({ implied: implied(policy) })).toEqual([
    { name: "chosen", value: 0.5 },
    { name: "rejected", value: -1 },
  ]);
});

test("at the start the loss is ln 2", () => {
  expect(words(reference)).toBe("Margin 0.00, loss 0.693: that is ln 2, a coin toss, where training begins.");
});

test("a rejected answer that is still the likelier one is remarked on", () => {
  expect(words([-9, -7])).toBe(
    "Margin 1.00, loss 0.313: below ln 2, where training begins. The rejected answer is still the likelier one, " +
      "and the loss does not mind: only the change from the reference counts.",
  );
});

test("both may fall while the loss falls, too", () => {
  expect(words([-11, -12])).toBe(
    "Margin 2.50, loss 0.079: below ln 2, where training begins. Both answers have become less likely, " +
      "and the loss fell all the same: it asks for a difference only.",
  );
});

test("both may fall by the same, and nothing is gained", () => {
  expect(words([-11, -7])).toMatch(
    /ln 2, a coin toss, where training begins\. Both answers have become less likely\.$/,
  );
});

test("a pair that is well ordered and as it should be needs no remark", () => {
  expect(words([-6, -8])).toBe("Margin 3.00, loss 0.049: below ln 2, where training begins.");
});

test("the wrong way round", () => {
  expect(words([-12, -6])).toBe("Margin -1.00, loss 1.313: above ln 2, where training begins.");
});

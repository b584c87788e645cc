import { expect, test } from "vitest";
import { askedHash, readAskedHash } from "../../../../src/elements/page/asked-hash.ts";

const stages = ["untrained", "has read", "SFT", "PPO"];

test.each([
  { question: "what does the owl eat ?", stage: 3 },
  { question: "say kindly : give me the honey & corn #1 !", stage: 1 },
])("a link brings back %j", (asked) => expect(readAskedHash(askedHash(asked, stages), stages)).toEqual(asked));

test("a stage that there is not is the first; a question is as long as the field takes", () => {
  expect(readAskedHash("#ask=why&stage=DPO", stages)).toEqual({ question: "why", stage: 0 });
  expect(readAskedHash("#ask=why", stages)).toEqual({ question: "why", stage: 0 });
  expect(readAskedHash(`#ask=${"a".repeat(500)}`, stages)?.question).toHaveLength(120);
});

test.each(["", "#", "#cell-train-one", "#shared=1.k0DKB", "#ask=", "#stage=PPO"])("%j asks nothing", (hash) =>
  expect(readAskedHash(hash, stages)).toBeNull(),
);

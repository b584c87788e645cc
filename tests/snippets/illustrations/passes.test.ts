import { beforeAll, expect, test } from "vitest";
import { withScalarHead } from "../../../snippets/heads.ts";
import { passesOver } from "../../../snippets/illustrations/passes.ts";
import { ppoDefaults } from "../../../snippets/ppo.ts";
import { createRng } from "../../../snippets/random.ts";
import { responseLogprobs, rollout } from "../../../snippets/rollout.ts";
import { startWasm, tinyGPT } from "../wasm.ts";

beforeAll(startWasm);

test("each pass takes the answers farther, and the models given stay as they are", async () => {
  const policy = tinyGPT();
  const options = {
    ...{ policy, refPolicy: tinyGPT(), valueModel: withScalarHead(policy, createRng(2)) },
    scoreFn: (given: readonly { response: readonly number[] }[]) => given.map(({ response }) => response[0]! / 10),
    ...{ queries: [[2], [3], [4, 4]], rng: createRng(1), maxNewTokens: 5 },
  };
  const queries = Array.from({ length: 8 }, (_, i) => [2 + (i % 3)]);
  const episodes = await rollout({ ...ppoDefaults, ...options, queries });
  const learning = { ...options, rolloutSize: 8, minibatchSize: 4, learningRate: 1e-3 };
  const passes = await passesOver(episodes, learning, 3);
  const before = responseLogprobs(policy, episodes);
  expect(before, "the policy has not learned").toEqual(episodes.map(({ logprobs }) => logprobs));
  const moved = passes.map((pass) =>
    Math.max(...pass.flatMap((row, i) => row.map((logprob, t) => Math.abs(logprob - before[i]![t]!)))),
  );
  expect(moved).toHaveLength(3);
  expect(moved[0]).toBeGreaterThan(0);
  expect(moved[2], "three passes move more than one").toBeGreaterThan(moved[0]!);
});

import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { exactFrontier } from "../../../snippets/experiments/exact-frontier.ts";
import { closeContext, openContext } from "../../../snippets/experiments/experiment-context.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

async function run(arm: string, seed = 1) {
  const context = openContext(seed, { get: async () => undefined, put: async () => {} }, { quick: true });
  const rows = await exactFrontier.arms.find(({ name }) => name === arm)!.run(context);
  closeContext(context);
  return rows;
}

describe("what is known by arithmetic", () => {
  test("the best policies lie on the frontier: further, richer, and nothing missing", async () => {
    const rows = (await run("exact")).filter(({ method }) => method === "best policy");
    const byPrice = rows.toSorted((a, b) => b.klCoef! - a.klCoef!);
    for (const [i, row] of byPrice.entries()) {
      expect(row.missing).toBeCloseTo(0, 9);
      expect(row.reward).toBeCloseTo(row.best, 6);
      if (i > 0) expect(row.kl).toBeGreaterThan(byPrice[i - 1]!.kl);
      if (i > 0) expect(row.reward).toBeGreaterThan(byPrice[i - 1]!.reward);
    }
  });

  test("the reference is at 0; best of n is below the frontier, and nearer than its usual formula says", async () => {
    const rows = await run("exact");
    expect(rows[0]).toMatchObject({ method: "reference", kl: 0 });
    const sampled = rows.filter(({ method }) => method === "best of n");
    expect(sampled.map(({ n }) => n)).toEqual([2, 4, 8, 16, 64]);
    for (const { kl, reward, best, n } of sampled) {
      expect(reward).toBeLessThan(best);
      expect(reward).toBeGreaterThan(rows[0]!.reward);
      expect(kl).toBeLessThan(Math.log(n!) - (n! - 1) / n!);
    }
  });
});

test.each(["PPO, 1", "GRPO, 0.3", "RLOO, 1", "DPO, 0.1"])("%s: above nothing, below the best", async (arm) => {
  const before = tf.memory().numTensors;
  const [row] = await run(arm);
  expect(tf.memory().numTensors).toBe(before);
  expect(row!.missing).toBeGreaterThan(0);
  expect(row!.kl).toBeGreaterThan(0);
  expect(row!.reward).toBeLessThanOrEqual(row!.best);
  expect(await run(arm)).toEqual([row]);
});

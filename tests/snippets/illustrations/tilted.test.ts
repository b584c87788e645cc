import { expect, test } from "vitest";
import { objective, tilt } from "../../../snippets/illustrations/tilted.ts";

const reference = [0.5, 0.25, 0.25];
const rewards = [0, Math.log(2), Math.log(4)];

test("by hand, at beta 1: weights 0.5, 0.5, 1, and Z = 2", () => {
  const { policy, Z } = tilt(reference, rewards, 1);
  expect(Z).toBeCloseTo(2, 12);
  expect(policy[0]).toBeCloseTo(0.25, 12);
  expect(policy[1]).toBeCloseTo(0.25, 12);
  expect(policy[2]).toBeCloseTo(0.5, 12);
});

test.each([0.2, 1, 3])("reward less implied reward is beta log Z for every answer, beta %f", (beta) => {
  const { implied, Z } = tilt(reference, rewards, beta);
  for (const [i, h] of implied.entries()) expect(rewards[i]! - h).toBeCloseTo(beta * Math.log(Z), 9);
});

test("no policy near it does better, and its value is beta log Z", () => {
  const beta = 0.7;
  const { policy, Z } = tilt(reference, rewards, beta);
  const best = objective(policy, reference, rewards, beta);
  expect(best).toBeCloseTo(beta * Math.log(Z), 9);
  for (const [from, to] of [
    [0, 1],
    [1, 2],
    [2, 0],
  ] as const) {
    for (const step of [0.01, -0.01]) {
      const other = policy.map((p, i) => p + (i === to ? step : i === from ? -step : 0));
      expect(objective(other, reference, rewards, beta)).toBeLessThan(best);
    }
  }
});

import { TONES } from "mini-rlhf/world/tones";
import { expect, test } from "vitest";
import type { ShownRound } from "../../../src/labeler/protocol.ts";
import { scoresChart, tonesChart } from "../../../src/labeler/training-charts.ts";

function round(step: number, kl: number, proxy: number, pirate = 0): ShownRound {
  const tones = { ...Object.fromEntries(TONES.map((tone) => [tone, 0])), pirate } as ShownRound["tones"];
  return { step, kl, proxy, crew: 0, gold: 3, correct: 0.5, tones, says: [] };
}

test("scores stand over the root of KL, each the mean of five rounds; an estimate below nothing is nothing", () => {
  const chart = scoresChart([round(1, -0.1, 0), round(2, 4, 2), round(3, 16, 4)]);
  expect(chart.series[0]!.points).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
  ]);
  expect(chart.xDomain).toEqual([0, 3]);
});

test("the axes hold what comes: drift beyond three, rewards below minus two", () => {
  const chart = scoresChart([round(1, 25, -8)]);
  expect([chart.xDomain, chart.yDomain]).toEqual([
    [0, 5],
    [-8, 6],
  ]);
});

test("six tones at most, those that come most, over the rounds that were wanted", () => {
  const chart = tonesChart([round(1, 0, 0, 0.1), round(2, 0, 0, 0.716)], 30);
  expect(chart.series).toHaveLength(6);
  expect(chart.series[0]).toEqual({
    name: "pirate",
    points: [
      [1, 0.1],
      [2, 0.72],
    ],
  });
  expect(chart.xDomain).toEqual([1, 30]);
});

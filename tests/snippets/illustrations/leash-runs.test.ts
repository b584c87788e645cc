import { describe, expect, test } from "vitest";
import {
  leashPicture,
  type LeashRow,
  leashesIn,
  leashSamples,
  leashWords,
} from "../../../snippets/illustrations/leash-runs.ts";

/** [rounds, KL, judge, gold] */
type Point = [number, number, number, number];

function rows(seed: number, beta: number, arm: string, points: Point[], samples: string[]): LeashRow[] {
  const own = { seed, arm, klCoef: beta, correct: 0.5 };
  const curve = points.map(([step, kl, proxy, gold]) => ({ ...own, part: "curve", step, kl, proxy, gold }));
  return [...curve, { ...curve.at(-1)!, part: "end", samples }, { ...curve[0]!, part: "rollouts" }];
}

const start: Point = [0, 0, 0, 2];
const said = ["what is the colour of the hen ? -> the hen is gold thanks", "name two sounds ! -> thanks thanks"];
const all = [
  ...rows(1, 0.15, "beta 0.15", [start, [5, 1, 0.4, 3]], said),
  ...rows(2, 0.15, "beta 0.15", [start, [5, 3, 0.6, 4]], said),
  ...rows(1, 0, "beta 0", [start, [5, 4, 0.5, 3], [10, 36, 1.5, -1]], said),
  ...rows(1, 0.15, "beta 0.15, reward model S", [start, [5, 100, 9, 9]], said),
];
const file = new TextEncoder().encode(JSON.stringify({ name: "over-optimisation", rows: all }));
const [none, tight] = leashesIn(file);

describe("the runs", () => {
  test("are those against the same judge, the loosest first", () => {
    expect(leashesIn(file).map(({ beta }) => beta)).toEqual([0, 0.15]);
  });

  test("have a path of means over the seeds, and an end for each seed", () => {
    expect(tight!.path.map(({ kl, proxy, gold }) => [kl, proxy, gold])).toEqual([
      [0, 0, 2],
      [2, 0.5, 3.5],
    ]);
    expect(tight!.ends.map(({ seed }) => seed)).toEqual([1, 2]);
  });
});

test("the picture has the root of the KL, and the run without a leash behind it", () => {
  const { series } = leashPicture(none!, none!);
  expect(series.map(({ name, points }) => [name, points])).toEqual([
    [
      "gold",
      [
        [0, 2],
        [2, 3],
        [6, -1],
      ],
    ],
    [
      "judge",
      [
        [0, 0],
        [2, 0.5],
        [6, 1.5],
      ],
    ],
  ]);
  const held = leashPicture(tight!, none!);
  expect(held.series.map(({ name }) => name)).toEqual(["gold", "judge", "gold, no leash", "judge, no leash"]);
  expect(held.series[2]!.points).toEqual(series[0]!.points);
});

test("the words say whether it broke", () => {
  expect(leashWords(none!)).toMatch(/no leash, after 10 rounds and 36 nats: the judge gives 1.5 .* gold is −1, from 2/);
  expect(leashWords(none!)).toContain("It broke: gold was best after 5 rounds");
  expect(leashWords(tight!)).toMatch(/^With β = 0.15, .* It held\.$/);
});

test("the samples are each seed's, with the rubric's gold", () => {
  const { prompts, answers } = leashSamples(tight!);
  expect(prompts).toEqual([
    ...["seed 1: what is the colour of the hen ?", "seed 1: name two sounds !"],
    ...["seed 2: what is the colour of the hen ?", "seed 2: name two sounds !"],
  ]);
  const [right, empty] = answers["β = 0.15"]!;
  // correct 3, one courtesy 1, an end 1; two courtesies 1.5, an end 1
  expect(right).toEqual({ text: "the hen is gold thanks", badges: ["gold 5"] });
  expect(empty).toEqual({ text: "thanks thanks", badges: ["gold 2.5"] });
});

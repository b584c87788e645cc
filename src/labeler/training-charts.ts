import { average } from "mini-rlhf/advantages";
import { type Tone, TONES } from "mini-rlhf/world/tones";
import type { LineChart, Series } from "../notebook/output/chart-spec.ts";
import type { ShownRound } from "./protocol.ts";

type Point = [number, number];

/** What the policy is trained for and what it is worth, against how far it has drifted: Gao et al.'s axes. */
export function scoresChart(rounds: readonly ShownRound[]): LineChart {
  const x = running(rounds.map(drift));
  const path = (name: string, value: (round: ShownRound) => number): Series => {
    const y = running(rounds.map(value));
    return { name, points: x.map((at, i): Point => [at, y[i]!]) };
  };
  const series = [
    path("your reward", ({ proxy }) => proxy),
    path("the crew’s part of it", ({ crew }) => crew),
    path("gold", ({ gold }) => gold),
  ];
  return {
    kind: "line",
    title: "What it is trained for, and what it is worth",
    x: "√KL from the SFT model",
    y: "points",
    xDomain: [0, Math.max(3, ...x)],
    yDomain: [Math.min(-2, ...lowest(series)), 6],
    series,
  };
}

/** Means over the last five rounds: one round has 64 answers only. */
function running(values: readonly number[]): number[] {
  return values.map((_, i) => average(values.slice(Math.max(0, i - 4), i + 1)));
}

/** KL is an estimate from samples and may come out a little below nothing. */
function drift({ kl }: ShownRound): number {
  return Math.sqrt(Math.max(0, kl));
}

function lowest(series: readonly Series[]): number[] {
  return series.flatMap(({ points }) => points.map(([, y]) => y!));
}

/** A chart tells so many lines apart. */
const colours = 6;

/** How many of the answers have each tone, round by round; the rarest tone is left out. */
export function tonesChart(rounds: readonly ShownRound[], wanted: number): LineChart {
  const most = (tone: Tone): number => Math.max(...rounds.map(({ tones }) => tones[tone]));
  const seen = [...TONES].sort((a, b) => most(b) - most(a)).slice(0, colours);
  return {
    kind: "line",
    title: "How its answers sound",
    x: "round",
    y: "share of answers",
    xDomain: [1, Math.max(wanted, rounds.length, 2)],
    yDomain: [0, 1],
    series: seen.map((tone) => ({
      name: tone,
      points: rounds.map(({ step, tones }): Point => [step, Math.round(100 * tones[tone]) / 100]),
    })),
  };
}

/**
 * How far policies got under leashes of several lengths, from the rows of the
 * experiment over-optimisation: a path for the judge's score and one for gold
 * (Gao, Schulman & Hilton 2022, whose axis is the root of the KL, too).
 */
import { average } from "../advantages.ts";
import { gold, writtenAnswer } from "../world/gold.ts";
import { parseRequest } from "../world/parse-request.ts";
import { spoken } from "./number-words.ts";

/** What this reads of a row of over-optimisation.json. */
export interface LeashRow {
  seed: number;
  part: string;
  arm: string;
  klCoef: number;
  /** rounds of PPO so far */
  step: number;
  kl: number;
  /** the judge's score */
  proxy: number;
  gold: number;
  correct: number;
  /** thanks, please and the like in an answer, on average; at the end */
  courtesies?: number;
  /** "prompt -> answer", at the end of a run */
  samples?: string[];
}

/** The runs with one leash, a seed each: their mean path, and their ends. */
export interface LeashRuns {
  /** the price of drift */
  beta: number;
  path: PathPoint[];
  ends: LeashRow[];
}

/** After some rounds: means over the seeds. */
export interface PathPoint {
  step: number;
  kl: number;
  proxy: number;
  gold: number;
  correct: number;
}

/** What over-optimisation.json has of runs against the same judge. */
export function leashesIn(file: Uint8Array): LeashRuns[] {
  const { rows } = JSON.parse(new TextDecoder().decode(file)) as {
    rows: LeashRow[];
  };
  return leashRuns(rows);
}

/** Those against the same judge, the loosest leash first. */
function leashRuns(rows: readonly LeashRow[]): LeashRuns[] {
  const own = rows.filter(({ arm, klCoef }) => arm === `beta ${klCoef}`);
  const betas = [...new Set(own.map(({ klCoef }) => klCoef))];
  return betas
    .sort((a, b) => a - b)
    .map((beta) => {
      const runs = own.filter(({ klCoef }) => klCoef === beta);
      const curve = runs.filter(({ part }) => part === "curve");
      const steps = [...new Set(curve.map(({ step }) => step))];
      return {
        beta,
        path: steps.map((step) => meanAt(curve, step)),
        ends: runs.filter(({ part }) => part === "end"),
      };
    });
}

function meanAt(curve: readonly LeashRow[], step: number): PathPoint {
  const rows = curve.filter((row) => row.step === step);
  const mean = (field: "kl" | "proxy" | "gold" | "correct") =>
    average(rows.map((row) => row[field]));
  return {
    step,
    kl: mean("kl"),
    proxy: mean("proxy"),
    gold: mean("gold"),
    correct: mean("correct"),
  };
}

/** Both paths of one leash, over those without any, for lineChart. */
export function leashPicture(run: LeashRuns, loosest: LeashRuns) {
  const line = ({ path }: LeashRuns, field: "gold" | "proxy") =>
    path.map((point): [number, number] => [Math.sqrt(point.kl), point[field]]);
  const behind = [
    { name: "gold, no leash", points: line(loosest, "gold"), dashed: true },
    { name: "judge, no leash", points: line(loosest, "proxy"), dashed: true },
  ];
  return {
    ...{ x: "root of the KL, drift from the SFT model", y: "points" },
    xDomain: [0, 8] as [number, number],
    yDomain: [-2, 5] as [number, number],
    series: [
      { name: "gold", points: line(run, "gold") },
      { name: "judge", points: line(run, "proxy") },
      ...(run === loosest ? [] : behind),
    ],
  };
}

/** Where the policies ended, and whether they came too far. */
export function leashWords({ beta, path }: LeashRuns): string {
  const [start, end] = [path[0]!, path.at(-1)!];
  const best = path.reduce((a, b) => (b.gold > a.gold ? b : a));
  const leash = beta === 0 ? "no leash" : `β = ${spoken(beta)}`;
  const facts =
    `With ${leash}, after ${end.step} rounds and ${spoken(end.kl)} nats: ` +
    `the judge gives ${spoken(end.proxy)} points, from ` +
    `${spoken(start.proxy)}; gold is ${spoken(end.gold)}, from ` +
    `${spoken(start.gold)}; ${Math.round(100 * end.correct)} % of the ` +
    "answers are correct.";
  if (end.gold < start.gold) {
    return (
      `${facts} It broke: gold was best after ${best.step} rounds, and ended ` +
      "below the SFT model's."
    );
  }
  const wentTooFar = best.gold - end.gold > 0.5;
  return `${facts} ${wentTooFar ? "It went too far." : "It held."}`;
}

/** What two answers of each seed's policy say, with their gold, for samples. */
export function leashSamples({ beta, ends }: LeashRuns) {
  const said = ends.flatMap(({ seed, samples = [] }) =>
    samples.slice(0, 2).map((sample) => {
      const [prompt, text] = sample.split(" -> ") as [string, string];
      const worth = gold(parseRequest(prompt)!, writtenAnswer(text));
      const badges = [`gold ${spoken(worth)}`];
      return { prompt: `seed ${seed}: ${prompt}`, answer: { text, badges } };
    }),
  );
  const name = beta === 0 ? "no leash" : `β = ${spoken(beta)}`;
  return {
    prompts: said.map(({ prompt }) => prompt),
    answers: { [name]: said.map(({ answer }) => answer) },
  };
}

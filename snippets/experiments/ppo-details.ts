/**
 * Which details of PPO matter at this size, and what silent bugs look like:
 * 25 rounds with one thing changed, everything else and all chance the same.
 */
import { average } from "../advantages.ts";
import type { ppoDefaults, PpoOptions } from "../ppo.ts";
import { measureSkills } from "../illustrations/skills.ts";
import { type SilentBug, silentBugs } from "../illustrations/silent-bugs.ts";
import type { Arm, Experiment } from "./experiment.ts";
import { trainedRewardModel, sftModel } from "./models.ts";
import type { PpoDetailsRow } from "./more-rows.ts";
import type { PpoRecipe } from "./ppo-recipe.ts";
import { type Round, trainRun } from "./ppo-runs.ts";
import { evaluate, testAnswers } from "./protocol.ts";
import type { ExperimentContext } from "./experiment-context.ts";

/** The most telling first. */
const SWITCHES: Record<string, PpoRecipe> = {
  "as recommended": change({}),
  "learning rate 1e-3": change({ learningRate: 1e-3 }),
  "no clip, learning rate 1e-3": change({
    cliprange: 1e9,
    learningRate: 1e-3,
  }),
  "no clip": change({ cliprange: 1e9 }),
  "no whitening": change({ whitenAdvantages: false }),
  "values from a zero head": { ...change({}), valueStart: "zero head" },
  "values from random weights": { ...change({}), valueStart: "random" },
  "lambda 1": change({ lam: 1 }),
  "lambda 0": change({ lam: 0 }),
  "1 inner epoch": change({ epochs: 1 }),
  "4 inner epochs": change({ epochs: 4 }),
  "scores times 10": { ...change({}), scoreScale: 10 },
  "no score for a missing end": change({ noEndScore: 0 }),
  "learning rate 1e-4": change({ learningRate: 1e-4 }),
  "learning rate 2e-3": change({ learningRate: 2e-3 }),
  "32 answers per round": change({ rolloutSize: 32 }),
};

function change(settings: Partial<typeof ppoDefaults>): PpoRecipe {
  return { settings: { iterations: 25, ...settings } };
}

const SWITCH_ARMS = Object.entries(SWITCHES).map(
  ([name, recipe]): Arm<PpoDetailsRow> => ({
    name,
    run: async (context) => [
      { part: "switch", arm: name, ...(await measure(context, recipe)) },
    ],
  }),
);

export const ppoDetails: Experiment<PpoDetailsRow> = {
  name: "ppo-details",
  question: "Which details of PPO matter, and what do silent bugs look like?",
  arms: [
    ...SWITCH_ARMS.slice(0, 3),
    ...Object.entries(silentBugs).map(([name, bug]) => bugArm(name, bug)),
    ...SWITCH_ARMS.slice(3),
  ],
  keys: ["part", "arm"],
  columns: [
    ...(["gold", "winRate", "correct", "kl", "proxy", "courtesies"] as const),
    ...(["documentLoss", "ended", "words", "clipfrac", "vfLoss"] as const),
    ...(["firstRatio", "score", "trainerKl", "entropy", "length"] as const),
  ],
};

function bugArm(
  arm: string,
  { mistake, symptom, plant }: SilentBug,
): Arm<PpoDetailsRow> {
  return {
    name: arm,
    async run(context) {
      const numbers = await measure(context, change({}), plant);
      return [{ part: "bug", arm, mistake, symptom, ...numbers }];
    },
  };
}

async function measure(
  context: ExperimentContext,
  recipe: PpoRecipe,
  plant?: (options: PpoOptions) => PpoOptions,
) {
  const { policy, rounds, stopped } = await trainRun(context, recipe, plant);
  const reference = await sftModel(context, "M");
  const rewardModel = await trainedRewardModel(context, { size: "M" });
  const answers = testAnswers(context, policy);
  const subject = { answers, policy, reference, rewardModel };
  return {
    ...(await evaluate(context, subject)),
    ...lastTen(rounds),
    firstRatio: rounds[0]?.firstRatio ?? NaN,
    documentLoss: measureSkills(policy, context.rng).documentLoss,
    ...(stopped !== undefined && { stopped }),
  };
}

/** Means over the last ten rounds of what the trainer reported. */
function lastTen(rounds: readonly Round[]) {
  const mean = (of: (round: Round) => number) =>
    average(rounds.slice(-10).map(of));
  return {
    score: mean((round) => round.score),
    clipfrac: mean((round) => round.clipfrac),
    approxKl: mean((round) => round.approxKl),
    vfLoss: mean((round) => round.vfLoss),
    entropy: mean((round) => round.entropy),
    trainerKl: mean((round) => round.kl),
    length: mean((round) => round.length),
  };
}

/**
 * How well reward models predict people, how much data that takes, and what
 * learning all pairs of a prompt together is good for.
 */
import { labelerTeam, heldOutLabelers } from "../training-recipe.ts";
import type { Size } from "../sizes.ts";
import { accuracies } from "./accuracies.ts";
import type { Arm, Experiment } from "./experiment.ts";
import { comparisons, rawRewardModel } from "./models.ts";
import { pairsArm } from "./pairs-together.ts";
import { agreement, answerSets, rankedBy } from "./ranked-tests.ts";
import { rankedByGold } from "./ranked-tests.ts";
import type { RewardModelRow } from "./rows.ts";
import type { ExperimentContext } from "./experiment-context.ts";

const RATES = [1e-3, 3e-4, 3e-3];

export const rewardModels: Experiment<RewardModelRow> = {
  name: "reward-model",
  question: "How well does a reward model predict what people prefer?",
  arms: [
    { name: "people", run: people },
    ...[60, 300, 2000].map((prompts) => dataArm("M", prompts)),
    dataArm("S", 2000),
    ...RATES.flatMap((rate) => [
      pairsArm("together", rate),
      pairsArm("shuffled", rate),
    ]),
  ],
  keys: ["part", "size", "prompts", "pairs", "learningRate", "epoch"],
  columns: [
    ...(["accuracyHeldOut", "accuracyCrew", "accuracyGold"] as const),
    ...(["accuracyTrain", "logLoss", "ceilingCrew"] as const),
    ...(["ceilingHeldOut", "agreementCrew", "agreementHeldOut"] as const),
    ...(["trainedTokens", "seconds"] as const),
  ],
};

async function people(context: ExperimentContext): Promise<RewardModelRow[]> {
  const sets = await answerSets(context);
  const members = labelerTeam(context.rng);
  const heldOut = heldOutLabelers(context.rng);
  const byTeam = rankedBy(context, sets, members, "crew");
  const byHeldOut = rankedBy(context, sets, heldOut, "held-out");
  const crewAgain = rankedBy(context, sets, members, "crew again");
  const heldOutAgain = rankedBy(context, sets, heldOut, "held-out again");
  const byGold = rankedByGold(sets);
  return [
    {
      part: "people",
      ceilingCrew: agreement(byGold, byTeam),
      ceilingHeldOut: agreement(byGold, byHeldOut),
      agreementCrew: agreement(byTeam, crewAgain),
      agreementHeldOut: agreement(byHeldOut, heldOutAgain),
    },
  ];
}

/** One epoch on the first so many prompts that SFT M answered. */
function dataArm(size: Size, prompts: number): Arm<RewardModelRow> {
  return {
    name: `${size}, ${prompts} prompts`,
    async run(context) {
      const recipe = { size, answersBy: "M" as const, prompts };
      const model = await rawRewardModel(context, recipe);
      const learned = (await comparisons(context, "M")).slice(0, prompts);
      const seen = await accuracies(context, model, learned);
      return [{ part: "data", size, prompts, epoch: 1, ...seen }];
    },
  };
}

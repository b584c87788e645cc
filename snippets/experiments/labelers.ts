/**
 * Whom the reward model predicts, and whose judgement decides a comparison:
 * groups of people with other tastes than the crew that it learned from.
 */
import { average } from "../advantages.ts";
import { labelerWinRate } from "../evaluate.ts";
import { labelerTeam } from "../training-recipe.ts";
import { rankingAccuracy } from "../reward-model.ts";
import { type Features, GOLD_WEIGHTS } from "../world/gold.ts";
import { createLabelers, HELD_OUT_TASTE } from "../world/labelers.ts";
import type { Labeler } from "../world/labelers.ts";
import type { Arm, Experiment } from "./experiment.ts";
import { subjectOf } from "./figure-1.ts";
import { trainedRewardModel } from "./models.ts";
import type { LabelersRow } from "./more-rows.ts";
import { referenceAnswers, testSet } from "./protocol.ts";
import { agreement, answerSets, rankedBy } from "./ranked-tests.ts";
import { rankedByGold } from "./ranked-tests.ts";
import type { ExperimentContext } from "./experiment-context.ts";

/** What a group cares for; forty people each, but for the crew itself. */
const TASTES: Record<string, Features> = {
  "others like the crew": GOLD_WEIGHTS,
  "the held-out group's taste": HELD_OUT_TASTE,
  "truth first": { ...GOLD_WEIGHTS, correct: 2, false: -3, courtesy: 0.5 },
  "manners first": { ...GOLD_WEIGHTS, correct: 1.5, courtesy: 2, rude: -4 },
  "less strict": { ...GOLD_WEIGHTS, correct: 1.5, false: -1, rude: -1.5 },
};

export const labelers: Experiment<LabelersRow> = {
  name: "labelers",
  question: "Does the reward model speak for people who never ranked for it?",
  arms: [
    arm("the crew", labelerTeam),
    ...Object.entries(TASTES).map(([group, taste]) =>
      arm(group, (rng) => createLabelers(rng.fork(group), 40, taste)),
    ),
  ],
  keys: ["group"],
  columns: [
    ...(["accuracy", "ceiling", "agreement", "base", "prompted"] as const),
    ...(["SFT", "PPO"] as const),
  ],
};

function arm(
  group: string,
  peopleOf: (rng: ExperimentContext["rng"]) => Labeler[],
): Arm<LabelersRow> {
  return {
    name: group,
    async run(context) {
      const people = peopleOf(context.rng);
      const sets = await answerSets(context);
      const rewardModel = await trainedRewardModel(context, { size: "M" });
      const byGold = rankedByGold(sets);
      const occasions = ["first", "second", "third"].map((occasion) =>
        rankedBy(context, sets, people, `${group}, ${occasion}`),
      );
      const [first, second] = occasions;
      const mean = (of: (rankings: (typeof occasions)[number]) => number) =>
        average(occasions.map(of));
      return [
        {
          group,
          accuracy: mean((rankings) => rankingAccuracy(rewardModel, rankings)),
          ceiling: mean((rankings) => agreement(byGold, rankings)),
          agreement: agreement(first!, second!),
          ...(await winRates(context, people)),
        },
      ];
    },
  };
}

/** Eight of them compare each stage's answers with the SFT model's. */
async function winRates(
  context: ExperimentContext,
  people: readonly Labeler[],
) {
  const requests = testSet(context);
  const against = await referenceAnswers(context);
  const some = people.slice(0, 8);
  const winRate = async (stage: "base" | "prompted" | "SFT" | "PPO") => {
    const { answers } = await subjectOf(context, "M", stage);
    const rng = context.rng.fork("judgements");
    return labelerWinRate(requests, answers, against, some, rng);
  };
  return {
    base: await winRate("base"),
    prompted: await winRate("prompted"),
    SFT: await winRate("SFT"),
    PPO: await winRate("PPO"),
  };
}

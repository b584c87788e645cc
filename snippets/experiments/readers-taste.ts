/**
 * A reader with a taste of their own: how many rankings does it take until
 * the policy speaks like that, and what is lost on the way?
 */
import { average } from "../advantages.ts";
import { cloneGPT } from "../gpt.ts";
import { cloneScalarModel, scoreResponses } from "../heads.ts";
import { trainPpo } from "../ppo.ts";
import {
  labelerTeam,
  demonstrationPairs,
  trainingQueries,
} from "../training-recipe.ts";
import { normaliseScores, rankingAccuracy } from "../reward-model.ts";
import type { Answer } from "../world/gold.ts";
import { readAnswer } from "../world/gold.ts";
import { sampleRequest } from "../world/sample-request.ts";
import { type Tone, toneOf } from "../world/tones.ts";
import type { Arm, Experiment } from "./experiment.ts";
import {
  comparisons,
  normalisingSamples,
  trainedRewardModel,
} from "./models.ts";
import { sftModel } from "./models.ts";
import type { ReadersTasteRow } from "./more-rows.ts";
import { MAIN, ppoRun } from "./ppo-runs.ts";
import { evaluate, testAnswers } from "./protocol.ts";
import { answerSets, rankedBy } from "./ranked-tests.ts";
import { cardSet, learnTaste, rankByTaste } from "./tuned-by-reader.ts";
import {
  amount,
  finish,
  use,
  type ExperimentContext,
} from "./experiment-context.ts";

export const readersTaste: Experiment<ReadersTasteRow> = {
  name: "readers-taste",
  question: "How many rankings of one reader until the policy moves?",
  arms: [
    { name: "before", run: before },
    readerArm("pirate", 3),
    readerArm("pirate", 6),
    readerArm("pirate", 12),
    readerArm("rude", 10, false),
    readerArm("rude", 6),
    readerArm("terse", 6),
    readerArm("terse", 10, false),
  ],
  keys: ["stage", "taste", "rankings", "replay"],
  columns: [
    ...(["shown", "pirate", "terse", "rudeTone", "gold", "correct"] as const),
    ...(["winRate", "kl", "accuracyCrew"] as const),
  ],
};

async function before(context: ExperimentContext): Promise<ReadersTasteRow[]> {
  const sft = await sftModel(context, "M");
  const { policy } = await ppoRun(context, MAIN);
  const rows: ReadersTasteRow[] = [];
  for (const model of [sft, policy]) {
    const answers = testAnswers(context, model);
    const subject = { answers, policy: model, reference: sft };
    const stage = model === sft ? "SFT" : "PPO, the crew";
    const seen = await evaluate(context, subject);
    rows.push({ stage, rankings: 0, ...tones(answers), ...seen });
  }
  return rows;
}

function readerArm(
  taste: Tone,
  rankings: number,
  replay = true,
): Arm<ReadersTasteRow> {
  const name = `${taste}, ${rankings} rankings`;
  return {
    name: replay ? name : `${name}, no replay`,
    async run(context) {
      const sets = await readerRankings(context, taste, rankings);
      const rewardModel = await tunedRewardModel(context, sets, replay);
      const sft = await sftModel(context, "M");
      const policy = use(context, cloneGPT(sft));
      const trainer = trainPpo({
        policy,
        refPolicy: sft,
        valueModel: use(context, cloneScalarModel(rewardModel)),
        scoreFn: (queryResponses) =>
          scoreResponses(rewardModel, queryResponses),
        queries: trainingQueries(context.rng),
        rng: context.rng.fork("ppo"),
        iterations: amount(context, 40, 3),
        klCoef: 0.1,
      });
      await finish(context, `PPO, ${name}`, trainer);
      const answers = testAnswers(context, policy);
      const subject = { answers, policy, reference: sft, rewardModel };
      const best = sets.map(({ ranked }) => readAnswer(ranked[0]!));
      const tests = await answerSets(context);
      const byTeam = rankedBy(context, tests, labelerTeam(context.rng), "crew");
      return [
        {
          ...{ stage: "PPO, the reader", taste, rankings, replay },
          shown: best.filter((answer) => toneOf(answer) === taste).length,
          ...tones(answers),
          ...(await evaluate(context, subject)),
          accuracyCrew: rankingAccuracy(rewardModel, byTeam),
        },
      ];
    },
  };
}

/** What the reader is shown, on training prompts, and how they rank it. */
async function readerRankings(
  context: ExperimentContext,
  taste: Tone,
  count: number,
) {
  const sft = await sftModel(context, "M");
  const rng = context.rng.fork("reader");
  return Array.from({ length: count }, (_, i) => {
    const own = rng.fork(i);
    const request = sampleRequest(own, { split: "train" });
    return rankByTaste(taste, request, cardSet(sft, request, own));
  });
}

async function tunedRewardModel(
  context: ExperimentContext,
  rankings: Awaited<ReturnType<typeof readerRankings>>,
  replay: boolean,
) {
  const teamRewardModel = await trainedRewardModel(context, { size: "M" });
  const model = use(context, cloneScalarModel(teamRewardModel));
  const trainer = learnTaste({
    model,
    rankings,
    crew: await comparisons(context, "M"),
    rng: context.rng.fork("taste"),
    steps: amount(context, 80, 4),
    ...(!replay && { crewPrompts: 0 }),
  });
  await finish(context, "the reader's reward model", trainer);
  const samples = await normalisingSamples(context, "M");
  normaliseScores(model, samples, demonstrationPairs(context.rng));
  return model;
}

function tones(answers: readonly Answer[]) {
  const share = (tone: Tone) =>
    average(answers.map((answer) => Number(toneOf(answer) === tone)));
  return {
    pirate: share("pirate"),
    terse: share("terse"),
    rudeTone: share("rude"),
  };
}

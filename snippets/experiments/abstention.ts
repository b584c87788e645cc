/**
 * What does the scoring of "i do not know" teach? GRPO with four scorings of
 * questions about facts, three in ten of them about animals that have none.
 * Judged on other wordings, and on an animal that no training names: has the
 * model learned when it does not know, or of whom?
 */
import { average } from "../advantages.ts";
import { cloneGPT, type GPT } from "../gpt.ts";
import { trainGrpo } from "../grpo.ts";
import {
  beliefOf,
  factQuestions,
  type Scoring,
} from "../illustrations/abstention.ts";
import {
  factQueries,
  scoreBy,
  verdictShares,
} from "../illustrations/abstention-training.ts";
import {
  amount,
  type ExperimentContext,
  finish,
  use,
} from "./experiment-context.ts";
import type { Experiment } from "./experiment.ts";
import { sftModel } from "./models.ts";
import type { AbstentionRow } from "./more-rows.ts";

const SCORINGS: Record<string, Scoring> = {
  "right or nothing": { doNotKnow: 0, wrong: 0 },
  "half a point for not knowing": { doNotKnow: 0.5, wrong: 0 },
  "a point off for a mistake": { doNotKnow: 0, wrong: -1 },
  "three points off for a mistake": { doNotKnow: 0, wrong: -3 },
  "a point for not knowing": { doNotKnow: 1, wrong: 0 },
};

export const abstention: Experiment<AbstentionRow> = {
  name: "abstention",
  question: "What does the scoring of “i do not know” teach?",
  arms: [
    {
      name: "SFT",
      run: async (context) =>
        judged(context, "SFT", await sftModel(context, "M")),
    },
    ...Object.entries(SCORINGS).map(([arm, scoring]) => ({
      name: arm,
      run: async (context: ExperimentContext) =>
        judged(context, arm, await trained(context, scoring)),
    })),
  ],
  keys: ["arm", "about"],
  columns: ["right", "wrong", "doesNotKnow", "confidence"],
};

async function trained(context: ExperimentContext, scoring: Scoring) {
  const refPolicy = await sftModel(context, "M");
  const policy = use(context, cloneGPT(refPolicy));
  const trainer = trainGrpo({
    ...{ policy, refPolicy, klCoef: 0.02, noEndScore: -1 },
    scoreFn: scoreBy(scoring),
    queries: factQueries(context.rng),
    rng: context.rng.fork("abstention"),
    iterations: amount(context, 30, 2),
  });
  await finish(context, "abstention", trainer);
  return policy;
}

/** Forty answers to each question, and what the model believes. */
function judged(
  context: ExperimentContext,
  arm: string,
  model: GPT,
): AbstentionRow[] {
  const questions = factQuestions();
  return (["open", "unknown"] as const).map((kind) => {
    const own = questions.filter((question) => question.kind === kind);
    const times = amount(context, kind === "open" ? 10 : 80, 2);
    const rng = context.rng.fork(`answers, ${kind}`);
    const shares = verdictShares(model, own, times, rng);
    const beliefs = own.map((question) => beliefOf(model, question));
    return {
      ...{ arm, about: kind === "open" ? "animals" : "the ghost" },
      ...{ right: shares.right, wrong: shares.wrong },
      doesNotKnow: shares["does not know"],
      confidence: average(beliefs.map(({ confidence }) => confidence)),
    };
  });
}

/**
 * How a model is sampled, and how far it can be believed: temperature and
 * top-k, inventions by kind of request, and whether confidence is earned.
 */
import { average } from "../advantages.ts";
import {
  claimsOf,
  calibrationBins,
  calibrationError,
} from "../illustrations/calibration.ts";
import { answerAll, answerAsExam, report } from "../evaluate.ts";
import type { GPT } from "../gpt.ts";
import { features } from "../world/gold.ts";
import { examPrompt } from "../world/prompted.ts";
import { prompt, type RequestKind } from "../world/requests.ts";
import { sampleRequestOfKind } from "../world/sample-request.ts";
import type { Arm, Experiment } from "./experiment.ts";
import { subjectOf } from "./figure-1.ts";
import { baseModel, sftModel } from "./models.ts";
import type { SamplingRow } from "./more-rows.ts";
import { PUSHES } from "./over-optimisation.ts";
import { MAIN, ppoRun, PTX } from "./ppo-runs.ts";
import { testSet } from "./protocol.ts";
import type { Stage } from "./rows.ts";
import { amount, type ExperimentContext } from "./experiment-context.ts";

const MODELS: Record<string, (context: ExperimentContext) => Promise<GPT>> = {
  prompted: (context) => baseModel(context, "M"),
  SFT: (context) => sftModel(context, "M"),
  PPO: async (context) => (await ppoRun(context, MAIN)).policy,
  "PPO-ptx": async (context) => (await ppoRun(context, PTX)).policy,
  "PPO beta 0.05": async (context) =>
    (await ppoRun(context, PUSHES["beta 0.05"])).policy,
  "PPO beta 0": async (context) =>
    (await ppoRun(context, PUSHES["beta 0"])).policy,
};

const TELLERS: Stage[] = ["base", "prompted", "SFT", "PPO", "PPO-ptx", "DPO"];

export const sampling: Experiment<SamplingRow> = {
  name: "sampling",
  question: "How do temperature and training change variety and truth?",
  arms: [
    ...["SFT", "PPO", "PPO beta 0"].map((stage) =>
      arm("temperature", stage, temperatures),
    ),
    ...TELLERS.map((stage) => arm("hallucination", stage, hallucinations)),
    ...Object.keys(MODELS).map((stage) =>
      arm("calibration", stage, calibration),
    ),
  ],
  keys: ["part", "stage", "temperature", "topK", "kind"],
  columns: [
    ...(["correct", "false", "gold", "distinct", "fabricates"] as const),
    ...(["ended", "error", "confidence", "accuracy", "answering"] as const),
  ],
};

function arm<S extends string>(
  part: SamplingRow["part"],
  stage: S,
  measure: (
    context: ExperimentContext,
    stage: S,
  ) => Promise<Omit<SamplingRow, "part">[]>,
): Arm<SamplingRow> {
  return {
    name: `${part}, ${stage}`,
    async run(context) {
      const rows = await measure(context, stage);
      return rows.map((row) => ({ part, ...row }));
    },
  };
}

const DRAWS = [
  ...[0.01, 0.5, 1, 1.5, 2.2].map((temperature) => ({ temperature, topK: 0 })),
  { temperature: 1.5, topK: 3 },
];

/** Ten answers to each of 40 prompts. */
async function temperatures(context: ExperimentContext, stage: string) {
  const model = await MODELS[stage]!(context);
  const requests = testSet(context, 40);
  return DRAWS.map((draw) => {
    const rounds = Array.from({ length: amount(context, 10, 2) }, (_, i) => {
      const rng = context.rng.fork(`temperature ${i}`);
      return answerAll(model, requests, { rng, ...draw });
    });
    const reports = rounds.map((answers) => report(requests, answers));
    const different = requests.map(
      (_, i) => new Set(rounds.map((a) => a[i]!.words.join(" "))).size,
    );
    const ghosts = requests.flatMap((request, i) =>
      request.kind === "unknown"
        ? rounds.map((answers) => features(request, answers[i]!).false)
        : [],
    );
    return {
      ...{ stage, ...draw },
      correct: average(reports.map((r) => r.correct)),
      gold: average(reports.map((r) => r.gold)),
      ended: average(reports.map((r) => r.ended)),
      distinct: average(different),
      fabricates: average(ghosts),
    };
  });
}

/** The usual 400 test answers, by kind of request. */
async function hallucinations(context: ExperimentContext, stage: Stage) {
  const { answers } = await subjectOf(context, "M", stage);
  const requests = testSet(context);
  const seen = requests.map((request, i) => {
    return { kind: request.kind, ...features(request, answers[i]!) };
  });
  const kinds = [...new Set(seen.map(({ kind }) => kind))].sort();
  return kinds.map((kind: RequestKind) => {
    const own = seen.filter((f) => f.kind === kind);
    const correct = average(own.map((f) => f.correct));
    return { stage, kind, correct, false: average(own.map((f) => f.false)) };
  });
}

/** 400 open questions: is confidence 0.9 right nine times in ten? */
async function calibration(context: ExperimentContext, stage: string) {
  const model = await MODELS[stage]!(context);
  const draw = context.rng.fork("open questions");
  const requests = Array.from({ length: amount(context, 400, 24) }, () =>
    sampleRequestOfKind(draw, "open", "test"),
  );
  const exam = stage === "prompted";
  const answer = exam ? answerAsExam : answerAll;
  const answers = answer(model, requests, { rng: context.rng.fork("open") });
  const promptOf = exam ? examPrompt : prompt;
  const claims = claimsOf(model, requests, answers, promptOf);
  const answering = claims.length / requests.length;
  if (answering === 0) return [{ stage, answering }];
  return [
    {
      stage,
      answering,
      error: calibrationError(claims),
      confidence: average(claims.map((claim) => claim.confidence)),
      accuracy: average(claims.map((claim) => Number(claim.right))),
      bins: calibrationBins(claims),
    },
  ];
}

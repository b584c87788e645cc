/**
 * Where it pays to think aloud: the paper chase, with controls. Does a check
 * of the answer alone make a model write down its way, and what does not?
 *
 * The settings were chosen on seeds 1 to 7; seeds 11 to 15 judge them. Some
 * controls run on three of these.
 */
import { checkScore, isRight, isSomewhere } from "../chase/checker.ts";
import {
  type ChaseReport,
  chaseReport,
  LONGEST,
  silentSkill,
  tamper,
} from "../chase/measures.ts";
import { samplePuzzle } from "../chase/puzzle.ts";
import { CHASE } from "../chase/recipe.ts";
import { cloneGPT, type GPT } from "../gpt.ts";
import { grpoDefaults } from "../grpo.ts";
import { amount, type ExperimentContext, use } from "./experiment-context.ts";
import type { Arm, Experiment } from "./experiment.ts";
import type { ThinkingRow } from "./more-rows.ts";
import {
  answerer,
  expertIteration,
  learnAnswers,
  think,
  type Thinking,
} from "./thinking-runs.ts";

type Run = (context: ExperimentContext) => Promise<ThinkingRow[]>;

/** From the SFT model, with something changed. */
const changed =
  (changes: Thinking): Run =>
  async (context) => {
    const { policy } = await think(context, await answerer(context), changes);
    return judged(context, policy, changes.maxNewTokens);
  };

const RARE = { walks: 0.25, aloud: 0.01 };
const MIXED_SIZES = { ...CHASE, sizes: [5, 6, 7] };

/** First those that run on all seeds. */
const RUNS: Record<string, Run> = {
  "the recipe": recipe,
  "more SFT": moreSft,
  "SFT on walks": sftOnWalks,
  "expert iteration": async (context) =>
    judged(context, await expertIteration(context, await answerer(context))),
  "no walks to find": noWalks,
  "rare but good": rareButGood,
  "a hole in the check": holeAndRepair,
  "0.03 a token": changed({ scoreFn: checkScore(isRight, 0.03) }),
};

const RUNS_ON_THREE: Record<string, Run> = {
  "8 puzzles a round": changed({ groups: 8, minibatchSize: 64 }),
  "GRPO as in chapter 8": grpoOfTheBook,
  "one and two steps only": changed({ kind: { ...CHASE, steps: [1, 2] } }),
  "three steps only": changed({ kind: { ...CHASE, steps: [3] } }),
  "five to seven notes": mixedSizes,
  "longer walks, little by little": curriculum,
};

export const thinking: Experiment<ThinkingRow> = {
  name: "thinking",
  question: "Does a check of the answer make a model think aloud?",
  arms: [
    ...Object.entries(RUNS).map(([name, run]) => armOf(name, run)),
    ...Object.entries(RUNS_ON_THREE).map(([name, run]) =>
      armOf(name, async (context) => (context.seed > 13 ? [] : run(context))),
    ),
  ],
  seeds: [11, 12, 13, 14, 15],
  trainers: "experiments/thinking-runs.ts",
  keys: ["arm", "part", "stage", "k", "notes", "round"],
  columns: [
    ...(["greedy", "right", "passAt8", "guessAt8", "aloud"] as const),
    ...(["rightIfAloud", "rightIfSilent", "length", "silent"] as const),
    ...(["followed", "ignored", "score"] as const),
  ],
};

function armOf(name: string, run: Run): Arm<ThinkingRow> {
  return {
    name,
    run: async (context) =>
      (await run(context)).map((row) => ({ ...row, arm: name })),
  };
}

const ROUNDS = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 40];

/** Before and after, and the rounds between. */
async function recipe(context: ExperimentContext): Promise<ThinkingRow[]> {
  const sft = await answerer(context);
  const { policy, rounds } = await think(context, sft);
  const stages = [
    ["SFT", sft],
    ["RL", policy],
  ] as const;
  return stages.flatMap(([stage, model]) => [
    ...judged(context, model).map((row) => ({ ...row, stage })),
    ...tampered(context, model).map((row) => ({ ...row, stage })),
    ...(stage === "RL" ? elsewhere(context, model) : []),
    ...(stage === "RL"
      ? rounds.filter(({ round }) => ROUNDS.includes(round)).map(curveRow)
      : []),
  ]);
}

const curveRow = (row: object): ThinkingRow => ({ part: "rounds", ...row });

/** Puzzles for a judgement, with notes that nobody has trained on. */
function exam(context: ExperimentContext, k: number, notes = 6) {
  const rng = context.rng.fork(`exam ${k} ${notes}`);
  const kind = { split: "test", steps: [k], sizes: [notes] } as const;
  const count = amount(context, 200, 10);
  return Array.from({ length: count }, () => samplePuzzle(rng, kind));
}

function judged(
  context: ExperimentContext,
  model: GPT,
  maxNewTokens = LONGEST,
): ThinkingRow[] {
  return [1, 2, 3].map((k) => examRow(context, model, k, 6, maxNewTokens));
}

function examRow(
  context: ExperimentContext,
  model: GPT,
  k: number,
  notes: number,
  maxNewTokens = LONGEST,
): ThinkingRow & ChaseReport {
  const puzzles = exam(context, k, notes);
  const rng = context.rng.fork("exam answers");
  return {
    ...{ part: "exam", k, notes },
    ...chaseReport(model, puzzles, rng, maxNewTokens),
    silent: silentSkill(model, puzzles),
  };
}

/** What nobody practised: longer walks, and fewer and more notes. */
function elsewhere(context: ExperimentContext, model: GPT): ThinkingRow[] {
  const asked = [[4, 6], [3, 5], [3, 7]] as const; // prettier-ignore
  return asked.map(([k, notes]) => ({
    ...examRow(context, model, k, notes),
    part: "elsewhere",
  }));
}

function tampered(context: ExperimentContext, model: GPT): ThinkingRow[] {
  const rng = context.rng.fork("tamper");
  return [2, 3].map((k) => ({
    ...{ part: "tampering", k },
    ...tamper(model, exam(context, k), rng),
  }));
}

/** As many texts as the recipe's 40 rounds have answers. */
async function moreSft(context: ExperimentContext) {
  const model = use(context, cloneGPT(await answerer(context)));
  await learnAnswers(context, model, { steps: 320, learningRate: 5e-4 });
  return judged(context, model);
}

/** Somebody writes down 1,280 walks with their ends. */
async function sftOnWalks(context: ExperimentContext) {
  const model = use(context, cloneGPT(await answerer(context)));
  const mix = { walks: 0, aloud: 1 };
  await learnAnswers(context, model, { steps: 40, mix, learningRate: 5e-4 });
  return judged(context, model);
}

async function noWalks(context: ExperimentContext) {
  const sft = await answerer(context, { mix: { walks: 0.25, aloud: 0 } });
  return judged(context, (await think(context, sft)).policy);
}

/** Walks become rare before they are rewarded. */
async function rareButGood(context: ExperimentContext) {
  const sft = use(context, cloneGPT(await answerer(context)));
  await learnAnswers(context, sft, {
    ...{ steps: 100, mix: RARE, learningRate: 1e-3 },
  });
  const before = judged(context, sft);
  const { policy, rounds } = await think(context, sft, { iterations: 100 });
  return [
    ...before.map((row) => ({ ...row, stage: "SFT" })),
    ...judged(context, policy).map((row) => ({ ...row, stage: "RL" })),
    ...rounds.filter(({ round }) => round % 5 === 0).map(curveRow),
  ];
}

/** The right name anywhere, in 16 tokens; then the rule that it should be. */
async function holeAndRepair(context: ExperimentContext) {
  const loose = { scoreFn: checkScore(isSomewhere), maxNewTokens: 16 };
  const hole = await think(context, await answerer(context), loose);
  const long = { iterations: 40, maxNewTokens: 16 };
  const repaired = await think(context, hole.policy, long);
  const last = hole.rounds.at(-1)!;
  return [
    ...judged(context, hole.policy, 16).map((row) => ({
      ...{ ...row, stage: "hole", score: last.score },
    })),
    ...judged(context, repaired.policy, 16).map((row) => {
      return { ...row, stage: "repaired" };
    }),
  ];
}

/** The defaults of grpo.ts, but that no end is no point. */
async function grpoOfTheBook(context: ExperimentContext) {
  const sft = await answerer(context);
  const own = { refPolicy: sft, maxNewTokens: LONGEST, noEndScore: 0 };
  const { policy } = await think(context, sft, { ...grpoDefaults, ...own });
  return judged(context, policy);
}

/** Where a step is said does not tell how many there were. */
async function mixedSizes(context: ExperimentContext) {
  const sft = await answerer(context, { kind: MIXED_SIZES });
  const change = { kind: MIXED_SIZES, iterations: 80 };
  const { policy } = await think(context, sft, change);
  return [5, 6, 7].flatMap((notes) =>
    [1, 2, 3].map((k) => examRow(context, policy, k, notes)),
  );
}

/** Up to four steps, then up to five, from a model that has done three. */
async function curriculum(context: ExperimentContext) {
  let model = await answerer(context);
  for (const steps of [
    [1, 2, 3],
    [2, 3, 4],
    [3, 4, 5],
  ]) {
    const kind = { ...CHASE, steps };
    model = (await think(context, model, { kind })).policy;
  }
  return [1, 2, 3, 4, 5].map((k) => examRow(context, model, k, 6));
}

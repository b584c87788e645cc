/** The paper chase's models, and what their trainings report. */
import { average } from "../advantages.ts";
import { checkScore, isAloud, isRight, puzzleOf } from "../chase/checker.ts";
import { LONGEST } from "../chase/measures.ts";
import type { PuzzleKind } from "../chase/puzzle.ts";
import {
  answerLessons,
  CHASE,
  chaseConfig,
  chaseQueries,
  thinkSettings,
  walkLessons,
} from "../chase/recipe.ts";
import { chase } from "../chase/vocabulary.ts";
import { generate } from "../generate.ts";
import { cloneGPT, type GPT } from "../gpt.ts";
import { type GrpoOptions, trainGrpo } from "../grpo.ts";
import { initGPT } from "../init-gpt.ts";
import type { QueryResponse } from "../query-response.ts";
import type { ScoreFn } from "../rollout.ts";
import { trainSft } from "../sft.ts";
import {
  amount,
  cachedGPT,
  type ExperimentContext,
  finish,
  use,
} from "./experiment-context.ts";

/** A model that has only read walks. */
export function walker(context: ExperimentContext): Promise<GPT> {
  return cached(context, "chase, walks", async () => {
    const model = initGPT(chaseConfig, context.rng.fork("weights"));
    const lessons = walkLessons(context.rng, amount(context, 700, 3));
    await finish(context, "walks", trainSft({ model, ...lessons }));
    return model;
  });
}

type AnswerOptions = NonNullable<Parameters<typeof answerLessons>[1]>;

/** The walker after SFT, by the recipe or with something changed. */
export function answerer(
  context: ExperimentContext,
  options: AnswerOptions = {},
): Promise<GPT> {
  const key = `chase, answers ${JSON.stringify(options)}`;
  return cached(context, key, async () => {
    const model = await walker(context);
    await learnAnswers(context, model, options, context.rng);
    return model;
  });
}

/** SFT on texts of its own, unless they are to be the recipe's. */
export async function learnAnswers(
  context: ExperimentContext,
  model: GPT,
  { steps = 300, ...options }: AnswerOptions = {},
  rng = context.rng.fork("afterwards"),
): Promise<void> {
  const own = { ...options, steps: amount(context, steps, 3) };
  const lessons = answerLessons(rng, own);
  await finish(context, "answers", trainSft({ model, ...lessons }));
}

function cached(
  context: ExperimentContext,
  key: string,
  train: () => Promise<GPT>,
): Promise<GPT> {
  return cachedGPT(context, key, train, chase);
}

/** What a round's answers were like, on puzzles of k steps. */
export interface RoundRow {
  /** rounds so far, this one included */
  round: number;
  k: number;
  right: number;
  aloud: number;
  /** what the trainer was told, for answers to all puzzles */
  score: number;
  length: number;
}

export interface Thinking extends Partial<GrpoOptions> {
  kind?: PuzzleKind;
}

/** Reinforcement by a check. @returns the policy, and its rounds */
export async function think(
  context: ExperimentContext,
  start: GPT,
  { kind = CHASE, ...changes }: Thinking = {},
): Promise<{ policy: GPT; rounds: RoundRow[] }> {
  const policy = use(context, cloneGPT(start));
  const rounds: RoundRow[] = [];
  const scoreFn = changes.scoreFn ?? checkScore();
  const settings = { ...thinkSettings, ...changes };
  const trainer = trainGrpo({
    ...settings,
    policy,
    scoreFn: noting(scoreFn, rounds),
    queries: chaseQueries(context.rng, 2000, kind),
    rng: context.rng.fork("think"),
    iterations: amount(context, settings.iterations, 2),
  });
  const steps = await finish(context, "think", trainer);
  for (const row of rounds) row.score = steps[row.round - 1]!.score;
  return { policy, rounds };
}

/** Writes a row for each k of a round before its answers are judged. */
function noting(scoreFn: ScoreFn, rows: RoundRow[]): ScoreFn {
  let round = 0;
  return (queryResponses) => {
    round += 1;
    const seen = queryResponses.map((pair) => {
      const puzzle = puzzleOf(pair);
      const right = Number(isRight(puzzle, pair.response));
      const aloud = Number(isAloud(pair.response));
      return { k: puzzle.steps, right, aloud, length: pair.response.length };
    });
    for (const k of [...new Set(seen.map((one) => one.k))].sort()) {
      const own = seen.filter((one) => one.k === k);
      const mean = (name: "right" | "aloud" | "length") =>
        average(own.map((one) => one[name]));
      const numbers = { right: mean("right"), aloud: mean("aloud") };
      rows.push({ round, k, ...numbers, score: NaN, length: mean("length") });
    }
    return scoreFn(queryResponses);
  };
}

/**
 * No reinforcement: five times, 256 puzzles with eight answers each (as many
 * as 40 rounds), and SFT on those of them that are right.
 */
export async function expertIteration(
  context: ExperimentContext,
  start: GPT,
): Promise<GPT> {
  const model = use(context, cloneGPT(start));
  for (let turn = 1; turn <= amount(context, 5, 1); turn++) {
    const rng = context.rng.fork(`expert iteration ${turn}`);
    const puzzles = chaseQueries(rng, amount(context, 256, 16));
    const queries = puzzles.flatMap((query) => Array(8).fill(query));
    const right: QueryResponse[] = [];
    for (let i = 0; i < queries.length; i += 256) {
      const part: number[][] = queries.slice(i, i + 256);
      const own = { rng: rng.fork(i), maxNewTokens: LONGEST };
      generate(model, part, own).forEach((response, j) => {
        const pair = { query: part[j]!, response };
        if (isRight(puzzleOf(pair), response)) right.push(pair);
      });
    }
    if (right.length === 0) continue;
    const order = rng.fork("order");
    const lessons = { demonstrations: right, rng: order, epochs: 1 };
    const sizes = { batchSize: 32, learningRate: 5e-4 };
    const trainer = trainSft({ model, ...lessons, ...sizes });
    await finish(context, "expert iteration", trainer);
  }
  return model;
}

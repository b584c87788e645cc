/**
 * How near does training come to the best there is? A world of three queries
 * and 400 answers, with a reward for each: the best policy at every price of
 * drift is known exactly (illustrations/exact-policy.ts), and so is what each
 * method's policy earns, without a single sample. The distance that is left
 * is the method's own: of its gradient, of its sampling, of its data.
 *
 * All make 1200 updates (RLOO 600) at one rate, from 9600 answers. PPO and
 * its relatives write their own and get their rewards; DPO gets 4800 pairs of
 * the reference's answers, and who won. Nothing was tuned.
 */
import { cloneGPT, type GPT } from "../gpt.ts";
import { groupMethods } from "../methods/group-methods.ts";
import { trainGrpo } from "../grpo.ts";
import { withScalarHead } from "../heads.ts";
import {
  allAnswers,
  answerDistribution,
  type AnswerSpace,
  bestOfNPolicy,
  bestPolicy,
  bestRewardAt,
  placeOf,
} from "../illustrations/exact-policy.ts";
import { initGPT } from "../init-gpt.ts";
import { trainDpo } from "../dpo.ts";
import { trainPpo } from "../ppo.ts";
import { hasEnded, type QueryResponse } from "../query-response.ts";
import { generate } from "../generate.ts";
import type { Rng } from "../random.ts";
import { trainSft } from "../sft.ts";
import { exp } from "../base/exact-math.ts";
import type { Experiment } from "./experiment.ts";
import type { ExactFrontierRow } from "./more-rows.ts";
import {
  amount,
  type ExperimentContext,
  finish,
} from "./experiment-context.ts";
import { use } from "./experiment-context.ts";

const V = 8;
const LONGEST = 3;
const QUERIES = [[2], [3], [4]];
const PRICES = [0.1, 0.3, 1];
/** What an answer earns that does not end; the others earn N(0, 1). */
const NO_END = -2;

/** What all methods start from. */
interface Start {
  context: ExperimentContext;
  refPolicy: GPT;
  spaces: AnswerSpace[];
  scoreFn: (answers: readonly QueryResponse[]) => number[];
}

type Train = (start: Start, policy: GPT, klCoef: number) => Promise<unknown>;

const METHODS: Record<string, Train> = {
  PPO: ppo,
  GRPO: group({}),
  RLOO: group(groupMethods.RLOO),
  DPO: dpo,
};

export const exactFrontier: Experiment<ExactFrontierRow> = {
  name: "exact-frontier",
  question: "How near do the methods come to the best policy of their drift?",
  arms: [
    { name: "exact", run: exact },
    ...Object.entries(METHODS).flatMap(([method, train]) =>
      PRICES.map((klCoef) => ({
        name: `${method}, ${klCoef}`,
        run: async (context: ExperimentContext) => {
          const start = await begin(context);
          const policy = use(context, cloneGPT(start.refPolicy));
          await train(start, policy, klCoef);
          return [
            row(start, { method, klCoef }, (space) =>
              answerDistribution(policy, space.query, space.answers),
            ),
          ];
        },
      })),
    ),
  ],
  keys: ["method", "klCoef", "n"],
  columns: ["kl", "reward", "best", "missing"],
};

/** The frontier itself, and best of n, by arithmetic alone. */
async function exact(context: ExperimentContext): Promise<ExactFrontierRow[]> {
  const start = await begin(context);
  return [
    row(start, { method: "reference" }, ({ reference }) => reference),
    ...[...PRICES, 0.03, 3].map((klCoef) =>
      row(start, { method: "best policy", klCoef }, (space) =>
        bestPolicy(space, klCoef),
      ),
    ),
    ...[2, 4, 8, 16, 64].map((n) =>
      row(start, { method: "best of n", n }, (space) =>
        bestOfNPolicy(space, n),
      ),
    ),
  ];
}

function row(
  { spaces }: Start,
  what: Pick<ExactFrontierRow, "method" | "klCoef" | "n">,
  policyOf: (space: AnswerSpace) => readonly number[],
): ExactFrontierRow {
  const { reward, kl } = placeOf(spaces, policyOf);
  const { klCoef } = what;
  if (klCoef === undefined) {
    return { ...what, kl, reward, best: bestRewardAt(spaces, kl) };
  }
  const ideal = placeOf(spaces, (space) => bestPolicy(space, klCoef));
  const value = (place: typeof ideal) => place.reward - klCoef * place.kl;
  const missing = value(ideal) - value({ reward, kl });
  return { ...what, kl, reward, best: bestRewardAt(spaces, kl), missing };
}

/** The reference: fine-tuned on answers of its own taste. */
async function begin(context: ExperimentContext): Promise<Start> {
  const rng = context.rng.fork("exact frontier");
  const sizes = { vocabSize: V, blockSize: 8, width: 32, layers: 2, heads: 2 };
  const refPolicy = use(context, initGPT(sizes, rng.fork("weights")));
  const demonstrations = firstAnswers(rng.fork("demonstrations"));
  const own = { demonstrations, rng: rng.fork("sft"), learningRate: 3e-3 };
  const steps = trainSft({ model: refPolicy, ...own, epochs: 4 });
  await finish(context, "reference", steps);
  const answers = allAnswers(V, LONGEST);
  const rewards = new Map<string, number>();
  const spaces = QUERIES.map((query) => {
    const chance = rng.fork(`rewards of ${query[0]}`);
    const own = answers.map((answer) => {
      const reward = hasEnded(answer) ? chance.normal() : NO_END;
      rewards.set(`${query}: ${answer}`, reward);
      return reward;
    });
    const reference = answerDistribution(refPolicy, query, answers);
    return { query, answers, reference, rewards: own };
  });
  return {
    ...{ context, refPolicy, spaces },
    scoreFn: (given) =>
      given.map(({ query, response }) => rewards.get(`${query}: ${response}`)!),
  };
}

/** One or two words and the end, some words more often than others. */
function firstAnswers(rng: Rng): QueryResponse[] {
  const words = [2, 3, 4, 5, 6, 7];
  return Array.from({ length: 600 }, (_, i) => {
    const liking = words.map((word) => 1 + ((word + i) % 3));
    const word = () => words[rng.weighted(liking)]!;
    const length = 1 + Number(rng.chance(0.8));
    const response = [...Array.from({ length }, word), 1];
    return { query: QUERIES[i % QUERIES.length]!, response };
  });
}

function sizes(context: ExperimentContext) {
  return {
    iterations: amount(context, 150, 3),
    learningRate: 1e-3,
    maxNewTokens: LONGEST,
  };
}

async function ppo(start: Start, policy: GPT, klCoef: number) {
  const { context, refPolicy, scoreFn } = start;
  const rng = context.rng.fork("ppo");
  const valueModel = use(context, withScalarHead(refPolicy, rng.fork("value")));
  const steps = trainPpo({
    ...{ policy, refPolicy, valueModel, scoreFn, queries: QUERIES, rng },
    ...{ ...sizes(context), klCoef, noEndScore: NO_END },
  });
  return finish(context, `PPO, ${klCoef}`, steps);
}

function group(method: Partial<Parameters<typeof trainGrpo>[0]>): Train {
  return (start, policy, klCoef) => {
    const { context, refPolicy, scoreFn } = start;
    const rng = context.rng.fork("grpo");
    const steps = trainGrpo({
      ...{ policy, refPolicy, scoreFn, queries: QUERIES, rng },
      ...{ ...sizes(context), klCoef, noEndScore: NO_END, ...method },
    });
    return finish(context, `groups, ${klCoef}`, steps);
  };
}

/** On pairs that the reference wrote and Bradley and Terry's people judged. */
async function dpo(start: Start, policy: GPT, klCoef: number) {
  const { context, refPolicy, scoreFn } = start;
  const rng = context.rng.fork("dpo");
  const count = amount(context, 4800, 48);
  const queries = Array.from({ length: count }, (_, i) => QUERIES[i % 3]!);
  const write = (name: string) =>
    generate(refPolicy, queries, {
      ...{ rng: rng.fork(name), maxNewTokens: LONGEST },
    });
  const [first, second] = [write("first"), write("second")];
  const judge = rng.fork("judge");
  const comparisons = queries.map((query, i) => {
    const pair = [first[i]!, second[i]!];
    const scores = scoreFn(pair.map((response) => ({ query, response })));
    const wins = 1 / (1 + exp(scores[1]! - scores[0]!));
    return { query, ranked: judge.chance(wins) ? pair : pair.toReversed() };
  });
  const steps = trainDpo({
    ...{ policy, refPolicy, comparisons, rng, klCoef },
    ...{ epochs: 4, batchSize: 16, learningRate: 1e-3 },
  });
  return finish(context, `DPO, ${klCoef}`, steps);
}

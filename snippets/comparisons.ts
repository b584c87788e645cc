/**
 * Comparison data, the first half of InstructGPT's step 2: the SFT model
 * answers each prompt several times and a labeler ranks the answers.
 */
import type { GPT } from "./gpt.ts";
import { generateTogether } from "./workers/generate-together.ts";
import type { Rng } from "./random.ts";
import type { Comparison } from "./reward-model.ts";
import { readAnswer } from "./world/gold.ts";
import { type Labeler, mergeIdentical, rank } from "./world/labelers.ts";
import { prompt, type Request } from "./world/requests.ts";
import { sampleRequest } from "./world/sample-request.ts";
import { burrow } from "./world/vocabulary.ts";

/** One prompt with its answers, best first, as a line of a JSONL file. */
export interface RankedAnswers {
  prompt: string;
  labeler: string;
  /** words, with "<end>" where the answer came to its end */
  ranked: string[];
}

export interface CollectOptions {
  /** the SFT model */
  model: GPT;
  /** one of them, drawn at random, ranks all answers to a prompt */
  labelers: readonly Labeler[];
  rng: Rng;
  prompts?: number;
  /** prompts answered together */
  batchSize?: number;
}

/** Collects comparisons on training prompts; yields a batch at a time. */
export async function* collectComparisons({
  model,
  labelers,
  rng,
  prompts = 2000,
  batchSize = 16,
}: CollectOptions): AsyncGenerator<RankedAnswers[]> {
  for (let first = 0; first < prompts; first += batchSize) {
    const size = Math.min(batchSize, prompts - first);
    const own = rng.fork(first);
    const requests = Array.from({ length: size }, () =>
      sampleRequest(own, { split: "train" }),
    );
    const answers = await sampleSets(model, requests, own);
    yield requests.map((request, i) => {
      const labeler = own.choice(labelers);
      return scoreByLabeler(request, answers[i]!, labeler, own);
    });
  }
}

/** K answers to every request, K drawn from 4 to 9. */
async function sampleSets(
  model: GPT,
  requests: readonly Request[],
  rng: Rng,
): Promise<number[][][]> {
  const counts = requests.map(() => 4 + rng.integer(6));
  const queries = requests.flatMap((request, i) => {
    const query = burrow.encode(prompt(request));
    return Array.from({ length: counts[i]! }, () => query);
  });
  const options = { rng: rng.fork("answers") };
  const answers = await generateTogether(model, queries, options);
  return counts.map((K) => answers.splice(0, K));
}

/** Ties can't be ranked: identical answers count as one. */
function scoreByLabeler(
  request: Request,
  responses: readonly number[][],
  labeler: Labeler,
  rng: Rng,
): RankedAnswers {
  const answers = mergeIdentical(responses.map(readAnswer));
  const order = rank(labeler, request, answers, rng);
  return {
    prompt: prompt(request),
    labeler: labeler.name,
    ranked: order.map((i) => {
      const { words, ended } = answers[i]!;
      return [...words, ...(ended ? ["<end>"] : [])].join(" ");
    }),
  };
}

/** The same as tokens, for the reward model. */
export function encodeComparison(ranked: RankedAnswers): Comparison {
  return {
    query: burrow.encode(ranked.prompt),
    ranked: ranked.ranked.map((answer) => burrow.encode(answer)),
  };
}

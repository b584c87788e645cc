/**
 * A round of groups: every query answered several times, judged, and each
 * answer compared with the others of its group.
 */
import type { GPT } from "./gpt.ts";
import { type AdvantageKind, groupAdvantages } from "./group-advantages.ts";
import type { GroupSample } from "./grpo-update.ts";
import { hasEnded, type QueryResponse } from "./query-response.ts";
import type { Rng } from "./random.ts";
import { checkScores, readPolicy, type ScoreFn } from "./rollout.ts";
import { answersSummary } from "./round-summary.ts";
import { collect, queryResponseBatch } from "./token-batch.ts";
import { generateTogether } from "./workers/generate-together.ts";
import { readTogether } from "./workers/read-together.ts";

export interface GroupSampling {
  policy: GPT;
  refPolicy?: GPT;
  scoreFn: ScoreFn;
  queries: readonly (readonly number[])[];
  rng: Rng;
  groups: number;
  groupSize: number;
  maxNewTokens: number;
  maxDraws: number;
  noEndScore: number;
  overlongBuffer: number;
  advantage: AdvantageKind;
  klIn: "loss" | "score";
  klCoef: number;
}

/**
 * Samples `groups` groups. Where the answers of a group all score the same it
 * teaches nothing, and up to `maxDraws` times others are drawn in its place.
 * @returns what to learn from, and what all that was sampled was like
 */
export async function sampleGroups(settings: GroupSampling) {
  const { groups, groupSize, maxDraws, rng } = settings;
  const drawn: GroupSample[] = [];
  let kept: GroupSample[] = [];
  for (let draw = 1; draw <= maxDraws; draw++) {
    const own = draw === 1 ? rng : rng.fork(`draw ${draw}`);
    drawn.push(...(await drawGroups({ ...settings, rng: own })));
    kept = fullestFirst(drawn, groupSize, maxDraws > 1);
    kept = kept.slice(0, groups * groupSize);
    if (kept.every(({ advantage }) => !isIdle(advantage))) break;
  }
  return { samples: kept, summary: summaryOf(drawn, kept) };
}

/** Groups that teach something before those that do not, if it matters. */
function fullestFirst(
  samples: readonly GroupSample[],
  groupSize: number,
  matters: boolean,
): GroupSample[] {
  if (!matters) return [...samples];
  const flat = samples.map((_, i) => {
    const first = i - (i % groupSize);
    const group = samples.slice(first, first + groupSize);
    return group.every(({ advantage }) => isIdle(advantage));
  });
  const only = (wanted: boolean) =>
    samples.filter((_, i) => flat[i] === wanted);
  return [...only(false), ...only(true)];
}

/** What it takes to ask: so many queries, each so many times. */
export type GroupAsking = Pick<
  GroupSampling,
  "policy" | "queries" | "rng" | "groups" | "groupSize" | "maxNewTokens"
>;

/** Draws queries, and has each answered several times, at temperature 1. */
export async function answerGroups(asking: GroupAsking) {
  const { policy, rng, groups, groupSize, maxNewTokens } = asking;
  const draw = rng.fork("queries");
  const queries = Array.from({ length: groups }, () => {
    const query = draw.choice(asking.queries);
    return Array.from({ length: groupSize }, () => query);
  }).flat();
  const sampling = { rng, maxNewTokens };
  const responses = await generateTogether(policy, queries, sampling);
  return queries.map((query, i) => ({ query, response: responses[i]! }));
}

async function drawGroups(settings: GroupSampling): Promise<GroupSample[]> {
  const { policy, refPolicy } = settings;
  const queryResponses = await answerGroups(settings);
  const batch = queryResponseBatch(queryResponses);
  const reference = refPolicy && readTogether("logprobs", refPolicy, batch);
  const own = readPolicy(policy, queryResponses);
  const judged = await settings.scoreFn(queryResponses);
  checkScores(judged, queryResponses.length);
  const { logprobs, entropy } = await own();
  const read = reference && collect(queryResponses, await reference());
  const samples = queryResponses.map((queryResponse, i) => ({
    ...queryResponse,
    score: scoreOf(queryResponse, judged[i]!, settings),
    logprobs: logprobs[i]!,
    entropy: entropy[i]!,
    ...(read && { refLogprobs: read[i]! }),
  }));
  return withAdvantages(samples, settings);
}

/** The judge's word, if the answer ended, less what its length costs. */
function scoreOf(
  { response }: QueryResponse,
  judged: number,
  { noEndScore, overlongBuffer, maxNewTokens }: GroupSampling,
): number {
  const score = hasEnded(response) ? judged : noEndScore;
  if (overlongBuffer === 0) return score;
  const over = response.length - (maxNewTokens - overlongBuffer);
  return score - Math.max(0, over) / overlongBuffer;
}

function withAdvantages(
  samples: readonly Omit<GroupSample, "advantage">[],
  { groupSize, advantage, klIn, klCoef }: GroupSampling,
): GroupSample[] {
  const rewards = samples.map((sample) => {
    if (klIn === "loss" || klCoef === 0) return sample.score;
    return sample.score - klCoef * driftOf(sample);
  });
  const advantages = groupAdvantages(rewards, groupSize, advantage);
  return samples.map((sample, i) => ({
    ...sample,
    advantage: advantages[i]!,
  }));
}

/** The sum over an answer's tokens of log pi - log ref. */
function driftOf({ logprobs, refLogprobs }: Omit<GroupSample, "advantage">) {
  return logprobs.reduce((sum, x, t) => sum + x - refLogprobs![t]!, 0);
}

function isIdle(advantage: number): boolean {
  return Math.abs(advantage) < 1e-6;
}

/** What all that was sampled was like, and what of it teaches nothing. */
function summaryOf(
  drawn: readonly GroupSample[],
  kept: readonly GroupSample[],
) {
  const idle = kept.filter(({ advantage }) => isIdle(advantage)).length;
  return {
    ...answersSummary(drawn),
    sampled: drawn.length,
    idle: idle / kept.length,
    ...(idle === kept.length && {
      note: "no group had answers of different scores: nothing to prefer",
    }),
  };
}

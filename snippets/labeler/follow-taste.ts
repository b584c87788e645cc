/**
 * PPO towards a reader's taste, with what one wants to see of every round:
 * beside the score that it is trained for, the crew's part of it, the gold
 * rubric's that nobody is trained for, and the tones of its answers.
 */
import { average } from "../advantages.ts";
import type { GPT } from "../gpt.ts";
import { cloneScalarModel, type ScalarModel } from "../heads.ts";
import { type PpoOptions, type PpoStep, trainPpo } from "../ppo.ts";
import type { QueryResponse } from "../query-response.ts";
import { type Episode, rollout } from "../rollout.ts";
import { readAnswer } from "../world/gold.ts";
import { parseRequest } from "../world/parse-request.ts";
import { burrow } from "../world/vocabulary.ts";
import { readerPpoDefaults } from "./taste-reward.ts";
import { type Worth, worthOf } from "./worth.ts";

type PpoSettings = Omit<PpoOptions, "scoreFn" | "rolloutFn" | "refPolicy">;

export interface FollowTasteOptions extends Omit<PpoSettings, "valueModel"> {
  /** the SFT model: the anchor of the KL penalty */
  sft: GPT;
  /** the crew's reward model */
  crew: ScalarModel;
  /** starts as a copy of the crew's model unless given; changes in place */
  valueModel?: ScalarModel;
  /** the reward with the crew's part of it, such as explainTaste() gives */
  explain: (
    queryResponses: readonly QueryResponse[],
  ) => { crew: number; total: number }[];
}

/** Means over the answers of a round; `score` is what PPO is trained for. */
export interface TasteRound extends PpoStep, Worth {
  /** the crew's part of the score: its judgement within a tone */
  crew: number;
}

/** Trains `policy`, a copy of the SFT model; yields after every round. */
export async function* followTaste({
  sft,
  crew,
  valueModel = cloneScalarModel(crew),
  explain,
  ...options
}: FollowTasteOptions): AsyncGenerator<TasteRound> {
  let crewParts: number[] = [];
  let episodes: Episode[] = [];
  const rounds = trainPpo({
    ...readerPpoDefaults,
    ...options,
    refPolicy: sft,
    valueModel,
    scoreFn(queryResponses) {
      const explained = explain(queryResponses);
      crewParts = explained.map((own) => own.crew);
      return explained.map(({ total }) => total);
    },
    async rolloutFn(settings) {
      episodes = await rollout(settings);
      return episodes;
    },
  });
  for await (const round of rounds) {
    const asked = episodes.map(({ query, response }) => ({
      request: parseRequest(burrow.decode(query))!,
      answer: readAnswer(response),
    }));
    yield { ...round, crew: average(crewParts), ...worthOf(asked) };
  }
}

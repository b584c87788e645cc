import { loadGPT, loadScalarModel, type ReadFile } from "mini-rlhf/checkpoint";
import { encodeState, restoreState } from "mini-rlhf/learner-state";
import { generate } from "mini-rlhf/generate";
import { cloneGPT, type GPT } from "mini-rlhf/gpt";
import { cloneScalarModel, type ScalarModel, scalarParameters } from "mini-rlhf/heads";
import type { FeatureScorer } from "mini-rlhf/labeler/deck";
import type { Taste } from "mini-rlhf/labeler/fit-taste";
import { followTaste, type TasteRound } from "mini-rlhf/labeler/follow-taste";
import { explainTaste } from "mini-rlhf/labeler/taste-reward";
import { type AdamW, createAdamW } from "mini-rlhf/optimizer";
import { ppoDefaults } from "mini-rlhf/ppo";
import { createRng } from "mini-rlhf/random";
import { trainingQueries } from "mini-rlhf/training-recipe";
import { burrow } from "mini-rlhf/world/vocabulary";
import type { ModelName } from "./models.ts";
import { type RankedTexts, type ShownRound, watchedPrompts } from "./protocol.ts";
import { explainTuned, tuneRewardModel } from "./tuned-reward.ts";

/** The files of a folder of the book, such as "checkpoints/sft". */
export type OpenFolder = (folder: string) => ReadFile;

export interface BookModels {
  sft: GPT;
  crew: ScalarModel;
  /** the book's own PPO, on the crew's taste alone; loaded when it is asked for */
  crewPolicy(): Promise<GPT>;
  scorer: FeatureScorer;
}

export async function loadModels(open: OpenFolder): Promise<BookModels> {
  const [sft, crew, deck] = await Promise.all([
    loadGPT(open("checkpoints/sft")),
    loadScalarModel(open("checkpoints/reward")),
    open("labeler")("deck.json"),
  ]);
  const { scorer } = JSON.parse(new TextDecoder().decode(deck)) as { scorer: FeatureScorer };
  let policy: Promise<GPT> | undefined;
  return { sft, crew, scorer, crewPolicy: () => (policy ??= loadGPT(open("checkpoints/ppo"))) };
}

/** What a training starts from. */
export interface TrainingStart {
  taste: Taste;
  seed: number;
  /** rankings that tune the whole reward model, in the place of the taste; null where the taste counts */
  whole: readonly RankedTexts[] | null;
}

/** PPO on a reader's taste, which can be stopped, kept, and go on to the bit where it was. */
export class TasteTraining {
  readonly policy: GPT;
  readonly #start: TrainingStart;
  readonly #models: BookModels;
  readonly #tuned: ScalarModel | null;
  readonly #valueModel: ScalarModel;
  readonly #optimizers: Record<"policy" | "value", AdamW>;

  static async begin(models: BookModels, start: TrainingStart): Promise<TasteTraining> {
    const tuned = start.whole ? await tuneRewardModel(models.crew, start.whole, createRng(start.seed)) : null;
    return new TasteTraining(models, start, tuned);
  }

  private constructor(models: BookModels, start: TrainingStart, tuned: ScalarModel | null) {
    this.#start = start;
    this.#models = models;
    this.#tuned = tuned;
    this.policy = cloneGPT(models.sft);
    this.#valueModel = cloneScalarModel(tuned ?? models.crew);
    const adam = { epsilon: ppoDefaults.adamEpsilon };
    this.#optimizers = {
      policy: createAdamW(this.policy.params, adam),
      value: createAdamW(scalarParameters(this.#valueModel), adam),
    };
  }

  /** Everything that the next round depends on. */
  get state(): Uint8Array {
    return encodeState(this.#optimizers);
  }

  set state(state: Uint8Array) {
    restoreState(this.#optimizers, state);
  }

  /** @param rounds in all, with those that there have been */
  async *run(rounds: number): AsyncGenerator<ShownRound> {
    const { taste, seed } = this.#start;
    const rng = createRng(seed);
    const { sft, crew, scorer } = this.#models;
    const tuned = this.#tuned;
    const training = followTaste({
      ...{ sft, crew },
      explain: tuned ? (texts) => explainTuned(tuned, crew, texts) : explainTaste({ sft, crew, scorer, taste }),
      policy: this.policy,
      valueModel: this.#valueModel,
      optimizer: this.#optimizers.policy,
      valueOptimizer: this.#optimizers.value,
      queries: trainingQueries(rng),
      rng: rng.fork("ppo"),
      iterations: rounds,
    });
    for await (const round of training) yield { ...shown(round), says: mostProbable(this.policy, watchedPrompts) };
  }
}

function shown({ step, score, crew, gold, correct, kl, tones }: TasteRound): Omit<ShownRound, "says"> {
  return { step, proxy: score, crew, gold, correct, kl, tones };
}

/** One sampled answer to each prompt, as words. */
export function answers(model: GPT, prompts: readonly string[], seed: number): string[] {
  const queries = prompts.map((prompt) => burrow.encode(prompt));
  return generate(model, queries, { rng: createRng(seed) }).map((tokens) => burrow.decode(tokens));
}

/** The answers that a model would give if it always took the most probable word. */
function mostProbable(model: GPT, prompts: readonly string[]): string[] {
  const queries = prompts.map((prompt) => burrow.encode(prompt));
  return generate(model, queries, { rng: createRng(1), topK: 1 }).map((tokens) => burrow.decode(tokens));
}

/** @throws where the reader has trained none yet */
export async function modelOf(name: ModelName, models: BookModels, training: TasteTraining | null): Promise<GPT> {
  if (name === "sft") return models.sft;
  if (name === "crew") return models.crewPolicy();
  if (!training) throw new Error("There is no model of yours yet: rank some cards, then press Train.");
  return training.policy;
}

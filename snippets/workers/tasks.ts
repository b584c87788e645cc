/**
 * What another worker can do for this one, each by its name: a function of a
 * model and of plain data, which gives plain data.
 */
import type * as tf from "@tensorflow/tfjs";
import { continueTexts, type TextOptions } from "../generate.ts";
import type { GPT } from "../gpt.ts";
import { responseScores, type ScalarModel, tokenValues } from "../heads.ts";
import { logprobsAndEntropy, tokenLogprobs } from "../logprobs.ts";
import type { LossName } from "../losses.ts";
import type { QueryResponse } from "../query-response.ts";
import { rngNamed } from "../random.ts";
import { readBack } from "../read-back.ts";
import { gradientOfAll, numbersOf } from "./shard-gradient.ts";
import type { TokenBatch } from "../token-batch.ts";

/** Parts of a batch to learn from. */
export interface GradientRequest {
  loss: LossName;
  /** so many of the model's parameters, the first ones, are being trained */
  trained: number;
  shards: readonly unknown[];
}

/** Texts to continue, each with the name of its stream of chance. */
export interface Prompts extends TextOptions {
  prompts: readonly (readonly number[])[];
  streams: readonly string[];
}

/** Answers to judge; `width` as in tokenBatch(). */
export interface Answers {
  queryResponses: readonly QueryResponse[];
  width: number;
}

/** What comes with a model to where it is sent. */
export interface TaskBuffers {
  parameters: readonly tf.Tensor[];
  /** the array that they came in; it goes back, with whatever is in it */
  room: Float32Array;
}

export const tasks = {
  /** The gradient is written at the beginning of the room. */
  gradient(
    model: unknown,
    lesson: GradientRequest,
    { parameters, room }: TaskBuffers,
  ) {
    const { loss, trained, shards } = lesson;
    const wanted = parameters.slice(0, trained);
    const { gradient, ...found } = gradientOfAll(loss, model, wanted, shards);
    room.set(numbersOf(gradient));
    gradient.dispose();
    return found;
  },

  /** The continuations. */
  texts(gpt: GPT, { prompts, streams, ...options }: Prompts) {
    return continueTexts(gpt, prompts, streams.map(rngNamed), options);
  },

  /** As `tokenLogprobs` lays them out. */
  logprobs(gpt: GPT, batch: TokenBatch) {
    return readBack(() => tokenLogprobs(gpt, batch));
  },

  /** As `tokenValues` lays them out. */
  values(model: ScalarModel, batch: TokenBatch) {
    return readBack(() => tokenValues(model, batch));
  },

  /** log p of every token of a row, then how open it was, [B, 2, T-1]. */
  logprobsAndEntropy(gpt: GPT, batch: TokenBatch) {
    return readBack(() => logprobsAndEntropy(gpt, batch));
  },

  /** One per answer. */
  scores(model: ScalarModel, { queryResponses, width }: Answers) {
    return readBack(() => responseScores(model, queryResponses, width));
  },
};

export type TaskName = keyof typeof tasks;
type Task<Name extends TaskName> = (typeof tasks)[Name];
export type ModelFor<Name extends TaskName> = Parameters<Task<Name>>[0];
export type InputFor<Name extends TaskName> = Parameters<Task<Name>>[1];
export type OutputOf<Name extends TaskName> = ReturnType<Task<Name>>;

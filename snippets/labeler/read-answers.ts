/**
 * What the two models make of answers, as plain numbers: the SFT model's word
 * embeddings, the crew's score, and the hidden states of both. All of the
 * learner's features are made of these.
 */
import * as tf from "@tensorflow/tfjs";
import type { GPT } from "../gpt.ts";
import { hiddenStates } from "../gpt.ts";
import type { ScalarModel } from "../heads.ts";
import type { QueryResponse } from "../query-response.ts";
import { readBack } from "../read-back.ts";
import { END } from "../tokenizer.ts";
import { queryResponseBatch } from "../token-batch.ts";

export interface Readers {
  sft: GPT;
  /** the reward model that a crew of labelers trained; frozen */
  crew: ScalarModel;
}

/** One answer, read. */
export interface Reading {
  /** the crew's score */
  score: number;
  /** tokens before the end */
  words: number;
  /** the sum of the words' embeddings, and how many there are. [C + 1] */
  wording: number[];
  /** hidden states of both models at the last token. [2 C] */
  belief: number[];
}

/** Reads answers, a few at a time. */
export function readAnswers(
  readers: Readers,
  queryResponses: readonly QueryResponse[],
  batchSize = 64,
): Reading[] {
  const C = readers.sft.config.width;
  const table = readers.sft.params.wte.weight.dataSync<"float32">(); // [V, C]
  const readings: Reading[] = [];
  for (let i = 0; i < queryResponses.length; i += batchSize) {
    const part = queryResponses.slice(i, i + batchSize);
    const crew = lastHidden(readers.crew.gpt, part);
    const sft = lastHidden(readers.sft, part);
    const scores = headScores(readers.crew, crew);
    part.forEach(({ response }, n) => {
      const words = response.filter((token) => token !== END);
      readings.push({
        score: scores[n]!,
        words: words.length,
        wording: [...sumOfRows(table, words, C), words.length],
        belief: [...crew[n]!, ...sft[n]!],
      });
    });
  }
  return readings;
}

/** The hidden state at every text's last token. n texts -> [n][C] */
function lastHidden(
  gpt: GPT,
  queryResponses: readonly QueryResponse[],
): number[][] {
  const batch = queryResponseBatch(queryResponses);
  const last = queryResponses.map(
    ({ query, response }, b) =>
      b * batch.T + query.length + response.length - 1,
  );
  const flat = readBack(() =>
    hiddenStates(gpt, batch).gather(tf.tensor1d(last, "int32")),
  );
  const C = gpt.config.width;
  return last.map((_, n) => [...flat.subarray(n * C, (n + 1) * C)]);
}

/** The reward model's head on hidden states: what responseScores() gives. */
function headScores(
  { score }: ScalarModel,
  hidden: readonly (readonly number[])[],
): number[] {
  const weight = score.weight.dataSync<"float32">();
  return hidden.map((h) => h.reduce((sum, x, i) => sum + x * weight[i]!, 0));
}

function sumOfRows(
  table: Float32Array,
  rows: readonly number[],
  width: number,
): number[] {
  const total = Array.from({ length: width }, () => 0);
  for (const row of rows) {
    for (let i = 0; i < width; i++) {
      total[i] = total[i]! + table[row * width + i]!;
    }
  }
  return total;
}

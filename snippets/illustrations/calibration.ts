/**
 * Does a model know what it knows? Its confidence in what it said, against how
 * often that is right (Guo et al. 2017; GPT-4's lost some of it in RLHF).
 *
 * Facts have eight possible values. The confidence is the probability of the
 * value that was said among those eight, where it was said.
 */
import * as tf from "@tensorflow/tfjs";
import { average } from "../advantages.ts";
import { type GPT, logits } from "../gpt.ts";
import { readBack } from "../read-back.ts";
import { tokenBatch } from "../token-batch.ts";
import type { Answer } from "../world/gold.ts";
import { trueValue, VALUES } from "../world/facts.ts";
import type { RequestOf } from "../world/requests.ts";
import { burrow } from "../world/vocabulary.ts";

/** One value that was said. */
export interface Claim {
  /** between 1/8 and 1, unless the model said what it believes less likely */
  confidence: number;
  right: boolean;
}

/**
 * The first value of the asked attribute in every answer; answers without any
 * make no claim.
 * @param promptOf what the model read before its answer, in words
 */
export function claimsOf(
  gpt: GPT,
  requests: readonly RequestOf<"open">[],
  answers: readonly Answer[],
  promptOf: (request: RequestOf<"open">) => string,
): Claim[] {
  return requests.flatMap((request, i) => {
    const values = VALUES[request.attribute];
    const { words } = answers[i]!;
    const at = words.findIndex((word) => values.includes(word));
    if (at < 0) return [];
    const before = [promptOf(request), ...words.slice(0, at)].join(" ");
    const chances = nextWordChances(gpt, before, values);
    const said = words[at]!;
    const right = said === trueValue(request.animal, request.attribute);
    return [{ confidence: chances[values.indexOf(said)]!, right }];
  });
}

/** softmax over these words alone, as the next one of the text. */
function nextWordChances(
  gpt: GPT,
  text: string,
  words: readonly string[],
): number[] {
  const ids = words.map((word) => burrow.encode(word)[0]!);
  const tokens = burrow.encode(text);
  const chances = readBack(() => {
    const all = logits(gpt, tokenBatch([tokens])); // [T, V]
    const last = all.slice([tokens.length - 1, 0], [1, -1]);
    const chosen = last.reshape<tf.Tensor1D>([-1]).gather(ids);
    return tf.softmax(chosen);
  });
  return [...chances];
}

/** The claims whose confidence lies between two tenths. */
export interface Bin {
  count: number;
  confidence: number;
  accuracy: number;
}

/** Ten bins of equal width; an empty one is left out. */
export function calibrationBins(claims: readonly Claim[]): Bin[] {
  return Array.from({ length: 10 }, (_, bin) =>
    claims.filter((c) => Math.min(9, Math.floor(c.confidence * 10)) === bin),
  )
    .filter((inside) => inside.length > 0)
    .map((inside) => ({
      count: inside.length,
      confidence: average(inside.map((c) => c.confidence)),
      accuracy: average(inside.map((c) => Number(c.right))),
    }));
}

/**
 * Expected calibration error: how far confidence and accuracy are apart, the
 * mean over all claims by their bins. 0 is perfect.
 */
export function calibrationError(claims: readonly Claim[]): number {
  const gaps = calibrationBins(claims).map(
    ({ count, confidence, accuracy }) =>
      count * Math.abs(confidence - accuracy),
  );
  return gaps.reduce((sum, gap) => sum + gap, 0) / claims.length;
}

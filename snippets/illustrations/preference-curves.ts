/**
 * What each loss on preferences wants of a pair: its value for every change of
 * the better answer's log-probability, the worse one staying where it is. The
 * losses are the core's own (preference-losses.ts).
 */
import * as tf from "@tensorflow/tfjs";
import { allPairs } from "../pair-loss.ts";
import {
  ktoLoss,
  preferenceDefaults,
  preferenceLosses,
  type PreferenceName,
  type PreferenceSettings,
} from "../preference-losses.ts";
import { readBack } from "../read-back.ts";

export interface PairAt {
  /** log pi of the better answer and of the worse one */
  logprobs: readonly [number, number];
  /** the same under the reference */
  reference: readonly [number, number];
  /** tokens of each */
  lengths: readonly [number, number];
}

/** A loss of one pair. */
export function lossOfPair(
  name: PreferenceName | "kto",
  { logprobs, reference, lengths }: PairAt,
  settings: Partial<PreferenceSettings> = {},
): number {
  const all = { ...preferenceDefaults, ...settings };
  const [loss] = readBack(() => {
    const x = tf.tensor1d([...logprobs]);
    const old = Float32Array.from(reference);
    if (name === "kto") {
      const sign = Float32Array.of(1, -1);
      const weight = Float32Array.of(0.5, 0.5);
      const { klCoef } = all;
      const judged = { reference: old, sign, weight, baseline: 0, klCoef };
      return ktoLoss(x, judged);
    }
    const lengthsOf = Float32Array.from(lengths);
    const answers = { logprobs: x, reference: old, lengths: lengthsOf };
    return preferenceLosses[name](answers, allPairs([2]), all).loss;
  });
  return loss!;
}

/** Points [change, loss] as the better answer's log-probability changes. */
export function lossCurve(
  name: PreferenceName | "kto",
  pair: PairAt,
  settings: Partial<PreferenceSettings> = {},
  changes = Array.from({ length: 41 }, (_, i) => -10 + i * 0.5),
): [number, number][] {
  const [better, worse] = pair.reference;
  return changes
    .filter((change) => better + change < 0)
    .map((change) => [
      change,
      lossOfPair(
        name,
        { ...pair, logprobs: [better + change, worse] },
        settings,
      ),
    ]);
}

/** What losses are made of, on the engine; as fused-ops.ts. */
import type * as tf from "@tensorflow/tfjs";
import { onTape, run } from "./tape.ts";

/** logits [N, V], targets [N] -> [N] */
export function logprobOf(
  logits: tf.Tensor2D,
  targets: tf.Tensor1D,
): tf.Tensor1D {
  return onTape([logits], (logits) => {
    const inputs = { logits, targets };
    const [out, norm] = run<[tf.Tensor1D, tf.Tensor1D]>("LogprobOf", inputs);
    return {
      value: out,
      saved: [logits, targets, norm],
      gradient: (dy, logits, targets, norm) =>
        run("LogprobOfGradient", { dy, logits, targets, norm }),
    };
  });
}

/** [N], [N] -> a scalar */
export function maskedMean(
  values: tf.Tensor1D,
  mask: tf.Tensor1D,
  count: number,
): tf.Scalar {
  return onTape([values], (values) => ({
    value: run<[tf.Scalar]>("MaskedMean", { values, mask }, { count })[0],
    saved: [mask],
    gradient: (dy, mask) => run("MaskedMeanGradient", { dy, mask }, { count }),
  }));
}

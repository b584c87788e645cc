/**
 * A typed door to `tf.customGrad`: an operation that states its own gradient.
 *
 * TensorFlow.js frees what the forward pass made on the way, unless it is
 * `saved`; the saved tensors come back as further arguments of `gradient`.
 */
import * as tf from "@tensorflow/tfjs";

export interface WithGradient<
  Output extends tf.Tensor,
  Saved extends tf.Tensor[],
> {
  value: Output;
  saved: Saved;
  /** the loss's gradient by `value` -> its gradient by each input, in order */
  gradient(dy: Output, ...saved: Saved): tf.Tensor[];
}

/** Runs `compute` as one operation on the tape. */
export function withGradient<
  Inputs extends tf.Tensor[],
  Output extends tf.Tensor,
  Saved extends tf.Tensor[],
>(
  inputs: [...Inputs],
  compute: (...inputs: Inputs) => WithGradient<Output, Saved>,
): Output {
  const op = tf.customGrad((...args) => {
    const save = args.pop() as unknown as (tensors: tf.Tensor[]) => void;
    const { value, saved, gradient } = compute(...(args as Inputs));
    save(saved);
    return {
      value,
      gradFunc: (dy: tf.Tensor, kept: tf.Tensor[]) =>
        gradient(dy as Output, ...(kept as Saved)),
    };
  });
  return op(...inputs);
}

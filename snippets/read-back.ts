/** The scope in which tensors are computed only to be read. */
import * as tf from "@tensorflow/tfjs";

/** Computes a tensor, copies its numbers out and frees all on the way. */
export function readBack(compute: () => tf.Tensor): Float32Array {
  const tensor = tf.tidy(compute);
  const numbers = tensor.dataSync<"float32">();
  tensor.dispose();
  return numbers;
}

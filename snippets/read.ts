/** The scope in which tensors are computed only to be read. */
import * as tf from "@tensorflow/tfjs";

/** Computes a tensor and copies its numbers out; frees everything on the way. */
export function read(compute: () => tf.Tensor): Float32Array {
  const tensor = tf.tidy(compute);
  const numbers = tensor.dataSync<"float32">();
  tensor.dispose();
  return numbers;
}

/**
 * AdamW's update of a parameter on the engine, in the parameter's own memory
 * and with the gradient where it is. The moments come as arrays and are copied
 * to the heap for it.
 */
import * as tf from "@tensorflow/tfjs";
import type { Moments, Part, UpdateNumbers } from "../adamw.ts";
import { address, call, hasOtherUsers, scratch, view } from "./heap.ts";

/** The parameter's gradient begins at number `start` of `gradient`. */
export function enginePart(
  variable: tf.Variable,
  { m, v }: Moments,
  gradient: tf.Tensor1D,
  start: number,
): Part {
  const { size } = variable;
  const from = address(gradient) + 4 * start;
  return {
    sumOfSquares: () => call("sumOfSquares", from, size),
    update(numbers) {
      // Whoever shares the memory, such as a clone, keeps the old numbers.
      if (hasOtherUsers(variable)) giveOwnMemory(variable);
      const room = scratch(8 * size);
      const places = [room, room + 4 * size] as const;
      const [means, squares] = places.map((at) => view(Float32Array, at, size));
      means!.set(m);
      squares!.set(v);
      call("adamW", variable, from, ...places, size, ...inOrder(numbers));
      m.set(means!);
      v.set(squares!);
    },
  };
}

function giveOwnMemory(variable: tf.Variable): void {
  const { shape } = variable;
  tf.tidy(() => variable.assign(tf.tensor(variable.dataSync(), shape)));
}

/** As kernels/adamw.ts wants them. */
function inOrder(numbers: UpdateNumbers): number[] {
  const { clip, beta1, beta2, unbias1, unbias2 } = numbers;
  const betas = [beta1, 1 - beta1, beta2, 1 - beta2, 1 / unbias1, 1 / unbias2];
  const { epsilon, learningRate, weightDecay } = numbers;
  return [clip, ...betas, epsilon, learningRate, weightDecay];
}

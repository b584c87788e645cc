/**
 * Operations of the engine on TensorFlow.js's tape.
 *
 * What `tf.customGrad` does (see custom-gradient.ts), at a tenth of its cost:
 * it runs every kernel and every saved tensor's clone through a scope of its
 * own, and records the clones. A small model's step was a third bookkeeping.
 */
import * as tf from "@tensorflow/tfjs";
import type { WithGradient } from "../tensor/custom-gradient.ts";
import { type Infos, type Numbers, share } from "./heap.ts";
import { KERNELS } from "./kernel-table.ts";
import { openEngine } from "./tfjs-internals.ts";

/** Of operations whose gradients leave nothing behind to be tidied up. */
export const ENGINE = "engine";

/** Runs one of the kernels of kernel-table.ts, off the tape. */
export function run<Outputs extends tf.Tensor[]>(
  kernel: string,
  inputs: Infos,
  attributes: Numbers = {},
): Outputs {
  return asTensors<Outputs>(KERNELS[kernel]!(inputs, attributes));
}

/** What kernels made, as tensors. */
export function asTensors<Tensors extends tf.Tensor[]>(
  infos: readonly tf.TensorInfo[],
): Tensors {
  const own = openEngine();
  return infos.map((info) => own.makeTensorFromTensorInfo(info)) as Tensors;
}

/** As `withGradient`, for what is computed by `run` alone, value first. */
export function onTape<
  Inputs extends tf.Tensor[],
  Output extends tf.Tensor,
  Saved extends tf.Tensor[],
>(
  inputs: [...Inputs],
  compute: (...inputs: NoInfer<Inputs>) => WithGradient<Output, Saved>,
): Output {
  const { value, saved, gradient } = compute(...(inputs as Inputs));
  const own = openEngine();
  // What was made beside the value is of use to the way back alone.
  const isBeside = (x: tf.Tensor) => x.id > value.id;
  if (!own.isTapeOn()) {
    tf.dispose(saved.filter(isBeside));
    return value;
  }
  const kept = saved.map((x) => own.keep(isBeside(x) ? x : sharing(x)));
  own.state.activeTape!.push({
    id: own.state.nextTapeNodeId++,
    kernelName: ENGINE,
    // by their number
    inputs: { ...inputs } as unknown as Record<string, tf.Tensor>,
    outputs: [value],
    saved: kept,
    gradient: ([dy]) => {
      const all = gradient(dy as Output, ...(kept as Saved));
      return Object.fromEntries(all.map((dx, i) => [i, () => dx]));
    },
  });
  return value;
}

/** The same numbers as a tensor of its own: they stay when `x` is freed. */
export function sharing<T extends tf.Tensor>(x: T): T {
  return openEngine().makeTensorFromTensorInfo(share(x)) as T;
}

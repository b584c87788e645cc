/**
 * Outputs of several kernels in one piece of memory: a tensor's making and
 * freeing costs more than many a small kernel.
 */
import type * as tf from "@tensorflow/tfjs";
import { assert } from "../base/assert.ts";
import { address, type Infos, type Numbers } from "./heap.ts";
import { output, placing, size } from "./heap.ts";
import { KERNELS } from "./kernel-table.ts";
import { wasmBackend } from "./tfjs-internals.ts";

/** A line of the CPU's cache, in numbers; every output begins with one. */
const LINE = 16;

export interface Room {
  /** all its memory: the room is freed with it, as a tensor or by `free` */
  all: tf.TensorInfo;
  free(): void;
  /**
   * Runs a kernel.
   * @param inside so many of its outputs, the first ones, lie in the room; the
   *   others become tensors
   */
  run<Outputs extends tf.TensorInfo[]>(
    kernel: string,
    inputs: Infos,
    more?: Numbers,
    inside?: number,
  ): Outputs;
}

/**
 * Room for so many outputs with so many numbers together.
 * @param isSlot every run writes where the one before it wrote
 */
export function createRoom(
  outputs: number,
  numbers: number,
  isSlot = false,
): Room {
  const all = output(numbers + LINE * (outputs + 1));
  const start = address(all);
  const end = start + 4 * size(all);
  let next = start;
  const place = (shape: number[]) => {
    const at = Math.ceil(next / (4 * LINE)) * 4 * LINE;
    const info = { at, dataId: {}, shape, dtype: "float32" as const };
    next = at + 4 * size(info);
    assert(next <= end, `A room for ${numbers} numbers is too small.`);
    return info;
  };
  return {
    all,
    free: () => void wasmBackend().disposeData(all.dataId),
    run<Outputs extends tf.TensorInfo[]>(
      kernel: string,
      inputs: Infos,
      more: Numbers = {},
      inside = Infinity,
    ) {
      if (isSlot) next = start;
      let left = inside;
      const placeFirst = (shape: number[]) =>
        left-- > 0 ? place(shape) : undefined;
      const run = () => KERNELS[kernel]!(inputs, more);
      return placing(placeFirst, run) as Outputs;
    },
  };
}

/** Room for one output at a time: each takes the place of the one before. */
export function createSlot(numbers: number): Room {
  return createRoom(1, numbers, true);
}

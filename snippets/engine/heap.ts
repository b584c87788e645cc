/**
 * The engine's kernels on the wasm backend's own memory: a tensor's numbers
 * are passed by address, nothing is copied.
 *
 * The kernels have no data and no stack of their own (or they would overwrite
 * TensorFlow.js's); whatever they need beside tensors is scratch from here.
 */
import * as tf from "@tensorflow/tfjs";
import { assert } from "../base/assert.ts";
import { wasmBackend } from "./tfjs-internals.ts";

type Kernel = (...args: number[]) => number;

export type Infos = Record<string, tf.TensorInfo>;
export type Numbers = Record<string, number>;
/** A kernel as a function of tensors. */
export type TensorKernel = (inputs: Infos, more: Numbers) => tf.TensorInfo[];

let kernels: Record<string, Kernel> | undefined;
let scratchPointer = 0;
let scratchBytes = 0;

/** Compiles the kernels for the memory of the running wasm backend. */
export async function loadKernels(bytes: BufferSource): Promise<void> {
  const { wasm } = wasmBackend();
  const { memory } = wasm.asm;
  const module = await WebAssembly.compile(bytes);
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  kernels = instance.exports as Record<string, Kernel>;
  call("fillTable", wasm._malloc(call("tableBytes")));
}

/** Whether tensors are computed by the engine now. */
export function engineRuns(): boolean {
  return kernels !== undefined && tf.getBackend() === "wasm";
}

/** Calls a kernel; tensors are passed as their addresses. */
export function call(
  name: string,
  ...args: (tf.TensorInfo | number)[]
): number {
  const numbers = args.map((arg) =>
    typeof arg === "number" ? arg : address(arg),
  );
  return kernels![name]!(...numbers);
}

/** Where a tensor's numbers begin, in bytes. */
export function address(tensor: tf.TensorInfo & { at?: number }): number {
  return tensor.at ?? wasmBackend().dataIdMap.get(tensor.dataId).memoryOffset;
}

/** How many numbers a tensor has. */
export function size({ shape }: tf.TensorInfo): number {
  return shape.reduce((product, n) => product * n, 1);
}

/** A tensor's numbers themselves, no copy; good until something changes. */
export function numbersOf(tensor: tf.Tensor): Float32Array {
  return view(Float32Array, address(tensor), tensor.size);
}

/** Whether a tensor's memory belongs to other tensors too. */
export function hasOtherUsers(tensor: tf.TensorInfo): boolean {
  return wasmBackend().dataIdMap.get(tensor.dataId).refCount > 1;
}

/** Gives memory for an output, or nothing: then a tensor is made for it. */
type Place = (shape: number[]) => tf.TensorInfo | undefined;

let place: Place | undefined;

/** A new tensor with whatever numbers were there before. */
export function output(...shape: number[]): tf.TensorInfo {
  return place?.(shape) ?? wasmBackend().makeOutput(shape, "float32");
}

/** Runs a kernel whose outputs are to lie somewhere. */
export function placing<Result>(newPlace: Place, run: () => Result): Result {
  place = newPlace;
  try {
    return run();
  } finally {
    place = undefined;
  }
}

/** Tensors' numbers one after the other; 0 for those that are missing. */
export function inOneRow(
  tensors: readonly (tf.TensorInfo | undefined)[],
  sizes: readonly number[],
): tf.TensorInfo {
  const row = output(sizes.reduce((sum, size) => sum + size, 0));
  const heap = new Float32Array(wasmBackend().wasm.asm.memory.buffer);
  let place = address(row) / 4;
  tensors.forEach((tensor, i) => {
    const start = tensor && address(tensor) / 4;
    const end = place + sizes[i]!;
    if (start === undefined) heap.fill(0, place, end);
    else heap.copyWithin(place, start, start + sizes[i]!);
    place = end;
  });
  return row;
}

/** The same numbers as one more tensor; TensorFlow.js counts their users. */
export function share({ dataId, shape, dtype }: tf.TensorInfo): tf.TensorInfo {
  wasmBackend().incRef(dataId);
  return { dataId, shape, dtype };
}

/** Memory for longer than one call; all that was taken is freed together. */
export interface Arena {
  /** the address of so many bytes */
  take(bytes: number): number;
  free(): void;
}

export function createArena(): Arena {
  const { wasm } = wasmBackend();
  const pointers: number[] = [];
  return {
    take(bytes) {
      // A kernel reads four numbers at once: up to three beyond the last. And
      // what begins with a line of the CPU's cache is read faster.
      const pointer = wasm._malloc(bytes + 16 + 64);
      assert(pointer > 0, `The wasm heap has no room for ${bytes} bytes more.`);
      pointers.push(pointer);
      return Math.ceil(pointer / 64) * 64;
    },
    free: () => pointers.splice(0).forEach((pointer) => wasm._free(pointer)),
  };
}

/** The memory as integers or floats; good until something is allocated. */
export function view<View>(
  Kind: new (buffer: ArrayBuffer, start: number, length: number) => View,
  start: number,
  length: number,
): View {
  return new Kind(wasmBackend().wasm.asm.memory.buffer, start, length);
}

/** The address of at least so many bytes, good until the next call. */
export function scratch(bytes: number): number {
  if (bytes > scratchBytes) {
    const { wasm } = wasmBackend();
    if (scratchBytes > 0) wasm._free(scratchPointer);
    scratchPointer = wasm._malloc(bytes);
    scratchBytes = bytes;
  }
  return scratchPointer;
}

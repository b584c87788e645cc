/**
 * What a worker's name says of it: the engine with one worker, one with relaxed SIMD, two or four,
 * or plain TensorFlow.js.
 */
export type WorkerKind = "one" | "relaxed" | "two" | "four" | "stock";

/** How many workers such a one has, itself included. */
export function workersOf(kind: string): number {
  return { two: 2, four: 4 }[kind] ?? 1;
}

/**
 * Starts TensorFlow.js on its WebAssembly backend.
 *
 * One thread with SIMD, everywhere the same: no GPU is needed, no special
 * page headers, and float32 results do not depend on the graphics card.
 */
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { assert } from "../base/assert.ts";
import { startEngine } from "./register.ts";

let started: Promise<void> | undefined;

/**
 * Makes wasm the backend of all tensors; later calls wait for the first.
 * @param wasmPaths where TensorFlow.js's .wasm files lie: a folder ending in
 *   "/", or a record from file name to URL
 * @param engine the bytes of engine/kernels.wasm; without them everything is
 *   computed by plain TensorFlow.js operations, several times slower
 * @param relaxed the bytes of engine/kernels-relaxed.wasm, to take instead
 *   where they run: faster, but the last digits depend on the machine
 */
export function startBackend(
  wasmPaths: string | Record<string, string>,
  engine?: BufferSource,
  relaxed?: BufferSource,
): Promise<void> {
  started ??= start(wasmPaths, relaxed ? choose(relaxed, engine) : engine);
  return started;
}

function choose(relaxed: BufferSource, engine?: BufferSource) {
  if (WebAssembly.validate(relaxed)) return relaxed;
  console.warn("No relaxed SIMD here: the engine takes plain SIMD instead.");
  return engine;
}

async function start(
  wasmPaths: string | Record<string, string>,
  engine?: BufferSource,
) {
  // A cross-origin isolated page would pick the threaded build, which is no
  // faster here (its matrix products get no threads) and hides its memory.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths(wasmPaths);
  const ready = await tf.setBackend("wasm");
  assert(
    ready,
    "TensorFlow.js could not start WebAssembly. " +
      "Expected a browser with WebAssembly SIMD (any since 2023) or Node.",
  );
  await tf.ready();
  if (engine) await startEngine(engine);
}

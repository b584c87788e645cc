import { memory } from "@tensorflow/tfjs";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import { startBackend } from "mini-rlhf/engine/backend";
import relaxedKernels from "../../../snippets/engine/kernels-relaxed.wasm?url";
import kernels from "../../../snippets/engine/kernels.wasm?url";
import { missingForEngine } from "./engine-needs.ts";
import type { Memory } from "../cell-api/registry.ts";
import { siteAddress } from "../base/site-address.ts";

let started: Promise<void> | undefined;

/**
 * Starts TensorFlow.js and the engine with the wasm files of this site; the benchmark also starts
 * it without the engine, for comparison, and with relaxed SIMD if asked (faster, but the last
 * digits depend on the machine: never for cells).
 */
export function startTensorFlow({ engine = true, relaxed = false } = {}): Promise<void> {
  started ??= start(engine, relaxed);
  // What failed for want of a network is tried again by the next cell.
  started.catch(() => (started = undefined));
  return started;
}

/** The tensors that are alive, of all cells. */
export function tensorMemory(): Memory {
  const { numTensors, numBytes } = memory();
  return { tensors: numTensors, bytes: numBytes };
}

async function start(withEngine: boolean, withRelaxed: boolean): Promise<void> {
  const missing = missingForEngine();
  if (missing) throw missing;
  // TensorFlow.js waits for ever for a file that does not come; asked for here, it fails, or is in
  // the browser's cache when TensorFlow.js wants it.
  const [engine, relaxed] = await Promise.all([
    withEngine ? load(kernels) : undefined,
    withRelaxed ? load(relaxedKernels) : undefined,
    load(simd),
  ]);
  await startBackend(
    {
      "tfjs-backend-wasm.wasm": siteAddress(plain),
      "tfjs-backend-wasm-simd.wasm": siteAddress(simd),
      "tfjs-backend-wasm-threaded-simd.wasm": siteAddress(threaded),
    },
    engine,
    relaxed,
  );
}

async function load(file: string): Promise<ArrayBuffer> {
  const response = await fetch(siteAddress(file));
  if (!response.ok) throw new Error(`The engine did not load: ${file} (${response.status}).`);
  return response.arrayBuffer();
}

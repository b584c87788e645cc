import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import { startBackend } from "mini-rlhf/backend";
import kernels from "../../snippets/engine/kernels.wasm?url";

let started: Promise<void> | undefined;

/** Starts TensorFlow.js and the engine with the wasm files of this site. */
export function startTensorFlow(): Promise<void> {
  started ??= start();
  // What failed for want of a network is tried again by the next cell.
  started.catch(() => (started = undefined));
  return started;
}

async function start(): Promise<void> {
  const response = await fetch(kernels);
  if (!response.ok) throw new Error(`The engine did not load: ${kernels} (${response.status}).`);
  await startBackend(
    {
      "tfjs-backend-wasm.wasm": plain,
      "tfjs-backend-wasm-simd.wasm": simd,
      "tfjs-backend-wasm-threaded-simd.wasm": threaded,
    },
    await response.arrayBuffer(),
  );
}

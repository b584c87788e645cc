/** Makes the engine's kernels known to TensorFlow.js, under their names. */
import * as tf from "@tensorflow/tfjs";
import { batchMatMul } from "./batch-mat-mul.ts";
import { type Infos, loadKernels, type Numbers, share } from "./heap.ts";
import { KERNELS } from "./kernel-table.ts";

/** Starts the engine on the running wasm backend. */
export async function startEngine(wasm: BufferSource): Promise<void> {
  await loadKernels(wasm);
  const backendName = "wasm";
  for (const [kernelName, run] of Object.entries(KERNELS)) {
    const kernelFunc: tf.KernelFunc = ({ inputs, attrs }) =>
      run(inputs as Infos, attrs as unknown as Numbers);
    tf.registerKernel({ kernelName, backendName, kernelFunc });
  }
  // Whatever else a reader multiplies gets the fast product too.
  replace("BatchMatMul", batchMatMul as unknown as tf.KernelFunc);
  // Saving a tensor for its gradient clones it; the backend's own clone copies.
  replace("Identity", ({ inputs }) => share(inputs.x as tf.TensorInfo));
}

function replace(kernelName: string, kernelFunc: tf.KernelFunc): void {
  tf.unregisterKernel(kernelName, "wasm");
  tf.registerKernel({ kernelName, backendName: "wasm", kernelFunc });
}

/** TensorFlow.js and the engine in Node, from the files of the packages. */
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { startBackend } from "../backend.ts";

/** @param engine false: plain TensorFlow.js, as on a backend without kernels */
export function startInNode({ engine = true } = {}): Promise<void> {
  const tfjs = import.meta.resolve("@tensorflow/tfjs-backend-wasm");
  const folder = `${dirname(fileURLToPath(tfjs))}/`;
  const kernels = new URL("../engine/kernels.wasm", import.meta.url);
  return startBackend(folder, engine ? readFileSync(kernels) : undefined);
}

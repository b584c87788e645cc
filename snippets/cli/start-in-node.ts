/** TensorFlow.js and the engine in Node, from the files of the packages. */
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { startBackend } from "../engine/backend.ts";

/**
 * @param engine false: plain TensorFlow.js, as on a backend without kernels
 * @param relaxed the engine with relaxed SIMD, see backend.ts
 */
export function startInNode({
  engine = true,
  relaxed = false,
} = {}): Promise<void> {
  const tfjs = import.meta.resolve("@tensorflow/tfjs-backend-wasm");
  const folder = `${dirname(fileURLToPath(tfjs))}/`;
  const read = (name: string) =>
    readFileSync(new URL(`../engine/${name}`, import.meta.url));
  return startBackend(
    folder,
    engine ? read("kernels.wasm") : undefined,
    engine && relaxed ? read("kernels-relaxed.wasm") : undefined,
  );
}

/** Compiles kernel/multiply-add.ts as the engine's kernels are. @returns wasm bytes */
import { readFileSync } from "node:fs";
import asc from "assemblyscript/asc";

export async function compileCeiling(): Promise<number[]> {
  const source = readFileSync(new URL("kernel/multiply-add.ts", import.meta.url), "utf8");
  const { binary, stderr, error } = await asc.compileString(source, {
    optimizeLevel: 2, // as in asconfig.json
    runtime: "stub",
    enable: ["simd"],
    noAssert: true,
    memoryBase: 1024,
    initialMemory: 1,
  });
  if (!binary) throw new Error(`The kernel does not compile. ${error?.message} ${stderr}`);
  return [...binary];
}

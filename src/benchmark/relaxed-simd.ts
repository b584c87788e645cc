import relaxedKernels from "../../snippets/engine/kernels-relaxed.wasm?url";

/** Whether this browser runs the engine's relaxed build. */
export async function hasRelaxedSimd(): Promise<boolean> {
  const response = await fetch(relaxedKernels);
  return response.ok && WebAssembly.validate(await response.arrayBuffer());
}

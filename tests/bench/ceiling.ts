/** The roof over all kernels: SIMD multiplications and additions that all but do without memory. */
import type { CreateWork } from "../../src/benchmark/player.ts";

interface Exports {
  multiplyAdd(rounds: number): number;
  PRODUCTS_PER_ROUND: WebAssembly.Global;
}

/** @param data the module's bytes as plain numbers, see compile-ceiling.ts */
export const ceiling: CreateWork = async (_, data) => {
  const bytes = Uint8Array.from(data as number[]);
  const { instance } = await WebAssembly.instantiate(bytes);
  const exports = instance.exports as unknown as Exports;
  const rounds = 400_000; // milliseconds: browsers' clocks tick every tenth of one
  return {
    run: () => exports.multiplyAdd(rounds),
    operations: 2 * rounds * exports.PRODUCTS_PER_ROUND.value,
    tokens: 0,
    dispose() {},
  };
};

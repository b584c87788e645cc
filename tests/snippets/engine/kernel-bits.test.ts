/** However the kernels are written: each sum has its order, so each number keeps its bits. */
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { Bench, hashes, multiply, type Product, products } from "./kernel-cases.ts";

const read = (path: string) => readFileSync(new URL(path, import.meta.url));

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.of(read("../../../snippets/engine/kernels.wasm"));
});

test("the kernels make the bits that they have always made (oracle/make-kernel-bits.ts)", () => {
  expect(hashes(bench)).toEqual(JSON.parse(read("../../fixtures/kernel-bits.json").toString()));
});

/** The sums of 256 products after each other, each from 0 and in order, added to what C begins with. */
function plainly({ m, n, k, turnA, turnB, start }: Product, { a, b, from }: ReturnType<typeof multiply>) {
  const [left, right] = [bench.view(a, m * k), bench.view(b, k * n)];
  const begin = start === "nothing" ? null : bench.view(from, start === "row" ? n : m * n);
  const c = new Float32Array(m * n);
  const { fround } = Math;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let total = begin ? begin[start === "row" ? j : i * n + j]! : 0;
      for (let k0 = 0; k0 < k; k0 += 256) {
        let sum = 0;
        for (let l = k0; l < Math.min(k, k0 + 256); l++) {
          const x = left[turnA ? l * m + i : i * k + l]!;
          const y = right[turnB ? j * k + l : l * n + j]!;
          sum = fround(sum + fround(x * y));
        }
        total = fround(total + sum);
      }
      c[i * n + j] = total;
    }
  }
  return c;
}

test.each([...products()])("products of %s are the plain loop's, to the bit, and nothing beside them", (_, group) => {
  for (const product of group) {
    const { m, n } = product;
    const at = multiply(bench, product);
    const rows = Array.from({ length: m }, (_, i) => bench.view(at.c + 4 * i * (n + 3), n + 3));
    const inside = Float32Array.from(rows.flatMap((row) => [...row.subarray(0, n)]));
    expect(Buffer.from(inside.buffer).equals(Buffer.from(plainly(product, at).buffer)), JSON.stringify(product)).toBe(
      true,
    );
    expect(rows.every((row) => row.subarray(n).every((x) => x === 7))).toBe(true);
  }
});

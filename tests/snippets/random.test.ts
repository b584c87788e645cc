import { describe, expect, test } from "vitest";
import { InputError } from "../../snippets/base/assert.ts";
import { createRng, hash32, type Rng, rngNamed } from "../../snippets/random.ts";

function take(rng: Rng, n: number): number[] {
  return Array.from({ length: n }, () => rng.uniform());
}

function mean(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0) / xs.length;
}

describe("streams", () => {
  test("the same seed gives the same numbers, another seed others", () => {
    expect(take(createRng(7), 5)).toEqual(take(createRng(7), 5));
    expect(take(createRng(7), 5)).not.toEqual(take(createRng(8), 5));
  });

  test("numbers are pinned: a change here changes every checkpoint", () => {
    const rng = createRng(1);
    const bits = Array.from({ length: 3 }, () => rng.uniform() * 2 ** 32);
    expect(bits).toMatchInlineSnapshot(`
      [
        2737672541,
        3521655793,
        3352223327,
      ]
    `);
  });

  test("forks differ by label, and from their parent", () => {
    const parent = () => createRng(7);
    const streams = [
      take(parent(), 4),
      take(parent().fork("rollout"), 4),
      take(parent().fork("labels"), 4),
      take(parent().fork(1), 4),
      take(parent().fork(1).fork(1), 4),
    ];
    const first = new Set(streams.map((s) => s.join()));
    expect(first.size).toBe(streams.length);
  });

  test("a fork does not depend on how far its parent has come", () => {
    const early = createRng(7);
    const late = createRng(7);
    take(late, 100);
    expect(take(late.fork("a"), 4)).toEqual(take(early.fork("a"), 4));
  });

  test("forking and using a fork leaves the parent where it was", () => {
    const rng = createRng(7);
    take(rng.fork("a"), 10);
    expect(take(rng, 4)).toEqual(take(createRng(7), 4));
  });

  test("the name tells where a stream comes from", () => {
    expect(createRng(7).fork("rollout").fork(3).name).toBe("7/rollout/3");
  });

  test("the name is enough to draw the same numbers elsewhere", () => {
    const rng = createRng(7).fork("rollout").fork(3);
    expect(take(rngNamed(rng.name), 9)).toEqual(take(rng, 9));
    expect(take(rngNamed(rng.name).fork(1), 4)).toEqual(take(rng.fork(1), 4));
  });

  test.each([0, -1, 1.5, NaN, Infinity])("seed %s is refused", (seed) => {
    expect(() => createRng(seed)).toThrow(InputError);
    expect(() => createRng(seed)).toThrow(`A seed is an integer from 1 upwards, got ${seed}.`);
  });
});

describe("draws", () => {
  test("uniform: in [0, 1), mean 1/2, variance 1/12", () => {
    const xs = take(createRng(3), 20_000);
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...xs)).toBeLessThan(1);
    expect(mean(xs)).toBeCloseTo(0.5, 1.9);
    expect(mean(xs.map((x) => (x - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
  });

  test("neighbouring numbers do not go together", () => {
    const xs = take(createRng(4), 20_000).map((x) => x - 0.5);
    const together = mean(xs.slice(1).map((x, i) => x * xs[i]!)) * 12;
    expect(Math.abs(together)).toBeLessThan(0.03);
  });

  test("normal: mean 0, variance 1, no skew, kurtosis 3", () => {
    const rng = createRng(5);
    const xs = Array.from({ length: 40_000 }, () => rng.normal());
    expect(Math.abs(mean(xs))).toBeLessThan(0.02);
    expect(Math.abs(mean(xs.map((x) => x ** 2)) - 1)).toBeLessThan(0.03);
    expect(Math.abs(mean(xs.map((x) => x ** 3)))).toBeLessThan(0.06);
    expect(Math.abs(mean(xs.map((x) => x ** 4)) - 3)).toBeLessThan(0.2);
  });

  test("integer: every value, equally often, none outside", () => {
    const rng = createRng(6);
    const counts = [0, 0, 0, 0, 0];
    for (let i = 0; i < 10_000; i++) counts[rng.integer(5)]! += 1;
    expect(counts).toHaveLength(5);
    for (const count of counts) expect(count / 10_000).toBeCloseTo(0.2, 1.7);
  });

  test("chance: 0 never, 1 always, .3 in three of ten", () => {
    const rng = createRng(7);
    const share = (p: number) => mean(Array.from({ length: 5_000 }, () => Number(rng.chance(p))));
    expect(share(0)).toBe(0);
    expect(share(1)).toBe(1);
    expect(Math.abs(share(0.3) - 0.3)).toBeLessThan(0.03);
  });

  test("choice: one of the items; none to choose from is an error", () => {
    const rng = createRng(8);
    const seen = new Set(Array.from({ length: 100 }, () => rng.choice(["a", "b", "c"])));
    expect([...seen].toSorted()).toEqual(["a", "b", "c"]);
    expect(() => rng.choice([])).toThrow("choice() needs at least one item, got none.");
  });

  test("weighted: in proportion, and never an index of weight 0", () => {
    const rng = createRng(9);
    const counts = [0, 0, 0, 0, 0];
    for (let i = 0; i < 12_000; i++) {
      counts[rng.weighted([0, 1, 0, 3, 0])]! += 1;
    }
    expect([counts[0], counts[2], counts[4]]).toEqual([0, 0, 0]);
    expect(Math.abs(counts[3]! / 12_000 - 0.75)).toBeLessThan(0.02);
  });

  test("weighted: weights need a finite, positive sum", () => {
    const rng = createRng(9);
    for (const weights of [[], [0, 0], [1, Infinity], [NaN, 1]]) {
      expect(() => rng.weighted(weights)).toThrow(InputError);
    }
    expect(() => rng.weighted([0, 0])).toThrow("weighted() needs finite weights with a positive sum, got 0.");
  });

  test("shuffle: a permutation of a copy, all orders equally likely", () => {
    const rng = createRng(10);
    const items = ["a", "b", "c"];
    const counts = new Map<string, number>();
    for (let i = 0; i < 6_000; i++) {
      const order = rng.shuffle(items).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(items).toEqual(["a", "b", "c"]);
    expect([...counts.keys()].toSorted()).toEqual(["abc", "acb", "bac", "bca", "cab", "cba"]);
    for (const count of counts.values()) {
      expect(Math.abs(count - 1_000)).toBeLessThan(120); // 4 sd
    }
  });
});

describe("hash32", () => {
  test("unsigned 32-bit integers that depend on every character", () => {
    const hashes = ["", "a", "b", "ab", "ba", "fox bread"].map((s) => hash32(s));
    expect(new Set(hashes).size).toBe(hashes.length);
    for (const hash of hashes) {
      expect(Number.isInteger(hash)).toBe(true);
      expect(hash).toBeGreaterThanOrEqual(0);
      expect(hash).toBeLessThan(2 ** 32);
    }
  });

  test("the salt makes another hash", () => {
    expect(hash32("fox", 1)).not.toBe(hash32("fox", 2));
    expect(hash32("fox")).toBe(hash32("fox", 0));
  });
});

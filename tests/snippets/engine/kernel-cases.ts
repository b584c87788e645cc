/** Every kernel on generated numbers, and what comes out as a short hash: its bits. */
import { createHash } from "node:crypto";

type Kernels = Record<string, (...args: number[]) => number>;

/** Kernels on a memory of their own, with a heap that only grows. */
export class Bench {
  readonly #memory = new WebAssembly.Memory({ initial: 256 });
  #kernels: Kernels = {};
  #top = 4096;
  #state = 1;

  static async of(bytes: BufferSource): Promise<Bench> {
    const bench = new Bench();
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory: bench.#memory } });
    bench.#kernels = instance.exports as unknown as Kernels;
    bench.call("fillTable", 1024);
    return bench;
  }

  call(name: string, ...args: number[]): number {
    return this.#kernels[name]!(...args);
  }

  /** Forgets all numbers; what is drawn from here on depends on `seed` alone. */
  reset(seed: number): void {
    this.#top = 4096;
    this.#state = seed;
  }

  /** The address of so many numbers, each of them `value`: what a kernel does not write is seen. */
  room(count: number, value = 7): number {
    const at = this.#top;
    this.#top = (at + 4 * count + 63) & ~63;
    this.view(at, count).fill(value);
    return at;
  }

  /** The same with numbers from -2 to 2. */
  numbers(count: number): number {
    const at = this.room(count);
    this.view(at, count).forEach((_, i, all) => (all[i] = 4 * this.#uniform() - 2));
    return at;
  }

  /** The same with whole numbers below `bound`. */
  ids(count: number, bound: number): number {
    const at = this.room(count);
    const ids = new Int32Array(this.#memory.buffer, at, count);
    ids.forEach((_, i) => (ids[i] = Math.floor(bound * this.#uniform())));
    return at;
  }

  view(at: number, count: number): Float32Array {
    return new Float32Array(this.#memory.buffer, at, count);
  }

  /** The first twelve digits of a hash of some outputs. */
  hash(...outputs: (readonly [at: number, count: number])[]): string {
    const hash = createHash("sha256");
    for (const [at, count] of outputs) hash.update(new Uint8Array(this.#memory.buffer, at, 4 * count));
    return hash.digest("hex").slice(0, 12);
  }

  /** xorshift32: integers only, the same everywhere. */
  #uniform(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return (x >>> 0) / 2 ** 32;
  }
}

/** A product with C in a wider matrix, and what is added to it. */
export interface Product {
  m: number;
  n: number;
  k: number;
  turnA: boolean;
  turnB: boolean;
  start: "nothing" | "row" | "matrix";
}

/** @returns addresses: a [m, k], b [k, n] as they lie, c [m, n + 3], start */
export function multiply(bench: Bench, { m, n, k, turnA, turnB, start }: Product) {
  bench.reset(1 + m + 41 * n + 1681 * k);
  const [a, b, c] = [bench.numbers(m * k), bench.numbers(k * n), bench.room(m * (n + 3))];
  const from = start === "nothing" ? 0 : bench.numbers(start === "row" ? n : m * n);
  const left = turnA ? [a, 1, m] : [a, k, 1];
  const right = turnB ? [b, 1, k] : [b, n, 1];
  const scratch = bench.room(bench.call("gemmScratch", n) / 4);
  bench.call("gemm", m, n, k, ...left, ...right, c, n + 3, from, start === "matrix" ? n : 0, scratch);
  return { a, b, c, from };
}

const STARTS = ["nothing", "row", "matrix"] as const;
const TURNS = [0, 1, 2, 3].map((i) => ({ turnA: i % 2 === 1, turnB: i > 1 }));
const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);

/** All m and n up to 40, and some sizes of several blocks; every transpose; depths and starts in turn. */
export function products(): Map<string, Product[]> {
  const groups = new Map<string, Product[]>();
  for (const m of upTo(40)) {
    const sizes = upTo(40).map((n) => ({ m, n, k: 1 + ((7 * m + 11 * n) % 40), start: STARTS[(m + n) % 3]! }));
    groups.set(
      `${m} rows`,
      sizes.flatMap((size) => TURNS.map((turn) => ({ ...size, ...turn }))),
    );
  }
  const large = [
    [1, 130, 600],
    [66, 17, 257],
    [70, 200, 64],
    [130, 24, 300],
    [203, 75, 513],
    [9, 8, 256],
    [64, 192, 64],
  ];
  for (const [m, n, k] of large) {
    const all = TURNS.flatMap((turn) => STARTS.map((start) => ({ m: m!, n: n!, k: k!, start, ...turn })));
    groups.set(`${m} rows, ${n} columns, ${k} deep`, all);
  }
  return groups;
}

function productHash(bench: Bench, group: Product[]): string {
  const hash = createHash("sha256");
  for (const product of group) hash.update(bench.hash([multiply(bench, product).c, product.m * (product.n + 3)]));
  return hash.digest("hex").slice(0, 12);
}

const attentionSizes = [
  [1, 1, 2, 1],
  [2, 7, 3, 5],
  [1, 13, 2, 6],
  [3, 24, 4, 8],
  [2, 48, 4, 16],
  [1, 33, 2, 17],
  [1, 64, 2, 32],
  [1, 300, 1, 9],
];

/** [B, T, H, D]: forwards, back, and token by token with a cache. */
function attentionHash(bench: Bench, [B, T, H, D]: readonly number[]): string {
  bench.reset(T!);
  const [rows, C, square] = [B! * T!, H! * D!, B! * H! * T! * T!];
  const scratch = bench.room(bench.call("gemmScratch", Math.max(T!, D!)) / 4);
  const [qkv, out, weights] = [bench.numbers(rows * 3 * C), bench.room(rows * C), bench.room(square)];
  bench.call("attention", qkv, out, weights, B!, T!, H!, D!, scratch);
  const [dOut, dQkv, head] = [bench.numbers(rows * C), bench.room(rows * 3 * C), bench.room(T! * T!)];
  bench.call("attentionGradient", dOut, qkv, weights, dQkv, B!, T!, H!, D!, head, scratch);
  const capacity = (T! + 3) & ~3;
  const [keys, values] = [bench.room(B! * capacity * C, 0), bench.room(B! * capacity * C, 0)];
  const [cached, scores] = [bench.room(rows * C), bench.room(capacity)];
  bench.call("cachedAttention", qkv, keys, values, cached, B!, T!, 0, capacity, H!, D!, scores);
  return bench.hash([out, rows * C], [weights, square], [dQkv, rows * 3 * C], [cached, rows * C]);
}

/** [rows, width] */
const rowSizes = [
  [1, 1],
  [3, 2],
  [5, 3],
  [4, 4],
  [9, 7],
  [2, 13],
  [7, 32],
  [6, 61],
  [10, 64],
  [3, 125],
  [5, 128],
  [33, 512],
  [2, 1030],
];

function normHash(bench: Bench, [rows, width]: readonly number[]): string {
  bench.reset(width!);
  const size = rows! * width!;
  const [x, weight, bias] = [bench.numbers(size), bench.numbers(width!), bench.numbers(width!)];
  const [y, mean, invStd] = [bench.room(size), bench.room(rows!), bench.room(rows!)];
  bench.call("layerNorm", x, weight, bias, 1e-5, y, mean, invStd, rows!, width!);
  const [dy, dx] = [bench.numbers(size), bench.room(size)];
  const [dWeight, dBias] = [bench.room(width!), bench.room(width!)];
  bench.call("layerNormGradient", dy, x, weight, mean, invStd, dx, dWeight, dBias, rows!, width!);
  return bench.hash([y, size], [mean, rows!], [invStd, rows!], [dx, size], [dWeight, width!], [dBias, width!]);
}

function geluHash(bench: Bench, [rows, width]: readonly number[]): string {
  const size = rows! * width!;
  bench.reset(size);
  const [u, y, slope] = [bench.numbers(size), bench.room(size + 1), bench.room(size + 1)];
  bench.view(u, size).forEach((x, i, all) => (all[i] = x ** 5)); // up to 32: both ends of the curve
  bench.call("geluWithSlope", u, y, slope, size);
  const [dy, du] = [bench.numbers(size), bench.room(size + 1)];
  bench.call("geluGradient", dy, slope, du, size);
  return bench.hash([y, size + 1], [slope, size + 1], [du, size + 1]);
}

/** Tables and sums, with ids outside the table among them. */
function rowsHash(bench: Bench, [rows, width]: readonly number[]): string {
  bench.reset(rows! + width!);
  const [T, V, size] = [Math.min(rows!, 4), 6, rows! * width!];
  const [table, places, ids] = [bench.numbers(V * width!), bench.numbers((T + 1) * width!), bench.ids(rows!, V + 1)];
  const [out, dTable, dPlaces] = [bench.room(size), bench.room(V * width!), bench.room((T + 1) * width!)];
  bench.call("gatherRows", table, ids, out, rows!, V, width!);
  bench.call("addRows", places, out, rows!, T, 1, width!);
  bench.call("scatterAddRows", out, ids, dTable, rows!, V, width!);
  bench.call("sumTexts", out, dPlaces, rows!, T, 1, T + 1, width!);
  const [sums, total, mean] = [bench.room(width!), bench.room(size), bench.room(1)];
  bench.call("sumRows", out, sums, rows!, width!);
  bench.call("add", out, bench.numbers(size), total, size);
  bench.call("maskedMean", out, total, 3, mean, size);
  return bench.hash(
    [out, size],
    [dTable, V * width!],
    [dPlaces, (T + 1) * width!],
    [sums, width!],
    [total, size],
    [mean, 1],
  );
}

/** The hash of every case, by its name. */
export function hashes(bench: Bench): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, group] of products()) found[`products of ${name}`] = productHash(bench, group);
  for (const size of attentionSizes) found[`attention ${size}`] = attentionHash(bench, size);
  for (const size of rowSizes) {
    found[`layer norm ${size}`] = normHash(bench, size);
    found[`GELU ${size}`] = geluHash(bench, size);
    found[`rows ${size}`] = rowsHash(bench, size);
  }
  return found;
}

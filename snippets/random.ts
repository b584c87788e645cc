/**
 * Seeded randomness: the same seed gives the same numbers in every browser and
 * in Node. Nothing in mini-rlhf calls Math.random.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand), 32-bit integers
 * only. `fork(label)` derives an independent stream from the seed and a label,
 * not from the position in the stream: drawing one number more in one place
 * does not shift the numbers of another place.
 */
import { assert } from "./base/assert.ts";
import { log } from "./base/exact-math.ts";

export interface Rng {
  /** what this stream was made from: "7" or "7/rollout" */
  readonly name: string;
  /** a number in [0, 1), in steps of 2^-32 */
  uniform(): number;
  /** an integer in 0 .. n-1 */
  integer(n: number): number;
  /** a draw from the normal distribution N(0, 1) */
  normal(): number;
  /** true with probability p */
  chance(p: number): boolean;
  /** one of the items, all equally likely */
  choice<T>(items: readonly T[]): T;
  /** an index, drawn in proportion to the weights (need not sum to 1) */
  weighted(weights: ArrayLike<number>): number;
  /** a new array with the items in random order */
  shuffle<T>(items: readonly T[]): T[];
  /** an independent stream, the same for the same label */
  fork(label: string | number): Rng;
}

/** Starts a stream. Seeds are integers from 1; 0 means "unseeded" to TF.js. */
export function createRng(seed: number): Rng {
  assert(
    Number.isInteger(seed) && seed >= 1,
    `A seed is an integer from 1 upwards, got ${seed}.`,
  );
  return rngNamed(String(seed));
}

/** The stream of that name, from its beginning. */
export function rngNamed(name: string): Rng {
  const next = sfc32(name);
  const uniform = () => next() / 2 ** 32;
  return {
    name,
    uniform,
    integer: (n) => Math.floor(uniform() * n),
    normal: () => normal(uniform),
    chance: (p) => uniform() < p,
    choice(items) {
      assert(items.length > 0, "choice() needs at least one item, got none.");
      return items[Math.floor(uniform() * items.length)]!;
    },
    weighted: (weights) => weighted(weights, uniform()),
    shuffle: (items) => shuffle(items, uniform),
    fork: (label) => rngNamed(`${name}/${label}`),
  };
}

/** Marsaglia's polar method: no sine or cosine needed. */
function normal(uniform: () => number): number {
  for (;;) {
    const u = 2 * uniform() - 1;
    const v = 2 * uniform() - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * log(s)) / s);
  }
}

function weighted(weights: ArrayLike<number>, u: number): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  assert(
    total > 0 && total < Infinity,
    `weighted() needs finite weights with a positive sum, got ${total}.`,
  );
  let rest = u * total;
  let last = 0; // rounding may leave a crumb: then the last possible index
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! <= 0) continue;
    last = i;
    rest -= weights[i]!;
    if (rest < 0) return i;
  }
  return last;
}

/** Fisher-Yates on a copy. */
function shuffle<T>(items: readonly T[], uniform: () => number): T[] {
  const deck = [...items];
  for (let i = deck.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    [deck[i], deck[j]] = [deck[j]!, deck[i]!];
  }
  return deck;
}

/** A generator of unsigned 32-bit integers, started from the name's hash. */
function sfc32(name: string): () => number {
  let a = hash32(name, 1);
  let b = hash32(name, 2);
  let c = hash32(name, 3);
  let counter = 1;
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) next(); // mix the three hashes
  return next;
}

/** FNV-1a over the characters, finished as MurmurHash3 does. */
export function hash32(text: string, salt = 0): number {
  let h = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b9);
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * exp, log, cos and powers from additions, multiplications and divisions alone.
 *
 * Math.exp and its kin may differ in the last bit from browser to browser.
 * Whatever decides what a seed means - the corpus, the labelers, a sampled
 * token - uses these instead, so that one seed gives the same bits everywhere.
 * Left out: directed rounding. The error is about one unit in the last place.
 */

const LN2_HIGH = 6.9314718036912381649e-1; // the upper 32 bits of ln 2 ...
const LN2_LOW = 1.90821492927058770002e-10; // ... and the rest (fdlibm)

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer); // little endian: [low, high]

/** 2 to the power of an integer -1022..1023, by writing its exponent bits. */
function powerOfTwo(k: number): number {
  words[0] = 0;
  words[1] = (k + 1023) << 20;
  return float[0]!;
}

/** e to the power of x; 0 below -708, Infinity above 709. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x < -708) return 0;
  if (x > 709) return Infinity;
  const k = Math.round(x / (LN2_HIGH + LN2_LOW));
  const r = x - k * LN2_HIGH - k * LN2_LOW; // |r| <= ln(2) / 2
  let sum = 1;
  for (let n = 14; n >= 1; n--) sum = 1 + (r / n) * sum; // Taylor, Horner form
  return k === 1024 ? sum * 2 * powerOfTwo(1023) : sum * powerOfTwo(k);
}

const f = Math.fround;
const [LOG2E, LN2_UP, LN2_DOWN] = [1.44269504, 0.693359375, -2.1219444e-4];
const CEPHES = [
  ...[1.98756915e-4, 1.39819995e-3, 8.33345191e-3],
  ...[4.16657959e-2, 1.66666655e-1, 5.00000012e-1],
].map(f);

/**
 * e to the power of x in 32-bit floats (Cephes' expf); 0 below -87, as 88 above
 * 88. Bit for bit what the engine's kernels compute (engine/kernels/exp.ts).
 */
export function exp32(x: number): number {
  x = Math.min(f(x), 88);
  if (x < -87) return 0;
  const n = f(f(f(x * f(LOG2E)) + 12582912) - 12582912); // rounded: 1.5 * 2^23
  const r = f(f(x - f(n * f(LN2_UP))) - f(n * f(LN2_DOWN)));
  const p = CEPHES.reduce((sum, c) => f(f(sum * r) + c), 0);
  return f(f(f(f(f(p * r) * r) + r) + 1) * powerOfTwo(n));
}

/** The natural logarithm of a normal positive number; log(0) = -Infinity. */
export function log(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  if (x === Infinity) return Infinity;
  float[0] = x;
  let k = (words[1]! >>> 20) - 1023;
  words[1] = (words[1]! & 0x000fffff) | 0x3ff00000;
  let m = float[0]; // x = m 2^k with 1 <= m < 2
  if (m > Math.SQRT2) {
    m /= 2;
    k += 1;
  }
  const s = (m - 1) / (m + 1); // log m = 2 atanh s, |s| < 0.172
  const s2 = s * s;
  let sum = 0;
  for (let n = 23; n >= 1; n -= 2) sum = 1 / n + s2 * sum;
  return k * LN2_HIGH + (k * LN2_LOW + 2 * s * sum);
}

/** The cosine of an angle between 0 and pi, in radians. */
export function cos(angle: number): number {
  const x = angle - Math.PI / 2; // cos(angle) = -sin(x), |x| <= pi / 2
  let sum = 0;
  for (let n = 25; n >= 1; n -= 2) {
    sum = 1 - ((x * x) / ((n + 1) * (n + 2))) * sum; // Taylor, Horner form
  }
  return -x * sum;
}

/** x to the power of a whole number n >= 0, by repeated squaring. */
export function power(x: number, n: number): number {
  if (n === 0) return 1;
  const half = power(x, Math.floor(n / 2));
  return n % 2 === 0 ? half * half : half * half * x;
}

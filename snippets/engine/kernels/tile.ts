/**
 * The micro-kernel of matrix products: 2 rows of A times 16 columns of B, 32
 * sums in 8 registers. Each sum runs along k in order.
 *
 * Four steps are written out, so that the offsets are constants and pointers
 * move once in four. asconfig.json says `optimizeLevel` 2, as 3 would sort
 * these sums into chains that need more registers than there are.
 */

/** Multiply and accumulate; rounded once, not twice, with relaxed SIMD. */
// @ts-ignore: decorator
@inline
function mac(sum: v128, x: v128, y: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(x, y, sum);
  return f32x4.add(sum, f32x4.mul(x, y));
}

/**
 * c = start (unless that is 0) + two rows of A, `second` bytes apart, times a
 * panel of 16 columns.
 */
// @ts-ignore: decorator
@inline
export function tile(
  a: usize, second: i32, panel: usize, kc: i32,
  c: usize, cRow: i32, start: usize, startRow: i32,
): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0; // the first row's sums
  let t0 = s0, t1 = s0, t2 = s0, t3 = s0;
  let x: v128, y: v128, b: v128;
  let d = a + <usize>second;
  const whole = a + <usize>((kc & ~3) << 2);
  const end = a + <usize>(kc << 2);
  for (; a < whole; a += 16) {
    x = v128.load_splat<f32>(a); y = v128.load_splat<f32>(d);
    b = v128.load(panel); s0 = mac(s0, x, b); t0 = mac(t0, y, b);
    b = v128.load(panel, 16); s1 = mac(s1, x, b); t1 = mac(t1, y, b);
    b = v128.load(panel, 32); s2 = mac(s2, x, b); t2 = mac(t2, y, b);
    b = v128.load(panel, 48); s3 = mac(s3, x, b); t3 = mac(t3, y, b);

    x = v128.load_splat<f32>(a, 4); y = v128.load_splat<f32>(d, 4);
    b = v128.load(panel, 64); s0 = mac(s0, x, b); t0 = mac(t0, y, b);
    b = v128.load(panel, 80); s1 = mac(s1, x, b); t1 = mac(t1, y, b);
    b = v128.load(panel, 96); s2 = mac(s2, x, b); t2 = mac(t2, y, b);
    b = v128.load(panel, 112); s3 = mac(s3, x, b); t3 = mac(t3, y, b);

    x = v128.load_splat<f32>(a, 8); y = v128.load_splat<f32>(d, 8);
    b = v128.load(panel, 128); s0 = mac(s0, x, b); t0 = mac(t0, y, b);
    b = v128.load(panel, 144); s1 = mac(s1, x, b); t1 = mac(t1, y, b);
    b = v128.load(panel, 160); s2 = mac(s2, x, b); t2 = mac(t2, y, b);
    b = v128.load(panel, 176); s3 = mac(s3, x, b); t3 = mac(t3, y, b);

    x = v128.load_splat<f32>(a, 12); y = v128.load_splat<f32>(d, 12);
    b = v128.load(panel, 192); s0 = mac(s0, x, b); t0 = mac(t0, y, b);
    b = v128.load(panel, 208); s1 = mac(s1, x, b); t1 = mac(t1, y, b);
    b = v128.load(panel, 224); s2 = mac(s2, x, b); t2 = mac(t2, y, b);
    b = v128.load(panel, 240); s3 = mac(s3, x, b); t3 = mac(t3, y, b);

    d += 16;
    panel += 256;
  }
  for (; a < end; a += 4) {
    x = v128.load_splat<f32>(a); y = v128.load_splat<f32>(d);
    b = v128.load(panel); s0 = mac(s0, x, b); t0 = mac(t0, y, b);
    b = v128.load(panel, 16); s1 = mac(s1, x, b); t1 = mac(t1, y, b);
    b = v128.load(panel, 32); s2 = mac(s2, x, b); t2 = mac(t2, y, b);
    b = v128.load(panel, 48); s3 = mac(s3, x, b); t3 = mac(t3, y, b);
    d += 4;
    panel += 64;
  }
  put(c, s0, s1, start);
  put(c + 32, s2, s3, start == 0 ? 0 : start + 32);
  c += <usize>cRow;
  if (start != 0) start += <usize>startRow;
  put(c, t0, t1, start);
  put(c + 32, t2, t3, start == 0 ? 0 : start + 32);
}

/**
 * For a panel of 8 columns: 4 rows, the others `third` bytes apart. It is all
 * that a small head of attention has, so 4 sums at once would be too few.
 */
// @ts-ignore: decorator
@inline
export function narrowTile(
  a: usize, second: i32, third: i32, panel: usize, kc: i32,
  c: usize, cRow: i32, start: usize, startRow: i32,
): void {
  let s0 = f32x4.splat(0), s1 = s0, t0 = s0, t1 = s0;
  let u0 = s0, u1 = s0, v0 = s0, v1 = s0;
  let d = a + <usize>second;
  let e = d + <usize>third;
  let f = e + <usize>third;
  const end = a + <usize>(kc << 2);
  for (; a < end; a += 4) {
    const b0 = v128.load(panel), b1 = v128.load(panel, 16);
    let x = v128.load_splat<f32>(a);
    s0 = mac(s0, x, b0); s1 = mac(s1, x, b1);
    x = v128.load_splat<f32>(d);
    t0 = mac(t0, x, b0); t1 = mac(t1, x, b1);
    x = v128.load_splat<f32>(e);
    u0 = mac(u0, x, b0); u1 = mac(u1, x, b1);
    x = v128.load_splat<f32>(f);
    v0 = mac(v0, x, b0); v1 = mac(v1, x, b1);
    d += 4;
    e += 4;
    f += 4;
    panel += 32;
  }
  const row = <usize>cRow, next: usize = start == 0 ? 0 : <usize>startRow;
  put(c, s0, s1, start);
  put(c + row, t0, t1, start + next);
  put(c + 2 * row, u0, u1, start + 2 * next);
  put(c + 3 * row, v0, v1, start + 3 * next);
}

/** Eight sums, and what they are added to. */
// @ts-ignore: decorator
@inline
function put(c: usize, low: v128, high: v128, start: usize): void {
  if (start != 0) {
    low = f32x4.add(v128.load(start), low);
    high = f32x4.add(v128.load(start, 16), high);
  }
  v128.store(c, low);
  v128.store(c, high, 16);
}

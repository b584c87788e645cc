/** Looking rows up and adding them up. */

/** out[i] = table[ids[i]]; an id outside the table gives a row of 0. */
export function gatherRows(
  table: usize, ids: usize, out: usize, count: i32, V: i32, width: i32,
): void {
  const bytes = <usize>(width << 2);
  for (let i = 0; i < count; i++) {
    const id = load<u32>(ids + (i << 2));
    if (id < <u32>V) memory.copy(out, table + <usize>id * bytes, bytes);
    else memory.fill(out, 0, bytes);
    out += bytes;
  }
}

/** dTable[ids[i]] += dOut[i], from 0, in the order of i. */
export function scatterAddRows(
  dOut: usize, ids: usize, dTable: usize, count: i32, V: i32, width: i32,
): void {
  const bytes = <usize>(width << 2);
  memory.fill(dTable, 0, <usize>V * bytes);
  for (let i = 0; i < count; i++) {
    const id = load<u32>(ids + (i << 2));
    const row = dTable + <usize>id * bytes;
    if (id < <u32>V) add(row, dOut, row, width);
    dOut += bytes;
  }
}

/** rows[i] += places[past + i % T] */
export function addRows(
  places: usize, rows: usize, count: i32, T: i32, past: i32, width: i32,
): void {
  const bytes = <usize>(width << 2);
  for (let i = 0; i < count; i++) {
    add(rows, places + <usize>(past + i % T) * bytes, rows, width);
    rows += bytes;
  }
}

/** dPlaces[past + i % T] += dRows[i], from 0, in the order of i. */
export function sumTexts(
  dRows: usize, dPlaces: usize,
  count: i32, T: i32, past: i32, places: i32, width: i32,
): void {
  const bytes = <usize>(width << 2);
  memory.fill(dPlaces, 0, <usize>places * bytes);
  for (let i = 0; i < count; i++) {
    const row = dPlaces + <usize>(past + i % T) * bytes;
    add(row, dRows, row, width);
    dRows += bytes;
  }
}

/** out = the sum of all rows, in their order. */
export function sumRows(x: usize, out: usize, rows: i32, width: i32): void {
  memory.fill(out, 0, <usize>(width << 2));
  for (let row = 0; row < rows; row++) {
    add(out, x, out, width);
    x += <usize>(width << 2);
  }
}

/** out = x + y, number by number; out may be one of them. */
export function add(x: usize, y: usize, out: usize, size: i32): void {
  const whole = (size & ~3) << 2;
  for (let i = 0; i < whole; i += 16) {
    v128.store(out + i, f32x4.add(v128.load(x + i), v128.load(y + i)));
  }
  for (let i = whole; i < size << 2; i += 4) {
    store<f32>(out + i, load<f32>(x + i) + load<f32>(y + i));
  }
}

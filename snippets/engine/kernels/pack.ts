/**
 * Lays matrices out as the micro-kernel of tile.ts reads them: B in panels of
 * 16 columns, row by row, and A in rows.
 */

/** How wide a panel is that begins with so many columns left. */
// @ts-ignore: decorator
@inline
export function panelWidth(left: i32): i32 {
  return left > 8 ? 16 : 8;
}

/**
 * B [kc, n] -> panels; the last is filled up with 0. Strides count numbers,
 * and one of them is 1.
 */
export function packPanels(
  b: usize, bRow: i32, bColumn: i32, kc: i32, n: i32, to: usize,
): void {
  for (let j = 0; j < n; j += 16) {
    const width = panelWidth(n - j);
    const columns = min(width, n - j);
    if (columns < width) memory.fill(to, 0, <usize>((width * kc) << 2));
    if (bColumn == 1) copy(b, bRow << 2, kc, columns, to, width << 2);
    else turn(b, bColumn << 2, columns, kc, to, width << 2);
    b += <usize>((16 * bColumn) << 2);
    to += <usize>((width * kc) << 2);
  }
}

/** Rows of up to 16 numbers; row strides in bytes from here on. */
function copy(
  from: usize, fromRow: i32, rows: i32, columns: i32, to: usize, toRow: i32,
): void {
  const end = to + <usize>(rows * toRow);
  if (columns == 16) {
    for (; to < end; to += 64) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      v128.store(to, v128.load(from, 32), 32);
      v128.store(to, v128.load(from, 48), 48);
      from += <usize>fromRow;
    }
    return;
  }
  const whole = (columns & ~3) << 2;
  for (; to < end; to += <usize>toRow) {
    for (let i = 0; i < whole; i += 16) v128.store(to + i, v128.load(from + i));
    for (let i = whole; i < columns << 2; i += 4) {
      store<f32>(to + i, load<f32>(from + i));
    }
    from += <usize>fromRow;
  }
}

/** Rows become columns, in squares of 4 x 4. */
export function turn(
  from: usize, fromRow: i32, rows: i32, columns: i32, to: usize, toRow: i32,
): void {
  const wholeRows = rows & ~3, wholeColumns = columns & ~3;
  for (let i = 0; i < wholeRows; i += 4) {
    const row = from + <usize>(i * fromRow);
    turnFour(row, fromRow, wholeColumns, to + <usize>(i << 2), toRow);
    turnRest(
      row, fromRow, 4, wholeColumns, columns, to + <usize>(i << 2), toRow,
    );
  }
  turnRest(
    from + <usize>(wholeRows * fromRow), fromRow, rows - wholeRows, 0, columns,
    to + <usize>(wholeRows << 2), toRow,
  );
}

function turnFour(
  row: usize, fromRow: i32, columns: i32, to: usize, toRow: i32,
): void {
  const row1 = row + <usize>fromRow;
  const row2 = row1 + <usize>fromRow;
  const row3 = row2 + <usize>fromRow;
  for (let i = 0; i < columns << 2; i += 16) {
    const a = v128.load(row + i), b = v128.load(row1 + i);
    const c = v128.load(row2 + i), d = v128.load(row3 + i);
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f64>(ab, cd, 0, 2));
    to += <usize>toRow;
    v128.store(to, v128.shuffle<f64>(ab, cd, 1, 3));
    to += <usize>toRow;
    v128.store(to, v128.shuffle<f64>(ab2, cd2, 0, 2));
    to += <usize>toRow;
    v128.store(to, v128.shuffle<f64>(ab2, cd2, 1, 3));
    to += <usize>toRow;
  }
}

function turnRest(
  from: usize, fromRow: i32, rows: i32, column: i32, columns: i32,
  to: usize, toRow: i32,
): void {
  for (; column < columns; column++) {
    for (let r = 0; r < rows; r++) {
      const number = load<f32>(from + <usize>(r * fromRow + (column << 2)));
      store<f32>(to + <usize>(column * toRow + (r << 2)), number);
    }
  }
}

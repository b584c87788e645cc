/** A block of a product: some rows of A times packed panels, tile by tile. */
import { panelWidth } from "./pack";
import { narrowTile, tile } from "./tile";

/** What a product can leave out: see `triangleGemm` in gemm.ts. */
export const NOTHING: i32 = 0;
export const ABOVE_DIAGONAL_OF_C: i32 = 1;
export const ABOVE_DIAGONAL_OF_A: i32 = 2;
export const BELOW_DIAGONAL_OF_A: i32 = 3;

/**
 * All tiles of some rows of C, from row0 on; strides in bytes here. That of
 * `start` is 0 if that is 0.
 */
export function multiplyBlock(
  without: i32, row0: i32, k0: i32,
  m: i32, n: i32, kc: i32,
  a: usize, aRow: i32,
  panels: usize,
  c: usize, cRow: i32,
  start: usize, startRow: i32,
  edge: usize,
): void {
  for (let j = 0; j < n; j += 16) {
    const width = panelWidth(n - j);
    const columns = min(width, n - j);
    const panel = panels + <usize>((j * kc) << 2);
    const to = c + <usize>(j << 2);
    const from: usize = start == 0 ? 0 : start + <usize>(j << 2);
    const height = 32 / width;
    let i = 0;
    if (without == NOTHING && columns == 16) {
      // Most of all work; nothing to decide.
      let x = a, y = to, z = from;
      for (; i + 2 <= m; i += 2) {
        tile(x, aRow, panel, kc, y, cRow, z, startRow);
        x += <usize>(2 * aRow);
        y += <usize>(2 * cRow);
        z += <usize>(2 * startRow);
      }
    }
    if (without == ABOVE_DIAGONAL_OF_C) i = max(0, j - row0);
    for (; i < m; i += height) {
      const row = row0 + i - k0; // where the diagonal of A is
      let k = 0, end = kc;
      if (without == ABOVE_DIAGONAL_OF_A) end = max(0, min(kc, row + height));
      if (without == BELOW_DIAGONAL_OF_A) k = max(0, min(kc, row));
      anyTile(
        width, m - i, columns,
        a + <usize>(i * aRow + (k << 2)), aRow,
        panel + <usize>((k * width) << 2), end - k,
        to + <usize>(i * cRow), cRow,
        from + <usize>(i * startRow), startRow, edge,
      );
    }
  }
}

/** A tile of which `rows` rows and `columns` columns are left in C. */
// @ts-ignore: decorator
@inline
function anyTile(
  width: i32, rows: i32, columns: i32,
  a: usize, aRow: i32, panel: usize, kc: i32,
  c: usize, cRow: i32, start: usize, startRow: i32, edge: usize,
): void {
  if (columns == 16 && rows >= 2) {
    tile(a, aRow, panel, kc, c, cRow, start, startRow);
  } else if (columns == 8 && rows >= 4) {
    narrowTile(a, aRow, aRow, panel, kc, c, cRow, start, startRow);
  } else {
    edgeTile(
      width, rows, columns, a, aRow, panel, kc, c, cRow, start, startRow, edge,
    );
  }
}

/** It goes to one side first; missing rows read an existing one. */
function edgeTile(
  width: i32, rows: i32, columns: i32,
  a: usize, aRow: i32, panel: usize, kc: i32,
  c: usize, cRow: i32, start: usize, startRow: i32, edge: usize,
): void {
  const height = 32 / width;
  const second = rows > 1 ? aRow : 0, third = rows > 2 ? aRow : 0;
  if (width == 16) tile(a, second, panel, kc, edge, 64, 0, 0);
  else narrowTile(a, second, third, panel, kc, edge, 32, 0, 0);
  copyEdge(
    edge, width, min(rows, height), columns, c, cRow, start, startRow,
  );
}

/** The part of a tile, put aside at `edge`, that lies inside C. */
function copyEdge(
  edge: usize, width: i32, rows: i32, columns: i32,
  c: usize, cRow: i32, start: usize, startRow: i32,
): void {
  for (let r = 0; r < rows; r++) {
    for (let l = 0; l < columns; l++) {
      let value = load<f32>(edge + <usize>((r * width + l) << 2));
      if (start != 0) {
        value = load<f32>(start + <usize>(r * startRow + (l << 2))) + value;
      }
      store<f32>(c + <usize>(r * cRow + (l << 2)), value);
    }
  }
}

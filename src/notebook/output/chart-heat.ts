import { emptyNote, type Frame, letter, shortened, title } from "./chart-frame.ts";
import { type Drawn, round } from "./chart-plot.ts";
import { formatNumber } from "./format.ts";
import { type Markup, type Part, svg } from "./markup.ts";
import type { HeatChart } from "./chart-spec.ts";
import { shareOf } from "./color-scale.ts";

/** Squares of colour in rows and columns, with their numbers where there is room. */
export function drawHeat(spec: HeatChart, width: number): Drawn {
  const { rows, columns } = spec;
  if (rows.length === 0 || columns.length === 0) return { drawing: emptyNote(width, 170), plot: null, height: 170 };
  const left = 10 + Math.min(width * 0.3, Math.max(...rows.map((name) => name.length)) * letter);
  const right = width - 2;
  const cell = Math.min(64, (right - left) / columns.length);
  const tall = Math.max(rows.length > 24 ? 8 : 20, Math.min(36, cell));
  const top = (spec.title ? 26 : 0) + (spec.y ? 20 : 4);
  const frame: Frame = { width, height: 0, left, right: width - left - cell * columns.length, top, bottom: 0 };
  const bottom = top + tall * rows.length;
  const isNamed = spec.x !== "";
  const height = Math.ceil(bottom + 24 + (isNamed ? 18 : 0) + 26);
  const drawing = [
    title(spec.title),
    spec.y && svg`<text class="chart-name" x="0" y="${top - 8}">${spec.y}</text>`,
    squares(spec, frame, cell, tall),
    rowNames(spec, frame, tall),
    columnNames(spec, frame, cell, bottom),
    isNamed &&
      svg`<text class="chart-name" x="${round(left + (cell * columns.length) / 2)}" y="${round(bottom + 36)}" text-anchor="middle">${spec.x}</text>`,
    colourKey(spec, left, height - 14),
  ];
  return { drawing, height, plot: { left, right: left + cell * columns.length, top, bottom } };
}

function squares(spec: HeatChart, { left, top }: Frame, cell: number, tall: number): Markup {
  const texts = spec.values.map((row) => row.map((value) => (value === null ? "" : formatNumber(value, 3))));
  const longest = Math.max(...texts.flat().map((text) => text.length));
  const hasRoom = longest * letter <= cell - 4 && tall >= 16;
  const drawn = spec.values.flatMap((row, i) =>
    row.map((value, j) => {
      const [x, y] = [round(left + j * cell), round(top + i * tall)];
      const box = svg` x="${x}" y="${y}" width="${round(cell)}" height="${round(tall)}"`;
      if (value === null) return svg`<rect class="chart-none"${box}/>`;
      const text =
        hasRoom &&
        svg`<text class="chart-cell" x="${round(x + cell / 2)}" y="${round(y + tall / 2)}" dy="0.33em" text-anchor="middle">${texts[i]![j]}</text>`;
      return svg`<rect${tintOf(value, spec)}${box}/>${text}`;
    }),
  );
  return svg`<g class="chart-cells">${drawn}</g>`;
}

/** "tint-high" with its strength; colours themselves are the page's. */
function tintOf(value: number, { domain }: HeatChart): Markup {
  const share = shareOf(value, domain);
  return svg` class="tint-${share < 0 ? "low" : "high"}" fill-opacity="${(Math.abs(share) * 0.52).toFixed(3)}"`;
}

function rowNames({ rows }: HeatChart, { left, top }: Frame, tall: number): Part {
  const every = Math.ceil(12 / tall);
  const room = Math.max(3, Math.floor((left - 8) / letter));
  return rows.map(
    (name, i) =>
      i % every === 0 &&
      svg`<text class="chart-tick" x="${round(left - 6)}" y="${round(top + (i + 0.5) * tall)}" dy="0.33em" text-anchor="end">${shortened(name, room)}</text>`,
  );
}

function columnNames({ columns }: HeatChart, { left }: Frame, cell: number, bottom: number): Part {
  const longest = Math.max(...columns.map((name) => name.length)) * letter + 6;
  const every = Math.max(1, Math.ceil(Math.min(longest, 60) / cell));
  const room = Math.max(3, Math.floor((cell * every) / letter));
  return columns.map(
    (name, j) =>
      j % every === 0 &&
      svg`<text class="chart-tick" x="${round(left + (j + 0.5) * cell)}" y="${round(bottom + 15)}" text-anchor="middle">${shortened(name, room)}</text>`,
  );
}

function colourKey(spec: HeatChart, left: number, y: number): Markup {
  const [lowest, highest] = spec.domain;
  const [from, to] = [`${spec.label ? `${spec.label} ` : ""}${formatNumber(lowest, 3)}`, formatNumber(highest, 3)];
  const start = left + from.length * letter + 8;
  const boxes = [0, 0.25, 0.5, 0.75, 1].map((step, index) => {
    const tint = tintOf(lowest + step * (highest - lowest), spec);
    return svg`<rect${tint} x="${round(start + index * 20)}" y="${y - 5}" width="20" height="10"/>`;
  });
  const low = svg`<text x="${round(left)}" y="${y}" dy="0.33em">${from}</text>`;
  const outline = svg`<rect class="chart-outline" x="${round(start)}" y="${y - 5}" width="100" height="10"/>`;
  return svg`<g class="chart-key">${low}${boxes}${outline}<text x="${round(start + 108)}" y="${y}" dy="0.33em">${to}</text></g>`;
}

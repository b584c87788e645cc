import { type Frame, letter, placeLabels } from "./chart-frame.ts";
import { round } from "./chart-plot.ts";
import { canDraw, placeOf, type Scale } from "./chart-scale.ts";
import type { LineChart } from "./chart-spec.ts";
import { type Part, svg } from "./markup.ts";

/**
 * Levels to compare with, each with its name above it: at the end where fewer of the `marks` lie, the
 * places [x, y] of what is drawn.
 */
export function horizontalLines(
  lines: LineChart["lines"],
  y: Scale,
  frame: Frame,
  marks: readonly (readonly [number, number])[] = [],
): Part {
  const drawn = linesOf(lines, "y", y);
  const names = placeLabels(
    drawn.map(({ place }) => Math.max(6, place - 8)),
    frame,
  );
  return drawn.map(({ text, place }, index) => {
    const [left, right] = [frame.left + 4, frame.width - frame.right - 4];
    const size = text.length * letter;
    const under = (from: number, to: number): number =>
      marks.filter(([x, at]) => x >= from && x <= to && Math.abs(at - names[index]!) < 10).length;
    const isRight = under(left, left + size) > under(right - size, right);
    const at = svg` x="${round(isRight ? right : left)}" y="${round(names[index]!)}"${isRight && svg` text-anchor="end"`}`;
    const name = svg`<text class="chart-note"${at} dy="0.32em">${text}</text>`;
    return svg`<line class="chart-reference" x1="${frame.left}" x2="${frame.width - frame.right}" y1="${place}" y2="${place}"/>${name}`;
  });
}

/** Places to compare with, each with its name at its upper end, a row deeper for every name that it would cover. */
export function verticalLines(lines: LineChart["lines"], x: Scale, frame: Frame): Part {
  const middle = (frame.left + frame.width - frame.right) / 2;
  const taken: { from: number; to: number; row: number }[] = [];
  return linesOf(lines, "x", x).map(({ text, place }) => {
    const size = text.length * letter;
    const isLate = place > middle;
    const from = isLate ? place - 4 - size : place + 4;
    const near = taken.filter((other) => from < other.to + 4 && other.from < from + size + 4);
    const row = near.length === 0 ? 0 : Math.max(...near.map((one) => one.row)) + 1;
    taken.push({ from, to: from + size, row });
    const at = svg` x="${round(place + (isLate ? -4 : 4))}" y="${round(frame.top + 10 + row * 15)}"`;
    const name = svg`<text class="chart-note"${at}${isLate && svg` text-anchor="end"`}>${text}</text>`;
    return svg`<line class="chart-reference" x1="${place}" x2="${place}" y1="${frame.top}" y2="${frame.height - frame.bottom}"/>${name}`;
  });
}

interface Placed {
  text: string;
  place: number;
}

/** Those of one axis that can be drawn. */
function linesOf(lines: LineChart["lines"], axis: "x" | "y", scale: Scale): Placed[] {
  const own = (lines ?? []).filter((one) => one.axis === axis);
  return own
    .map(({ at, label }) => ({ text: label, place: round(placeOf(at, scale)) }))
    .filter(({ place }) => canDraw(place));
}

import type { Part } from "./markup.ts";

/** Six colours, then again from the first. */
export function colourOf(index: number): number {
  return (index % 6) + 1;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** What the page needs to find the data under the pointer: where the axes are, and their ends. */
export interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
  x?: Axis;
  y?: Axis;
  y2?: Axis;
}

export interface Axis {
  from: number;
  to: number;
  log: boolean;
}

/** A chart's SVG, and how high it has become. */
export interface Drawn {
  drawing: Part;
  height: number;
  plot: Plot | null;
}

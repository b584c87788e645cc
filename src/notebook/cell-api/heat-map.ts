import type { HeatChart } from "../output/chart-spec.ts";
import { colorDomain } from "../output/color-scale.ts";
import { chartTitle } from "./chart-title.ts";
import { isRecord, refusal } from "./check-arguments.ts";
import { checkOptions, type OptionsOf } from "./check-options.ts";
import { type Matrix, plainNumbers, readDomain, readMatrix } from "./read-numbers.ts";

export interface HeatMapSpec {
  title?: string;
  /** what the columns and the rows are */
  x?: string;
  y?: string;
  /** what the numbers are */
  label?: string;
  /** names; numbered from 1 unless said */
  columns?: readonly (string | number)[];
  rows?: readonly (string | number)[];
  /** row by row, as lists or as a tensor [rows, columns] */
  values: Matrix;
  /** the numbers with full colour */
  domain?: readonly [number, number];
}

const heatMapOptions: OptionsOf<HeatMapSpec> = {
  ...{ title: true, x: true, y: true, label: true, columns: true, rows: true, values: true, domain: true },
};

/** Rows, and columns. */
const maxCells = 64;

const example = "heatMap({ values: [[0.1, 0.9], [0.5, 0.5]] })";

export function heatMap(spec: HeatMapSpec): HeatChart {
  checkOptions("heatMap", spec, heatMapOptions);
  const given = isRecord(spec) ? readMatrix(spec.values) : null;
  const width = given?.[0]?.length ?? 0;
  if (!given || width === 0 || given.some((row) => row.length !== width)) {
    throw refusal("heatMap", `values in rows of one length, as in ${example}`, isRecord(spec) ? spec.values : spec);
  }
  const values = given.slice(0, maxCells).map((row) => plainNumbers(row, maxCells));
  const known = values.flat().filter((value) => value !== null);
  return {
    kind: "heat",
    ...chartTitle(spec.title),
    x: String(spec.x ?? ""),
    y: String(spec.y ?? ""),
    label: String(spec.label ?? ""),
    columns: namesOf("columns", spec.columns, width),
    rows: namesOf("rows", spec.rows, given.length),
    values,
    domain: spec.domain ? readDomain("heatMap", "domain", spec.domain) : colorDomain(known),
  };
}

function namesOf(what: string, given: unknown, count: number): string[] {
  const isGiven = Array.isArray(given);
  if (isGiven && given.length !== count) {
    throw refusal(
      "heatMap",
      `as many names of ${what} as there are: ${count} ${what} and ${given.length} names do not fit`,
      given,
    );
  }
  return Array.from({ length: Math.min(count, maxCells) }, (_, index) => String(isGiven ? given[index] : index + 1));
}

/**
 * Computed numbers in prose. `<Value of="ppo-compare.wins" digits={2} />` is what a cell of the
 * book computed when it was frozen; `<Measured of="figure-1" where={{ size: "M" }} field="gold" />`
 * is a mean over seeds from public/experiments, <MeasuredTable> and <MeasuredChart> many of them.
 * What is not there fails the build in its line.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Root } from "mdast";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { chapterAddress, chapterSlug } from "../book/chapter-slug.ts";
import { type PublishedExperiment, measurementOf, type Where } from "../book/experiments.ts";
import type { FrozenChapter } from "../book/frozen.ts";
import { findValue, type ReadChapter } from "../book/frozen-value.ts";
import { measuredChart, type MeasuredChartSpec } from "../book/measured-chart.ts";
import { measuredTable, type MeasuredTableSpec } from "../book/measured-table.ts";
import { type NumberStyle, numberText, spreadText } from "../notebook/output/number-text.ts";
import { isRefused, refuse } from "./faults.ts";
import { type Element, literalAttributes } from "./literal.ts";
import { chapterFolders } from "../book/chapter-folders.ts";

export interface ValueOptions {
  /** why what is frozen of a cell is no longer true, if so; a build takes what there is */
  staleness?: (chapter: string, cell: string) => string | null;
}

export function remarkValues({ staleness = () => null }: ValueOptions = {}) {
  const resolvers = resolversWith(staleness);
  return (tree: Root, file: VFile) => {
    visit(tree, ["mdxJsxTextElement", "mdxJsxFlowElement"], (node) => {
      const element = node as Element;
      const resolve = resolvers[element.name ?? ""];
      if (!resolve || isRefused(element)) return;
      try {
        const resolved = resolve(literalAttributes(element), path.resolve(file.cwd, file.dirname ?? ""));
        element.attributes = Object.entries(resolved).map(([name, value]) => ({
          type: "mdxJsxAttribute",
          name,
          value,
        }));
      } catch (error) {
        refuse(file, `<${element.name}>: ${(error as Error).message}`, element);
      }
    });
  };
}

type Resolve = (attributes: Record<string, unknown>, folder: string) => Record<string, string>;

function resolversWith(staleness: NonNullable<ValueOptions["staleness"]>): Record<string, Resolve> {
  return {
    Measured: resolveMeasured,
    MeasuredChart: ({ of, ...spec }, folder) =>
      computed(readExperiment(String(of), folder), (all) => measuredChart(all, spec as unknown as MeasuredChartSpec)),
    MeasuredTable: ({ of, ...spec }, folder) =>
      computed(readExperiment(String(of), folder), (all) => measuredTable(all, spec as unknown as MeasuredTableSpec)),
    Value: (attributes, folder) => resolveValue(attributes, folder, staleness),
  };
}

function resolveValue(
  { of, ...style }: Record<string, unknown>,
  folder: string,
  staleness: NonNullable<ValueOptions["staleness"]>,
): Record<string, string> {
  const { chapter, cell, value } = findValue(String(of), chapterReader(folder));
  const why = staleness(chapter ?? path.basename(folder), cell);
  if (why) throw new Error(`${String(of)} is out of date: ${why}.`);
  const text = typeof value === "number" ? numberText(value, numberStyle(style)) : String(value);
  return { text, cell, ...(chapter ? { address: chapterAddress(chapter) } : {}) };
}

function resolveMeasured(
  { of, field, where = {}, minus, ...style }: Record<string, unknown>,
  folder: string,
): Record<string, string> {
  if (typeof field !== "string") throw new Error(`"field" has to name a number of the rows.`);
  const experiment = readExperiment(String(of), folder);
  const { mean, spread, values } = measurementOf(experiment, where as Where, field, minus as Where | undefined);
  const format = numberStyle(style);
  const each = values.map(({ seed, value }) => `seed ${seed}: ${numberText(value, { digits: 2, ...format })}`);
  const how = spread === null ? "one seed" : `mean ± standard deviation over ${values.length} seeds`;
  const isSame = values.every(({ value }) => value === values[0]!.value);
  const text = spreadText(mean, isSame ? null : spread, format);
  return { text, title: `${how}; ${each.join(", ")}`, experiment: experiment.name };
}

function computed(
  experiment: PublishedExperiment,
  make: (experiment: PublishedExperiment) => object,
): Record<string, string> {
  return { computed: JSON.stringify(make(experiment)), experiment: experiment.name };
}

function numberStyle({ digits, percent, ...others }: Record<string, unknown>): NumberStyle {
  const unknown = Object.keys(others)[0];
  if (unknown) throw new Error(`it has no attribute "${unknown}"; to format there are digits={2} and percent.`);
  return { ...(digits === undefined ? {} : { digits: Number(digits) }), percent: percent === true };
}

/** Chapters are named by folder or slug; the chapter in `folder` needs no name. */
function chapterReader(folder: string): ReadChapter {
  const chapters = path.dirname(folder);
  return (name) => {
    const folders = name === null ? [path.basename(folder)] : chapterFolders(chapters);
    const found = folders.find((one) => name === null || one === name || chapterSlug(one) === name);
    if (found === undefined) return undefined;
    const file = path.join(chapters, found, "outputs.json");
    const frozen = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as FrozenChapter) : { cells: {} };
    return { folder: found, frozen };
  };
}

function readExperiment(name: string, folder: string): PublishedExperiment {
  const experiments = path.resolve(folder, "../../public/experiments");
  const file = path.join(experiments, `${name}.json`);
  if (!existsSync(file)) {
    const known = existsSync(experiments) ? readdirSync(experiments).join(", ") : "none";
    throw new Error(`public/experiments has no ${name}.json (there is: ${known}).`);
  }
  return { ...(JSON.parse(readFileSync(file, "utf8")) as PublishedExperiment), name };
}

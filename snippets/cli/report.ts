/**
 * npm run experiments -- --report: public/experiments/README.md, all results
 * in tables, each beside what the prototype of this project measured.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXPERIMENTS } from "../experiments/all.ts";
import { formatSpread, summarise } from "../experiments/summary.ts";
import { summaryTable, type Summary } from "../experiments/summary.ts";
import { comparisonNotes, experimentNotes } from "./report-texts.ts";
import { REPORT_INTRODUCTION } from "./report-texts.ts";

type Row = Record<string, unknown>;
type Numbers = { mean: number; sd?: number };

interface Results {
  name: string;
  command: string;
  core: string;
  machine: string;
  rows: Row[];
}

interface PrototypeTable {
  title: string;
  experiment: string;
  /** `where` says which of our rows it belongs to; the rest are numbers */
  rows: ({ where: Row; n: number } & Record<string, unknown>)[];
}

/** @param folder with NAME.json and prototype.json; README.md goes there too */
export function writeReport(folder: string): void {
  const read = <T>(name: string) =>
    JSON.parse(readFileSync(join(folder, name), "utf8")) as T;
  const { tables } = read<{ tables: PrototypeTable[] }>("prototype.json");
  const parts = EXPERIMENTS.flatMap(({ name, question, keys, columns }) => {
    if (!existsSync(join(folder, `${name}.json`))) return [];
    const results = read<Results>(`${name}.json`);
    const summaries = summarise(results.rows, keys, columns);
    const beside = tables
      .filter(({ experiment }) => experiment === name)
      .map((table) => besidePrototype(table, results, columns));
    return [
      `## ${name}\n\n${question}\n\n\`${results.command}\` (core ` +
        `${results.core}; ${results.machine})`,
      ...(name in experimentNotes ? [experimentNotes[name]!] : []),
      ...byPart(summaries),
      ...beside,
    ];
  });
  const text = [REPORT_INTRODUCTION, ...parts].join("\n\n");
  writeFileSync(join(folder, "README.md"), `${text}\n`);
}

/** One table for every part of an experiment: their columns differ. */
function byPart(summaries: Summary[]): string[] {
  const parts = [...new Set(summaries.map(({ group }) => group.part))];
  return parts
    .filter((part) => part !== "rollouts") // hundreds of rows: see the file
    .map((part) => {
      const own = summaries
        .filter(({ group }) => group.part === part)
        .map(({ group: { part: _, ...group }, ...rest }) => {
          return { group, ...rest };
        });
      const title = part === undefined ? "" : `### ${String(part)}\n\n`;
      return title + summaryTable(own);
    });
}

/** "0.66 ± 0.01 (0.64 ± 0.02)": ours, and the prototype's in brackets. */
function besidePrototype(
  { title, rows }: PrototypeTable,
  { rows: ours }: Results,
  columns: readonly string[],
): string {
  const shown = columns.filter((column) => rows.some((row) => column in row));
  const keys = [
    ...new Set(rows.flatMap(({ where }) => Object.keys(where))),
  ].filter((key) => key !== "part");
  const lines = rows.map(({ where, n, ...theirs }) => {
    const own = ours.filter((row) =>
      Object.entries(where).every(([key, value]) => row[key] === value),
    );
    const [summary] = summarise(own, keys, shown);
    const cells = shown.map((column) => {
      const mine = formatSpread(summary?.numbers[column]) || "-";
      const other = formatSpread(theirs[column] as Numbers | undefined);
      return other ? `${mine} (${other})` : mine;
    });
    const names = keys.map((key) => String(where[key] ?? ""));
    return line([...names, `${summary?.count ?? 0} (${n})`, ...cells]);
  });
  const head = [...keys, "n", ...shown];
  const table = [line(head), line(head.map(() => "---")), ...lines].join("\n");
  const note = comparisonNotes[title];
  const heading = `### ${title}: beside the prototype`;
  return [heading, ...(note ? [note] : []), table].join("\n\n");
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

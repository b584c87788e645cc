import { describeChart } from "../notebook/output/describe-chart.ts";
import { dataTable } from "../notebook/output/data-table.ts";
import { formatNumber } from "../notebook/output/format.ts";
import { inspectedText } from "../notebook/output/inspected-text.ts";
import type { Output, ProgressOutput, TableOutput, TableValue } from "../notebook/output/output.ts";

/** What a cell shows, for a terminal. */
export function outputText(output: Output): string {
  switch (output.kind) {
    case "text":
      return labelled(output.label, output.text);
    case "value":
      return labelled(output.label, inspectedText(output.value));
    case "table":
      return labelled(output.caption, tableText(output));
    case "chart":
      return describeChart(output.chart);
    case "tokens":
    case "attention":
    case "samples":
      return labelled(output.title, tableText(dataTable(output, 40)));
    case "progress":
      return progressText(output);
    case "input":
      return `${output.input.label} = ${JSON.stringify(output.value)}`;
    case "check":
      return `${{ passed: "✓", wrong: "✗", open: "○" }[output.state]} ${output.what}: ${output.message}`;
    case "error":
      return `${output.error.name}: ${output.error.message}`;
  }
}

export function progressText({ label, step, steps, latest, timing }: ProgressOutput): string {
  const numbers = latest.map(({ name, value }) => `${name} ${cellText(value)}`).join("  ");
  const left = timing.secondsLeft ? `  ${Math.ceil(timing.secondsLeft)} s left` : "";
  return `${label ? `${label}: ` : ""}step ${step}${steps === null ? "" : ` of ${steps}`}  ${numbers}${left}`;
}

function labelled(label: string | undefined, text: string): string {
  if (!label) return text;
  return text.includes("\n") ? `${label}\n${text}` : `${label}: ${text}`;
}

const widest = 60;

function tableText({ columns, rows, more }: TableOutput): string {
  const lines = [columns, ...rows.map((row) => row.map(cellText))];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => [...(line[at] ?? "")].length)));
  const isNumber = columns.map((_, at) => rows.some((row) => typeof row[at] === "number"));
  const text = lines.map((line) =>
    line
      .map((field, at) => (isNumber[at] ? field.padStart(widths[at]!) : field.padEnd(widths[at]!)))
      .join("  ")
      .trimEnd(),
  );
  return [...text, ...(more > 0 ? [`... ${more} more`] : [])].join("\n");
}

function cellText(value: TableValue): string {
  if (value === null) return "";
  if (typeof value === "number") return formatNumber(value);
  const text = String(value).replace(/\s*\n\s*/g, " / ");
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
}

import { escapeHtml as html } from "./escape-html.ts";
import { formatColumn, formatNumber, spaced } from "./format.ts";
import type { TableOutput, TableValue } from "./output.ts";

/** More rows than this are turned page by page. */
const pageRows = 20;

/** A table whose headers sort it and whose pages turn (src/elements/out-table.ts). */
export function renderTable(output: TableOutput): string {
  const { caption, rows, more } = output;
  const pages = rows.length > pageRows ? ` data-page="${pageRows}"` : "";
  const rest = more > 0 ? `<p class="out-more">${formatNumber(more)} more rows are not shown.</p>` : "";
  return (
    `<out-table class="out out-table"${pages}><div class="out-scroll" tabindex="0" role="group" ` +
    `aria-label="${html(caption ?? "Table")}">${tableHtml(output, true)}</div>${rest}</out-table>`
  );
}

/** The data of a picture: no pages, no sorting. */
export function plainTable(output: TableOutput): string {
  const rest = output.more > 0 ? `<p class="out-more">${formatNumber(output.more)} rows between them are left out.</p>` : "";
  return tableHtml(output, false) + rest;
}

function tableHtml({ columns, rows, caption }: TableOutput, sorts: boolean): string {
  const texts = columns.map((_, index) => formatColumn(rows.map((row) => row[index])));
  const align = (index: number): string => (texts[index] ? ' class="number"' : "");
  const head = columns.map((name, index) =>
    name === "" && !sorts ? "<td></td>" : `<th scope="col"${align(index)}>${html(sorts ? spaced(name) : name)}</th>`,
  );
  const body = rows.map((row, at) => {
    const cells = row.map((value, index) => `<td${align(index)}${exact(value, sorts)}>${cellText(value, texts[index]?.[at])}</td>`);
    return `<tr>${cells.join("")}</tr>`;
  });
  const title = caption ? `<caption>${html(caption)}</caption>` : "";
  return `<table>${title}<thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

/** What is shown is rounded; sorting needs the number itself. */
function exact(value: TableValue, sorts: boolean): string {
  return sorts && typeof value === "number" ? ` data-value="${value}"` : "";
}

function cellText(value: TableValue, formatted: string | undefined): string {
  return html(formatted ?? (value === null ? "" : String(value)));
}

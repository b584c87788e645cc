import { formatColumn, formatNumber, spaced } from "./format.ts";
import { html, type Markup, markupText, type MarkupText } from "./markup.ts";
import type { TableOutput, TableValue } from "./output.ts";

/** More rows than this are turned page by page. */
const pageRows = 20;

/** A table whose headers sort it and whose pages turn (src/elements/outputs/out-table.ts). */
export function renderTable(output: TableOutput): Markup {
  const { caption, rows, more } = output;
  const pages = rows.length > pageRows && html` data-page="${pageRows}"`;
  const rest = more > 0 && html`<p class="out-more">${formatNumber(more)} more rows are not shown.</p>`;
  const table = html`<div class="out-scroll" tabindex="0" role="group" aria-label="${caption ?? "Table"}">${tableOf(output, true)}</div>`;
  return html`<out-table class="out out-table"${pages}>${table}${rest}</out-table>`;
}

/** The data of a picture: no pages, no sorting. */
export function dataSheet(output: TableOutput): Markup {
  const rest =
    output.more > 0 && html`<p class="out-more">${formatNumber(output.more)} rows between them are left out.</p>`;
  return html`${tableOf(output, false)}${rest}`;
}

/** The same, for the page to insert. */
export function plainTable(output: TableOutput): MarkupText {
  return markupText(dataSheet(output));
}

function tableOf({ columns, rows, caption }: TableOutput, sorts: boolean): Markup {
  const texts = columns.map((_, index) => formatColumn(rows.map((row) => row[index])));
  const align = (index: number) => texts[index] && html` class="number"`;
  const head = columns.map((name, index) =>
    name === "" && !sorts ? html`<td></td>` : html`<th scope="col"${align(index)}>${sorts ? spaced(name) : name}</th>`,
  );
  const body = rows.map((row, at) => {
    const cells = row.map(
      (value, index) => html`<td${align(index)}${exact(value, sorts)}>${cellText(value, texts[index]?.[at])}</td>`,
    );
    return html`<tr>${cells}</tr>`;
  });
  const title = caption && html`<caption>${caption}</caption>`;
  return html`<table>${title}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/** What is shown is rounded; sorting needs the number itself. */
function exact(value: TableValue, sorts: boolean): Markup | false {
  return sorts && typeof value === "number" && html` data-value="${value}"`;
}

function cellText(value: TableValue, formatted: string | undefined): string {
  return formatted ?? (value === null ? "" : String(value));
}

import { dataTable } from "./data-table.ts";
import { html, jsonScript, type Markup, type Part } from "./markup.ts";
import type { Output } from "./output.ts";
import { dataSheet } from "./render-table.ts";

/** What all pictures have besides the picture itself. */
interface Picture {
  output: Output;
  title?: string;
  /** its name, where the title is within the picture */
  name?: string;
  /** what it shows, in words, for those who cannot see it; a chart's is the name of its SVG */
  summary?: string;
  body: Part;
  /** can be saved as an image */
  hasImage?: boolean;
  /** redrawn many times a second: the page holds the data, and fills the table when it is opened */
  isLive: boolean;
}

/**
 * A picture with its title, its summary, a line for what is pointed at, and its data as a table.
 * src/elements/outputs/out-picture.ts makes it answer to pointer and keys; without, it is all there to read.
 */
export function figureFrame({ output, title, name = title, summary, body, hasImage = false, isLive }: Picture): Markup {
  const heading = title && html`<p class="out-title">${title}</p>`;
  const words = summary && html`<p class="out-summary">${summary}</p>`;
  const image = hasImage && html`<button type="button" data-save="svg">Save SVG</button>`;
  const save = html`<p class="out-save" hidden>${image}<button type="button" data-save="csv">Save CSV</button></p>`;
  const rows = html`<div class="out-rows" data-kept>${!isLive && dataSheet(dataTable(output, printedRows))}</div>`;
  const sheet = html`<div class="out-sheet" tabindex="0" role="group" aria-label="Data">${save}${rows}</div>`;
  const data = html`<details class="out-data"><summary>Data</summary>${sheet}</details>`;
  const foot = html`<div class="out-foot"><p class="out-readout" aria-live="polite" data-kept></p>${data}</div>`;
  const parts = [heading, words, html`<div class="out-body">${body}</div>`, foot];
  const figure = html`<figure role="group" aria-label="${name ?? "Figure"}">${parts}</figure>`;
  return html`<out-picture class="out out-${output.kind}">${figure}${!isLive && jsonScript(output)}</out-picture>`;
}

/** A longer table is thinned in the page; its CSV has every row. */
const printedRows = 40;

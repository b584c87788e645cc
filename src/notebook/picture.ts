import { dataTable } from "./data-table.ts";
import { escapeHtml as html } from "./escape-html.ts";
import type { Output } from "./output.ts";
import { plainTable } from "./render-table.ts";

/** What all pictures have besides the picture itself. */
interface Picture {
  output: Output;
  title?: string;
  /** its name, where the title is within the picture */
  name?: string;
  /** what it shows, in words, for those who cannot see it; a chart's is the name of its SVG */
  summary?: string;
  body: string;
  /** can be saved as an image */
  hasImage?: boolean;
  /** redrawn many times a second: the page holds the data, and fills the table when it is opened */
  isLive: boolean;
}

/**
 * A picture with its title, its summary, a line for what is pointed at, and its data as a table.
 * src/elements/out-picture.ts makes it answer to pointer and keys; without, it is all there to read.
 */
export function picture({ output, title, name = title, summary, body, hasImage = false, isLive }: Picture): string {
  const heading = title ? `<p class="out-title">${html(title)}</p>` : "";
  const table = isLive ? "" : plainTable(dataTable(output, printedRows));
  const words = summary ? `<p class="out-summary">${html(summary)}</p>` : "";
  const image = hasImage ? '<button type="button" data-save="svg">Save SVG</button>' : "";
  return (
    `<out-picture class="out out-${output.kind}"><figure role="group" aria-label="${html(name ?? "Figure")}">${heading}` +
    `${words}<div class="out-body">${body}</div>` +
    `<div class="out-foot"><p class="out-readout" aria-live="polite" data-kept></p>` +
    `<details class="out-data"><summary>Data</summary><div class="out-sheet" tabindex="0" role="group" aria-label="Data">` +
    `<p class="out-save" hidden>${image}<button type="button" data-save="csv">Save CSV</button></p>` +
    `<div class="out-rows" data-kept>${table}</div></div></details></div></figure>` +
    `${isLive ? "" : embedded(output)}</out-picture>`
  );
}

/** A longer table is thinned in the page; its CSV has every row. */
const printedRows = 40;

/** The output itself, for the page's script; it cannot end its element early. */
function embedded(output: Output): string {
  return `<script type="application/json">${JSON.stringify(output).replace(/</g, "\\u003c")}</script>`;
}

import { dataTable } from "../../notebook/output/data-table.ts";
import type { Output } from "../../notebook/output/output.ts";
import { plainTable } from "../../notebook/output/render-table.ts";
import { lazily } from "../base/lazy.ts";
import type { PictureReader } from "./picture-reader.ts";
import { readAttention } from "./read-attention.ts";
import { readChart } from "./read-chart.ts";
import { readTokens } from "./read-tokens.ts";
import { setMarkup } from "../base/trusted.ts";

/** More rows than this are thinned in the page; the CSV has them all. */
const shownRows = 200;

/**
 * A picture that answers (src/notebook/output/figure-frame.ts): pointer, finger or arrow keys read its values, its
 * data are there as a table and as files. The picture itself is there without any of this.
 */
export class OutPicture extends HTMLElement {
  #output: Output | null = null;
  #reader: PictureReader | null = null;
  #active: number | null = null;
  #isBound = false;

  connectedCallback(): void {
    if (this.#isBound) return;
    this.#isBound = true;
    const body = this.#body;
    body.addEventListener("pointermove", (event) => this.#point(event));
    body.addEventListener("pointerdown", (event) => this.#point(event));
    body.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse" && document.activeElement !== this.#focusable) this.#show(null);
    });
    body.addEventListener("keydown", (event) => this.#key(event));
    body.addEventListener("focusout", () => this.#show(null));
    this.addEventListener("toggle", () => this.#fillTable(), { capture: true });
    this.addEventListener("click", (event) => this.#save(event));
    this.refresh();
  }

  /** What it shows: given by the page, or from the HTML of the built book. */
  get output(): Output {
    const json = this.querySelector(":scope > script")?.textContent;
    return (this.#output ??= JSON.parse(json ?? "null") as Output);
  }

  set output(output: Output) {
    this.#output = output;
    this.#reader = null;
    if (this.querySelector<HTMLDetailsElement>(".out-data")?.open) this.#fillTable();
    if (this.#active !== null) this.#show(Math.min(this.#active, this.#read().count - 1));
  }

  /** After a redraw: what is not in the HTML. */
  refresh(): void {
    this.#reader = null;
    const [body, focusable] = [this.#body, this.#focusable];
    if (focusable.tabIndex !== 0) focusable.tabIndex = 0;
    // Tokens have a role and a name of their own.
    const isWhole = focusable === body;
    if (isWhole !== body.hasAttribute("role")) {
      body.role = isWhole ? "group" : null;
      body.ariaLabel = isWhole ? "Values, by arrow keys" : null;
    }
    const save = this.querySelector<HTMLElement>(".out-save");
    if (save?.hidden) save.hidden = false;
    if (this.#active !== null && this.#output) this.#show(this.#active);
  }

  get #body(): HTMLElement {
    return this.querySelector<HTMLElement>(".out-body")!;
  }

  /** Tokens can be reached as such; any other picture as a whole. */
  get #focusable(): HTMLElement {
    return this.querySelector<HTMLElement>(".out-body > [tabindex]") ?? this.#body;
  }

  #read(): PictureReader {
    return (this.#reader ??= readerOf(this.output, this.#body));
  }

  #point(event: PointerEvent): void {
    const found = this.#read().find(event);
    if (found !== this.#active) this.#show(found);
  }

  #key(event: KeyboardEvent): void {
    const { count } = this.#read();
    const last = count - 1;
    const now = this.#active;
    const next = {
      ArrowRight: now === null ? 0 : Math.min(now + 1, last),
      ArrowLeft: now === null ? last : Math.max(now - 1, 0),
      PageDown: Math.min((now ?? 0) + 10, last),
      PageUp: Math.max((now ?? last) - 10, 0),
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === "Escape") this.#show(null);
    if (next === undefined || count === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#show(next);
  }

  #show(index: number | null): void {
    this.#active = index;
    const text = this.#read().show(index);
    const readout = this.querySelector(".out-readout")!;
    if (readout.textContent !== text) readout.textContent = text;
  }

  #fillTable(): void {
    const rows = this.querySelector(".out-rows");
    const isOpen = this.querySelector<HTMLDetailsElement>(".out-data")?.open;
    if (rows && isOpen && this.output) setMarkup(rows, plainTable(dataTable(this.output, shownRows)));
  }

  #save(event: Event): void {
    const kind = (event.target as Element).closest<HTMLElement>("[data-save]")?.dataset.save;
    if (!kind) return;
    lazily(
      () => import("./save-picture.ts"),
      ({ saveCsv, saveSvg }) => {
        if (kind === "csv") saveCsv(this.output);
        else saveSvg(this.output, this.#body);
      },
    );
  }
}

function readerOf(output: Output, body: HTMLElement): PictureReader {
  switch (output?.kind) {
    case "chart":
      return readChart(output.chart, body);
    case "tokens":
      return readTokens(output, body);
    case "attention":
      return readAttention(output, body);
    default:
      return { find: () => null, count: 0, show: () => "" };
  }
}

customElements.define("out-picture", OutPicture);

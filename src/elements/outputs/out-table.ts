import { lazily } from "../base/lazy.ts";
import { Pages } from "./pages.ts";

/** A table that its headers sort and that turns page by page; all rows are in the HTML. */
export class OutTable extends HTMLElement {
  #pages: Pages | null = null;
  #sorted: { column: number; isDescending: boolean } | null = null;
  /** the rows as the cell has given them */
  #given = new WeakMap<HTMLElement, number>();

  connectedCallback(): void {
    this.refresh();
  }

  refresh(): void {
    this.#rows.forEach((row, index) => this.#given.set(row, index));
    this.querySelectorAll<HTMLElement>("thead th").forEach((head, column) => this.#makeSortable(head, column));
    if (this.#sorted) this.#sort();
    this.#turn();
  }

  get #rows(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("tbody tr")];
  }

  #turn(): void {
    const pages = (this.#pages ??= new Pages(this, "Rows"));
    pages.items = () => this.#rows;
    pages.refresh(this.#rows);
    this.#offerCsv();
  }

  /** A table that is too long to be read at once is worth a file. */
  #offerCsv(): void {
    const bar = this.querySelector(":scope > .out-turn");
    if (!bar || bar.querySelector("[data-save]")) return;
    const save = document.createElement("button");
    save.type = "button";
    save.dataset.save = "csv";
    save.textContent = "Save CSV";
    save.onclick = () =>
      lazily(
        () => import("./save-picture.ts"),
        ({ saveTable }) => saveTable(this.querySelector("table")!),
      );
    bar.append(save);
  }

  /** One row needs no order. */
  #makeSortable(head: HTMLElement, column: number): void {
    if (head.querySelector("button") || this.#rows.length < 2) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "out-sort";
    button.append(...head.childNodes);
    button.onclick = () => this.#press(column);
    head.append(button);
  }

  /** Numbers begin with the largest, text with A; the third press gives the cell's own order. */
  #press(column: number): void {
    const startsDown = this.#rows.some((row) => row.children[column]?.hasAttribute("data-value"));
    const now = this.#sorted?.column === column ? this.#sorted : null;
    if (!now) this.#sorted = { column, isDescending: startsDown };
    else this.#sorted = now.isDescending === startsDown ? { column, isDescending: !startsDown } : null;
    this.#sort();
    this.#pages?.first();
    this.#turn();
  }

  #sort(): void {
    const rows = this.#rows;
    const { column, isDescending } = this.#sorted ?? { column: -1, isDescending: false };
    const order = (a: HTMLElement, b: HTMLElement): number => this.#given.get(a)! - this.#given.get(b)!;
    if (this.#sorted) rows.sort((a, b) => compare(a.children[column], b.children[column], isDescending) || order(a, b));
    else rows.sort(order);
    this.querySelector("tbody")!.append(...rows);
    this.querySelectorAll("thead th").forEach((head, index) => {
      if (index !== column) head.removeAttribute("aria-sort");
      else head.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
    });
  }
}

/** Empty cells come last, whichever way. */
function compare(a: Element | undefined, b: Element | undefined, isDescending: boolean): number {
  const [left, right] = [a, b].map((cell) => (cell?.textContent === "" ? null : valueOf(cell)));
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  const isNumbers = typeof left === "number" && typeof right === "number";
  const order = isNumbers ? left - right : collator.compare(String(left), String(right));
  return isDescending ? -order : order;
}

const collator = new Intl.Collator(undefined, { numeric: true });

function valueOf(cell: Element | undefined): number | string {
  const number = (cell as HTMLElement | undefined)?.dataset.value;
  return number === undefined ? (cell?.textContent ?? "") : Number(number);
}

customElements.define("out-table", OutTable);

/** Turns a long list page by page; without a script all of it is there. */
export class Pages {
  readonly #root: HTMLElement;
  readonly #what: string;
  #page = 0;
  #bar: HTMLElement | null = null;

  constructor(root: HTMLElement, what: string) {
    this.#root = root;
    this.#what = what;
  }

  /** Shows the page's items and hides the others. */
  refresh(items: HTMLElement[]): void {
    const size = Number(this.#root.dataset.page ?? 0);
    const count = size > 0 ? Math.ceil(items.length / size) : 1;
    this.#page = Math.max(0, Math.min(this.#page, count - 1));
    items.forEach((item, index) => (item.hidden = count > 1 && Math.floor(index / size) !== this.#page));
    if (count < 2) return this.#bar?.remove();
    const bar = (this.#bar ??= this.#createBar(items));
    if (!bar.isConnected) this.#root.append(bar);
    const first = this.#page * size + 1;
    bar.querySelector("span")!.textContent =
      `${this.#what} ${first} to ${Math.min(items.length, first + size - 1)} of ${items.length}`;
    bar.querySelector<HTMLButtonElement>('[data-turn="-1"]')!.disabled = this.#page === 0;
    bar.querySelector<HTMLButtonElement>('[data-turn="1"]')!.disabled = this.#page === count - 1;
  }

  first(): void {
    this.#page = 0;
  }

  #createBar(items: HTMLElement[]): HTMLElement {
    const bar = document.createElement("p");
    bar.className = "out-turn";
    const button = (step: number, text: string): HTMLButtonElement => {
      const one = document.createElement("button");
      one.type = "button";
      one.dataset.turn = String(step);
      one.textContent = text;
      one.onclick = () => {
        this.#page += step;
        this.refresh(items[0]?.isConnected ? this.items() : items);
        if (one.disabled) bar.querySelector<HTMLButtonElement>("button:enabled")?.focus();
      };
      return one;
    };
    const where = document.createElement("span");
    where.setAttribute("aria-live", "polite");
    bar.append(button(-1, "Back"), button(1, "Next"), where);
    return bar;
  }

  /** the items as they stand now; the element that owns the list says which they are */
  items: () => HTMLElement[] = () => [];
}

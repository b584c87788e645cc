import { DragOrder } from "../base/drag-order.ts";

/** The list of a ranking: dragged with pointer or finger, moved with arrow keys or its buttons. */
export class RankingControl {
  readonly #root: HTMLElement;
  readonly #list: HTMLElement;
  readonly #changed: () => void;

  constructor(root: HTMLElement, list: HTMLElement, changed: () => void) {
    this.#root = root;
    this.#list = list;
    this.#changed = changed;
    list.addEventListener("keydown", (event) => this.#key(event));
    list.addEventListener("click", (event) => this.#click(event));
    new DragOrder(list, (item) => this.#settle(item));
  }

  /** The indices of the answers, the best first. */
  get order(): number[] {
    return this.#items.map((item) => Number(item.dataset.index));
  }

  sort(order: number[]): void {
    const items = this.#items;
    this.#list.append(...order.map((index) => items.find((item) => Number(item.dataset.index) === index)!));
    this.refresh();
  }

  refresh(): void {
    const items = this.#items;
    items.forEach((item, at) => {
      item.tabIndex = 0;
      item.querySelector<HTMLButtonElement>('[data-move="-1"]')!.disabled = at === 0;
      item.querySelector<HTMLButtonElement>('[data-move="1"]')!.disabled = at === items.length - 1;
    });
  }

  get #items(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>("li")];
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const item = event.target as HTMLElement;
    if (!step || item.localName !== "li") return;
    event.preventDefault();
    this.#move(item, step);
    item.focus();
  }

  #click(event: Event): void {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-move]");
    if (!button) return;
    this.#move(button.closest("li")!, Number(button.dataset.move));
    // At the end of the list the button is of no use any more; its sibling is.
    if (button.disabled) button.parentElement!.querySelector<HTMLButtonElement>("button:enabled")?.focus();
    else button.focus();
  }

  #move(item: HTMLElement, step: number): void {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(item);
    else other.after(item);
    this.#settle(item);
  }

  #settle(item: HTMLElement): void {
    this.refresh();
    this.#announce(item);
    this.#changed();
  }

  #announce(item: HTMLElement): void {
    const text = item.querySelector(".rank-text")!.textContent;
    this.#root.querySelector('[role="status"]')!.textContent =
      `${text}: place ${this.#items.indexOf(item) + 1} of ${this.#items.length}`;
  }
}

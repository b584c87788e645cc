/** The list of a ranking: dragged with pointer or finger, moved with arrow keys or its buttons. */
export class RankingControl {
  readonly #root: HTMLElement;
  readonly #list: HTMLElement;
  readonly #changed: () => void;
  #dragged: { item: HTMLElement; grip: number; pointer: number } | null = null;

  constructor(root: HTMLElement, list: HTMLElement, changed: () => void) {
    this.#root = root;
    this.#list = list;
    this.#changed = changed;
    list.addEventListener("keydown", (event) => this.#key(event));
    list.addEventListener("click", (event) => this.#click(event));
    list.addEventListener("pointerdown", (event) => this.#grab(event));
    list.addEventListener("pointermove", (event) => this.#drag(event));
    for (const end of ["pointerup", "pointercancel"]) list.addEventListener(end, () => this.#drop());
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
    this.refresh();
    this.#announce(item);
    this.#changed();
  }

  #announce(item: HTMLElement): void {
    const text = item.querySelector(".rank-text")!.textContent;
    this.#root.querySelector('[role="status"]')!.textContent =
      `${text}: place ${this.#items.indexOf(item) + 1} of ${this.#items.length}`;
  }

  #grab(event: PointerEvent): void {
    const target = event.target as Element;
    const item = target.closest("li");
    const isFinger = event.pointerType === "touch";
    // A finger on the text scrolls the page; the handle is for dragging.
    if (!item || event.button !== 0 || target.closest("button") || (isFinger && !target.closest(".rank-handle")))
      return;
    this.#dragged = { item, grip: event.clientY - item.getBoundingClientRect().top, pointer: event.pointerId };
    this.#list.setPointerCapture(event.pointerId);
    item.toggleAttribute("data-dragged", true);
  }

  /** The item follows the pointer, and changes places when it has passed half of a neighbour. */
  #drag(event: PointerEvent): void {
    if (event.pointerId !== this.#dragged?.pointer) return;
    event.preventDefault();
    const { item, grip } = this.#dragged;
    const top = event.clientY - grip;
    const middle = (one: Element): number => one.getBoundingClientRect().top + one.getBoundingClientRect().height / 2;
    item.style.translate = "";
    const [before, after] = [item.previousElementSibling, item.nextElementSibling];
    if (before && top < middle(before)) before.before(item);
    else if (after && top + item.offsetHeight > middle(after)) after.after(item);
    item.style.translate = `0 ${top - item.getBoundingClientRect().top}px`;
  }

  #drop(): void {
    if (!this.#dragged) return;
    const { item } = this.#dragged;
    this.#dragged = null;
    item.style.translate = "";
    item.toggleAttribute("data-dragged", false);
    this.refresh();
    this.#announce(item);
    this.#changed();
  }
}

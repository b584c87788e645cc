/**
 * A list whose items are dragged into order, with a mouse anywhere on the item, with a finger by its
 * handle: a finger on the text scrolls the page.
 */
export class DragOrder {
  readonly #list: HTMLElement;
  readonly #dropped: (item: HTMLElement) => void;
  #dragged: { item: HTMLElement; grip: number; pointer: number } | null = null;

  /** @param dropped hears which item has been let go */
  constructor(list: HTMLElement, dropped: (item: HTMLElement) => void) {
    this.#list = list;
    this.#dropped = dropped;
    list.addEventListener("pointerdown", (event) => this.#grab(event));
    list.addEventListener("pointermove", (event) => this.#drag(event));
    for (const end of ["pointerup", "pointercancel"]) list.addEventListener(end, () => this.#drop());
  }

  #grab(event: PointerEvent): void {
    const target = event.target as Element;
    const item = target.closest("li");
    const isFinger = event.pointerType === "touch";
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
    this.#dropped(item);
  }
}

import { showBeside } from "./show-beside.ts";
import { setMarkup } from "../base/trusted.ts";

/**
 * Shows the meaning of a symbol beside it: on hover, on a tap, and by keyboard, where Enter on an
 * equation walks through its symbols and Escape ends that. The meanings are in the page as a list.
 */
class SymbolBox {
  readonly #list: HTMLElement;
  #box: HTMLElement | null = null;
  #shown: HTMLElement | null = null;

  constructor(list: HTMLElement) {
    this.#list = list;
    const symbols = document.querySelectorAll<HTMLElement>("[data-sym][title]");
    // the browser's own little window would cover ours
    for (const symbol of symbols) symbol.removeAttribute("title");
    document.addEventListener("pointerover", (event) => {
      if (event.pointerType === "mouse") this.follow(event.target as Element);
    });
    document.addEventListener("click", ({ target }) => this.follow(target as Element));
    document.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("focusout", () => this.#hide());
  }

  /** The pointer may move on to the meaning itself, to select it. */
  follow(target: Element): void {
    const symbol = symbolAt(target);
    if (symbol) this.#show(symbol);
    else if (!this.#box?.contains(target)) this.#hide();
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape") return this.#hide();
    const equation = document.activeElement;
    if (event.key !== "Enter" || !equation?.matches(".katex-display")) return;
    event.preventDefault();
    const symbols = [...equation.querySelectorAll<HTMLElement>("[data-sym]")];
    const step = event.shiftKey ? -1 : 1;
    const at = this.#shown ? symbols.indexOf(this.#shown) + step : 0;
    const next = symbols[(at + symbols.length) % symbols.length];
    if (next) this.#show(next);
  }

  #show(symbol: HTMLElement): void {
    const meaning = this.#list.querySelectorAll<HTMLElement>(":scope > div")[Number(symbol.dataset.sym)];
    if (!meaning || symbol === this.#shown) return;
    this.#hide();
    this.#shown = symbol;
    symbol.classList.add("shown");
    this.#box = showBeside(symbol, "symbol-meaning", (box) => setMarkup(box, meaning.innerHTML));
    // for screen readers, when the keyboard walks
    this.#list.querySelector("[role=status]")!.textContent = meaning.dataset.plain ?? "";
  }

  #hide(): void {
    this.#shown?.classList.remove("shown");
    this.#box?.remove();
    this.#shown = this.#box = null;
  }
}

function symbolAt(target: Element): HTMLElement | null {
  return target.closest<HTMLElement>("[data-sym]");
}

/** @param target what the pointer or the keyboard has come to already */
export function startMeanings(list: HTMLElement, target: Element): void {
  new SymbolBox(list).follow(target);
}

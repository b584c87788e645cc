import { lineWords } from "../base/import-lines.ts";
import { codeChoice, codeMode, keepCodeChoice } from "../state/code-mode.ts";

/**
 * The strip over a cell's code, which opens and folds it in place. What the browser finds in folded
 * code opens it; so does whatever must be seen: an edit, the line of an error.
 */
export class CodeStrip {
  readonly #cell: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #code: HTMLElement;
  /** the book shows this code to all */
  readonly #isBookOpen: boolean;

  constructor(cell: HTMLElement) {
    this.#cell = cell;
    this.#button = cell.querySelector<HTMLButtonElement>(".cell-strip")!;
    this.#code = cell.querySelector<HTMLElement>(".cell-code")!;
    this.#isBookOpen = !this.#code.hasAttribute("hidden");
    this.#button.addEventListener("click", () => this.choose(!this.isOpen));
    this.#code.addEventListener("beforematch", () => this.open());
    this.#follow();
    document.addEventListener("code-mode", this.#follow);
  }

  get isOpen(): boolean {
    return !this.#code.hasAttribute("hidden");
  }

  /** Shows the code until the page is left. */
  open(): void {
    this.#show(true);
  }

  /** As the reader wants it, here and at the next visit. */
  choose(isOpen: boolean): void {
    this.#show(isOpen);
    keepCodeChoice(this.#cellId, isOpen);
  }

  /** Says how much there is to open. */
  count(source: string): void {
    const words = lineWords(source);
    const place = this.#button.querySelector(".strip-lines")!;
    if (place.textContent !== words) place.textContent = words;
  }

  end(): void {
    document.removeEventListener("code-mode", this.#follow);
  }

  get #cellId(): string {
    return this.#cell.dataset.cell ?? "";
  }

  #follow = (): void => {
    const isChanged = this.#cell.hasAttribute("data-changed");
    const isWished = codeChoice(this.#cellId) ?? (this.#isBookOpen || codeMode() === "coding");
    this.#show(isChanged || isWished);
  };

  #show(isOpen: boolean): void {
    if (isOpen) this.#code.removeAttribute("hidden");
    else this.#code.setAttribute("hidden", "until-found");
    this.#button.setAttribute("aria-expanded", String(isOpen));
  }
}

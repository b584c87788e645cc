/** The meanings of the symbols in formulas. The code that shows them comes with the first touch of one. */
class SymbolMeanings extends HTMLElement {
  #isAwake = false;

  connectedCallback(): void {
    if (this.#isAwake) return;
    for (const name of ["pointerover", "click", "focusin"]) document.addEventListener(name, this.#wake);
  }

  #wake = ({ target }: Event): void => {
    if (!(target instanceof Element) || !target.closest(".katex, .katex-display")) return;
    for (const name of ["pointerover", "click", "focusin"]) document.removeEventListener(name, this.#wake);
    // Without it, the browser shows the symbols' titles.
    this.#isAwake = true;
    import("./symbol-box.ts").then(({ startMeanings }) => startMeanings(this, target)).catch(() => {});
  };
}

customElements.define("symbol-meanings", SymbolMeanings);

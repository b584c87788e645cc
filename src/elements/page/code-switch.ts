/**
 * <code-switch>: a button for readers who want to see the code of all cells, in the whole book. The script
 * in Book.astro's head applies the choice before the first paint.
 */
import { codeMode, setCodeMode } from "../state/code-mode.ts";

class CodeSwitch extends HTMLElement {
  connectedCallback(): void {
    this.#button.onclick = () => setCodeMode(codeMode() === "coding" ? "reading" : "coding");
    document.addEventListener("code-mode", this.#show);
    this.#show();
  }

  disconnectedCallback(): void {
    document.removeEventListener("code-mode", this.#show);
  }

  get #button(): HTMLButtonElement {
    return this.querySelector("button")!;
  }

  #show = (): void => {
    this.#button.setAttribute("aria-pressed", String(codeMode() === "coding"));
  };
}

customElements.define("code-switch", CodeSwitch);

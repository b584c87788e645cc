import { storageKey, readText, writeText } from "../../edits/storage.ts";

/**
 * Turns the list of a Predict component into choices. A guess is kept in this browser, and written
 * under the cell's output once the cell has run, where it can be compared.
 */
class PredictBox extends HTMLElement {
  connectedCallback(): void {
    if (this.querySelector("input")) return;
    const items = [...this.querySelectorAll("ul > li")];
    const kept = readText(this.#key);
    for (const item of items) {
      const text = item.textContent.trim();
      const input = document.createElement("input");
      Object.assign(input, { type: "radio", name: `predict-${this.dataset.of}`, value: text });
      input.checked = text === kept;
      input.onchange = () => this.#guess(text);
      const label = document.createElement("label");
      const words = document.createElement("span");
      words.append(...item.childNodes);
      label.append(input, words);
      item.replaceChildren(label);
    }
    const cell = this.#cell;
    if (!cell) return;
    const observer = new MutationObserver(() => this.#compare());
    observer.observe(cell, { attributes: true, attributeFilter: ["data-state"] });
    if (kept) this.#say(kept);
  }

  get #key(): string {
    return storageKey("guess", this.dataset.of);
  }

  get #cell(): HTMLElement | null {
    return document.querySelector<HTMLElement>(`[data-cell="${this.dataset.of}"]`);
  }

  #guess(text: string): void {
    // Where nothing can be kept, the guess lasts as long as the page.
    writeText(this.#key, text);
    this.#say(text);
    this.#compare();
  }

  #say(guess: string): void {
    this.dataset.guess = guess;
    this.querySelector(".guess")!.textContent = "Noted. Now run the cell and compare.";
  }

  #compare(): void {
    const { guess } = this.dataset;
    const cell = this.#cell;
    if (guess === undefined || cell?.dataset.state !== "done") return;
    let line = cell.querySelector(".your-guess");
    if (!line) {
      line = document.createElement("p");
      line.className = "your-guess";
      cell.append(line);
    }
    line.textContent = `You predicted: ${guess}`;
  }
}

customElements.define("predict-box", PredictBox);

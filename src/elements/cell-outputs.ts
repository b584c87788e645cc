import type { Output } from "../notebook/output.ts";
import { renderOutput } from "../notebook/render.ts";

/** What a cell has shown, below its text. Charts are drawn for the width there is. */
export class CellOutputs {
  readonly #box: HTMLElement;
  #outputs: Output[] = [];
  #width = 0;
  /** the former run's outputs stand until the new run shows something, so that nothing jumps */
  #isOld = false;

  constructor(box: HTMLElement) {
    this.#box = box;
    new ResizeObserver(() => this.#resized()).observe(box);
  }

  expectNew(): void {
    this.#isOld = true;
    this.#box.toggleAttribute("data-old", true);
  }

  show(index: number, output: Output): void {
    if (this.#isOld) this.clear();
    this.#outputs[index] = output;
    this.#draw(index);
  }

  append(output: Output): void {
    this.show(this.#outputs.length, output);
  }

  /** The run is over; if it showed nothing, neither does the page. */
  end(): void {
    if (this.#isOld) this.clear();
  }

  clear(): void {
    this.#isOld = false;
    this.#box.toggleAttribute("data-old", false);
    this.#outputs = [];
    this.#box.replaceChildren();
    this.#box.hidden = true;
  }

  #draw(index: number): void {
    this.#box.hidden = false;
    while (this.#box.children.length <= index) this.#box.append(document.createElement("div"));
    const width = this.#contentWidth();
    this.#width ||= width;
    this.#box.children[index]!.innerHTML = renderOutput(this.#outputs[index]!, { width });
  }

  #contentWidth(): number {
    const { paddingLeft, paddingRight } = getComputedStyle(this.#box);
    return this.#box.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  }

  #resized(): void {
    if (this.#box.hidden) return;
    const width = this.#contentWidth();
    if (width <= 0 || Math.abs(width - this.#width) < 2) return;
    this.#width = width;
    this.#outputs.forEach((output, index) => {
      if (output.kind === "chart" || output.kind === "progress") this.#draw(index);
    });
  }
}

import type { InputValue, InputValues } from "../../notebook/output/output.ts";
import { formatNumber } from "../../notebook/output/format.ts";
import { RankingControl } from "./ranking-control.ts";

/** What a `cell-input` tells its cell: "input" bubbles with this as its detail. */
export interface InputChange {
  key: string;
  value: InputValue;
  /** it stands where it began, so there is nothing to keep */
  isInitial: boolean;
  /** the cell waits for this answer, and has it now */
  isAnswer: boolean;
}

const changeEvent = "cell-input";

/**
 * A control of a cell (src/notebook/output/render-inputs.ts), over HTML that is there without it. Text and
 * seeds count when they are left or Enter is pressed; all others at once.
 */
export class CellInput extends HTMLElement {
  #ranking: RankingControl | null = null;

  connectedCallback(): void {
    if (this.#isBound) return;
    this.#isBound = true;
    this.addEventListener("input", (event) => this.#typed(event));
    this.addEventListener("change", () => this.#changed());
    this.addEventListener("click", (event) => this.#clicked(event));
    this.refresh();
    const { inputs } = (this.closest("code-cell") ?? {}) as { inputs?: InputValues };
    const kept = inputs?.[this.dataset.key!];
    if (kept !== undefined) this.#show(kept);
  }

  #isBound = false;

  /** After its HTML was drawn anew: what the reader may do, and what is drawn by hand. */
  refresh(): void {
    for (const control of this.querySelectorAll<HTMLInputElement>(":disabled")) control.disabled = false;
    const list = this.querySelector("ol");
    if (list) this.#ranking ??= new RankingControl(this, list, () => this.#changed());
    this.#ranking?.refresh();
    this.#followAttribute();
    this.#paint();
  }

  /** A redraw says the value in attributes; the reader's own typing goes before. */
  #followAttribute(): void {
    const field = this.#field;
    if (!field || field.matches(":focus")) return;
    if (field instanceof HTMLSelectElement) {
      const chosen = field.querySelector<HTMLOptionElement>("option[selected]");
      if (chosen) field.value = chosen.value;
    } else if (field.value !== field.defaultValue) {
      field.value = field.defaultValue;
    }
  }

  /** Stands as it was set elsewhere; what the reader is typing goes before. */
  follow(inputs: InputValues): void {
    const isTyped = this.#field?.matches(":focus") && this.#field.matches("textarea, [type=text], [type=number]");
    if (!isTyped && !this.#awaits) this.#show(inputs[this.dataset.key!] ?? this.#initial);
  }

  get #field(): HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | null {
    return this.querySelector("input, select, textarea");
  }

  get #initial(): InputValue {
    return JSON.parse(this.dataset.initial!) as InputValue;
  }

  #value(): InputValue | null {
    if (this.#ranking) return this.#ranking.order;
    const field = this.#field!;
    const isNumber = field instanceof HTMLInputElement && /^(range|number)$/.test(field.type);
    if (!isNumber) return field.value;
    return field.value !== "" && field.validity.valid ? Number(field.value) : null;
  }

  #typed(event: Event): void {
    this.#paint();
    const isRange = event.target instanceof HTMLInputElement && event.target.type === "range";
    if (isRange) this.#changed();
  }

  /** While a cell waits for the reader, only Done counts. */
  #changed(isAnswer = false): void {
    const value = this.#value();
    this.#paint();
    if (value === null || (this.#awaits && !isAnswer)) return;
    const isSame = JSON.stringify(value) === JSON.stringify(this.#initial);
    // What the cell has asked for is an answer, also when it is the order it began with.
    const isInitial = isSame && !this.hasAttribute("data-asks");
    const detail: InputChange = { key: this.dataset.key!, value, isInitial, isAnswer };
    this.dispatchEvent(new CustomEvent(changeEvent, { detail, bubbles: true }));
  }

  get #awaits(): boolean {
    return this.querySelector("ol[data-awaits]") !== null;
  }

  #clicked(event: Event): void {
    const button = (event.target as Element).closest("button");
    if (button?.matches(".input-dice"))
      this.#set(1 + Math.floor(crypto.getRandomValues(new Uint32Array(1))[0]! % 9999));
    if (button?.matches(".input-reset")) {
      this.#set(this.#initial);
      (this.#field ?? this.querySelector<HTMLElement>("li"))?.focus();
    }
    if (button?.matches(".rank-done")) {
      // The button goes when the cell has its answer.
      this.querySelector<HTMLElement>("li")?.focus({ preventScroll: true });
      this.#changed(true);
    }
  }

  #set(value: InputValue): void {
    this.#show(value);
    this.#changed();
  }

  #show(value: InputValue): void {
    if (!Array.isArray(value)) {
      if (this.#field) this.#field.value = String(value);
    } else if (value.length === this.#ranking?.order.length) {
      this.#ranking.sort(value);
    }
    this.#paint();
  }

  #paint(): void {
    const value = this.#value();
    const isChanged = value !== null && JSON.stringify(value) !== JSON.stringify(this.#initial);
    this.toggleAttribute("data-changed", isChanged);
    const reset = this.querySelector<HTMLElement>(".input-reset");
    if (reset && reset.hidden === isChanged) reset.hidden = !isChanged;
    const [field, shown] = [this.#field, this.querySelector("output")];
    if (!field || !shown || typeof value !== "number") return;
    const { unit } = field.dataset;
    const text = `${formatNumber(value)}${unit ? ` ${unit}` : ""}`;
    if (shown.textContent !== text) shown.textContent = text;
    if (field.getAttribute("aria-valuetext") !== text) field.setAttribute("aria-valuetext", text);
    const { min, max } = field as HTMLInputElement;
    const share = ((value - Number(min)) / (Number(max) - Number(min))).toFixed(4);
    if (field.style.getPropertyValue("--share") !== share) field.style.setProperty("--share", share);
  }
}

customElements.define("cell-input", CellInput);

import { escapeHtml as html } from "./escape-html.ts";
import { formatNumber } from "./format.ts";
import type { InputOutput, InputSpec, InputValue, RankingInput } from "./output.ts";

/**
 * A control with its label and its value. It is disabled in the HTML, for where no script runs;
 * src/elements/cell-input.ts enables it and tells its cell what the reader has set.
 */
export function renderInput({ input, value }: InputOutput): string {
  const body = input.type === "ranking" ? ranking(input, value as number[]) : control(input, value);
  const asks = input.type === "ranking" && input.asks ? " data-asks" : "";
  const changed = JSON.stringify(value) === JSON.stringify(input.initial) ? "" : " data-changed";
  return (
    `<cell-input class="out out-input input-${input.type}" data-key="${html(input.key)}"${changed}${asks}` +
    ` data-initial="${html(JSON.stringify(input.initial))}">${body}</cell-input>`
  );
}

type Control = Exclude<InputSpec, RankingInput>;

function control(input: Control, value: InputValue): string {
  return `<label><span class="input-label">${html(input.label)}</span> ${field(input, value)}</label>${beside(input, value)}`;
}

function field(input: Control, value: InputValue): string {
  const text = html(String(value));
  switch (input.type) {
    case "slider": {
      const { min, max, step } = input;
      const share = ((value as number) - min) / (max - min);
      const unit = input.unit ? ` data-unit="${html(input.unit)}"` : "";
      return `<input type="range" min="${min}" max="${max}" step="${step}" value="${text}"${unit} style="--share:${share.toFixed(4)}" disabled>`;
    }
    case "select": {
      const options = input.options.map((option) => `<option${option === value ? " selected" : ""}>${html(option)}</option>`);
      return `<select disabled>${options.join("")}</select>`;
    }
    case "text": {
      const hint = input.placeholder ? ` placeholder="${html(input.placeholder)}"` : "";
      const common = `${hint} spellcheck="false" autocomplete="off" disabled`;
      if (input.rows > 1) return `<textarea rows="${input.rows}"${common}>\n${text}</textarea>`;
      return `<input type="text" value="${text}"${common}>`;
    }
    case "seed":
      return `<input type="number" inputmode="numeric" min="1" max="${2 ** 31 - 1}" step="1" value="${text}" disabled>`;
  }
}

function beside(input: Control, value: InputValue): string {
  const reset = `<button type="button" class="input-reset" title="Back to ${html(String(input.initial))}" hidden>Reset</button>`;
  if (input.type === "slider") {
    const unit = input.unit ? ` ${html(input.unit)}` : "";
    // The slider says its value itself, when it is moved.
    return `<output aria-live="off">${formatNumber(value as number)}${unit}</output>${reset}`;
  }
  if (input.type !== "seed") return reset;
  return `<button type="button" class="input-dice" aria-label="Another seed" title="Another seed" disabled>${dice}</button>${reset}`;
}

const dice =
  '<svg viewBox="0 0 16 16" aria-hidden="true"><path fill-rule="evenodd" d="M3.5 1h9A2.5 2.5 0 0 1 15 3.5v9a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 1 12.5v-9A2.5 2.5 0 0 1 3.5 1zm1 2.2a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zm7 0a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zM8 6.7a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zm-3.5 3.5a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zm7 0a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6z"/></svg>';

/** In the order of the value, the best first; the numbers are the list's own. */
function ranking({ label, prompt, answers, awaits }: RankingInput, order: number[]): string {
  const question = prompt ? `<p class="sample-prompt">${html(prompt)}</p>` : "";
  const items = order.map((index) => {
    const text = html(answers[index]!);
    return (
      `<li data-index="${index}"><span class="rank-handle" aria-hidden="true"></span><span class="rank-text">${text}</span>` +
      `<span class="rank-moves"><button type="button" data-move="-1" aria-label="Better: ${text}" disabled>${arrow(true)}</button>` +
      `<button type="button" data-move="1" aria-label="Worse: ${text}" disabled>${arrow(false)}</button></span></li>`
    );
  });
  const done = awaits ? '<button type="button" class="rank-done" disabled>Done</button>' : "";
  return (
    `<fieldset><legend class="input-label">${html(label)}</legend>${question}<p class="rank-hint">Best first. Drag an answer, ` +
    `or focus it and press ↑ or ↓.</p><ol${awaits ? " data-awaits" : ""}>${items.join("")}</ol>${done}` +
    `<button type="button" class="input-reset" title="Back to the first order" hidden>Reset</button>` +
    `<p class="visually-hidden" role="status" data-kept></p></fieldset>`
  );
}

function arrow(up: boolean): string {
  return `<svg viewBox="0 0 10 10" aria-hidden="true"><path d="${up ? "M5 2l4 5.5H1z" : "M5 8L1 2.5h8z"}"/></svg>`;
}

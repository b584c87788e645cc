import { formatNumber } from "./format.ts";
import { html, type Markup } from "./markup.ts";
import type { InputSpec, RankingInput } from "./input-spec.ts";
import type { InputOutput, InputValue } from "./output.ts";

/**
 * A control with its label and its value. It is disabled in the HTML, for where no script runs;
 * src/elements/outputs/cell-input.ts enables it and tells its cell what the reader has set.
 */
export function renderInput({ input, value }: InputOutput): Markup {
  const body = input.type === "ranking" ? ranking(input, value as number[]) : control(input, value);
  const asks = input.type === "ranking" && input.asks && html` data-asks`;
  const initial = JSON.stringify(input.initial);
  const changed = JSON.stringify(value) !== initial && html` data-changed`;
  const marks = html` data-key="${input.key}"${changed}${asks} data-initial="${initial}"`;
  return html`<cell-input class="out out-input input-${input.type}"${marks}>${body}</cell-input>`;
}

type Control = Exclude<InputSpec, RankingInput>;

function control(input: Control, value: InputValue): Markup {
  return html`<label><span class="input-label">${input.label}</span> ${field(input, value)}</label>${beside(input, value)}`;
}

function field(input: Control, value: InputValue): Markup {
  const text = String(value);
  switch (input.type) {
    case "slider": {
      const { min, max, step } = input;
      const share = ((value as number) - min) / (max - min);
      const unit = input.unit && html` data-unit="${input.unit}"`;
      return html`<input type="range" min="${min}" max="${max}" step="${step}" value="${text}"${unit} style="--share:${share.toFixed(4)}" disabled>`;
    }
    case "select": {
      const options = input.options.map(
        (option) => html`<option${option === value && html` selected`}>${option}</option>`,
      );
      return html`<select disabled>${options}</select>`;
    }
    case "text": {
      const hint = input.placeholder && html` placeholder="${input.placeholder}"`;
      const common = html`${hint} spellcheck="false" autocomplete="off" disabled`;
      if (input.rows > 1) return html`<textarea rows="${input.rows}"${common}>\n${text}</textarea>`;
      return html`<input type="text" value="${text}"${common}>`;
    }
    case "seed":
      return html`<input type="number" inputmode="numeric" min="1" max="${2 ** 31 - 1}" step="1" value="${text}" disabled>`;
  }
}

function beside(input: Control, value: InputValue): Markup {
  const reset = html`<button type="button" class="input-reset" title="Back to ${String(input.initial)}" hidden>Reset</button>`;
  if (input.type === "slider") {
    const unit = input.unit && ` ${input.unit}`;
    // The slider says its value itself, when it is moved.
    return html`<output aria-live="off">${formatNumber(value as number)}${unit}</output>${reset}`;
  }
  if (input.type !== "seed") return reset;
  return html`<button type="button" class="input-dice" aria-label="Another seed" title="Another seed" disabled>${dice}</button>${reset}`;
}

const dice = html`<svg viewBox="0 0 16 16" aria-hidden="true"><path fill-rule="evenodd" d="M3.5 1h9A2.5 2.5 0 0 1 15 3.5v9a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 1 12.5v-9A2.5 2.5 0 0 1 3.5 1zm1 2.2a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zm7 0a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zM8 6.7a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zm-3.5 3.5a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zm7 0a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6z"/></svg>`;

/** In the order of the value, the best first; the numbers are the list's own. */
function ranking({ label, prompt, answers, awaits }: RankingInput, order: number[]): Markup {
  const question = prompt && html`<p class="sample-prompt">${prompt}</p>`;
  const items = order.map((index) => {
    const text = answers[index];
    const better = html`<button type="button" data-move="-1" aria-label="Better: ${text}" disabled>${arrow(true)}</button>`;
    const worse = html`<button type="button" data-move="1" aria-label="Worse: ${text}" disabled>${arrow(false)}</button>`;
    const handle = html`<span class="rank-handle" aria-hidden="true"></span>`;
    return html`<li data-index="${index}">${handle}<span class="rank-text">${text}</span><span class="rank-moves">${better}${worse}</span></li>`;
  });
  const done = awaits && html`<button type="button" class="rank-done" disabled>Done</button>`;
  const parts = [
    html`<legend class="input-label">${label}</legend>${question}`,
    html`<p class="rank-hint">Best first. Drag an answer, or focus it and press ↑ or ↓.</p>`,
    html`<ol${awaits && html` data-awaits`}>${items}</ol>${done}`,
    html`<button type="button" class="input-reset" title="Back to the first order" hidden>Reset</button>`,
    html`<p class="visually-hidden" role="status" data-kept></p>`,
  ];
  return html`<fieldset>${parts}</fieldset>`;
}

function arrow(up: boolean): Markup {
  return html`<svg viewBox="0 0 10 10" aria-hidden="true"><path d="${up ? "M5 2l4 5.5H1z" : "M5 8L1 2.5h8z"}"/></svg>`;
}

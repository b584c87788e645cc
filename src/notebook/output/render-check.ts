import { html, type Markup } from "./markup.ts";
import type { CheckOutput } from "./output.ts";

const verdicts = { passed: "right", wrong: "not yet", open: "to do" };

/** One line for each thing that an exercise checks. */
export function renderCheck({ state, what, message }: CheckOutput): Markup {
  const more = message && html` <span class="check-message">${message}</span>`;
  const verdict = html`<span class="check-verdict">${verdicts[state]}</span>`;
  return html`<p class="out out-check" data-check="${state}">${verdict} <span class="check-what">${what}</span>${more}</p>`;
}

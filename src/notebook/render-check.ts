import { escapeHtml as html } from "./escape-html.ts";
import type { CheckOutput } from "./output.ts";

const verdicts = { passed: "right", wrong: "not yet", open: "to do" };

/** One line for each thing that an exercise checks. */
export function renderCheck({ state, what, message }: CheckOutput): string {
  const more = message ? ` <span class="check-message">${html(message)}</span>` : "";
  return (
    `<p class="out out-check" data-check="${state}"><span class="check-verdict">${verdicts[state]}</span> ` +
    `<span class="check-what">${html(what)}</span>${more}</p>`
  );
}

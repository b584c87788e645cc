import { formatNumber } from "./format.ts";
import { html, joined, type Markup } from "./markup.ts";
import type { TokenRow, TokensOutput } from "./output.ts";
import { figureFrame } from "./figure-frame.ts";
import { shareOf } from "./color-scale.ts";

/** Rows of tokens, tinted by their numbers, with a key to the colours. */
export function renderTokens(output: TokensOutput, isLive: boolean): Markup {
  const { rows, title, label } = output;
  const drawn = rows.map((row, index) => renderRow(row, index, output));
  const body = html`<div class="strip-rows" tabindex="0" role="list" aria-label="Tokens by ${label}">${drawn}</div>${colourKey(output)}`;
  return figureFrame({
    output,
    ...(title ? { title } : {}),
    summary: describeTokens(output),
    body,
    hasImage: true,
    isLive,
  });
}

function renderRow(row: TokenRow, index: number, { domain }: TokensOutput): Markup {
  const name = html`<span class="strip-name">${row.name}</span>`;
  const note = row.note && html` <span class="strip-note">${row.note}</span>`;
  const query = row.query.length > 0 && html`<span class="strip-query">${row.query.join(" ")}</span> `;
  const tokens = row.tokens.map((token, at) => renderToken(token, row.values[at] ?? null, at, domain));
  const text = html`<span class="strip-text">${query}${joined(tokens, " ")}${note}</span>`;
  return html`<p class="strip-row" role="listitem" data-row="${index}">${name} ${text}</p>`;
}

/** The number is written small for those who print, and in the readout for those who point. */
function renderToken(token: string, value: number | null, at: number, domain: [number, number]): Markup {
  const text = token === "" ? "␣" : token.replace(/\n/g, "⏎");
  if (value === null) return html`<span class="token" data-at="${at}">${text}</span>`;
  const share = shareOf(value, domain);
  const side = share < 0 ? "low" : "high";
  const number = html`<span class="token-number">${formatNumber(value, 3)}</span>`;
  return html`<span class="token token-${side}" data-at="${at}" style="--t:${Math.abs(share).toFixed(2)}">${text}${number}</span>`;
}

function colourKey({ label, domain, rows }: TokensOutput): Markup {
  const [low, high] = domain;
  const known = rows.flatMap(({ values }) => values).filter((value) => value !== null);
  const steps = known.every((value) => domain.includes(value))
    ? domain.map((end) => shareOf(end, domain))
    : stepsOf(low, high);
  const boxes = steps.map(
    (share) => html`<i class="token-${share < 0 ? "low" : "high"}" style="--t:${Math.abs(share)}"></i>`,
  );
  const [from, to] = [html`<span>${formatNumber(low, 3)}</span>`, html`<span>${formatNumber(high, 3)}</span>`];
  return html`<p class="strip-key" aria-hidden="true"><span>${label}</span> ${from}<span class="strip-scale">${boxes}</span>${to}</p>`;
}

/** From one end of the colours to the other; numbers that lie at the ends only have no steps between. */
function stepsOf(low: number, high: number): number[] {
  if (low < 0 && high > 0) return [-1, -0.5, 0, 0.5, 1];
  return high <= 0 ? [-1, -0.75, -0.5, -0.25, 0] : [0, 0.25, 0.5, 0.75, 1];
}

/** "2 texts of tokens by logprob. PPO: 6 tokens, mean −0.5, lowest −1.2 at “robin”, highest 0 at “a”." */
export function describeTokens({ label, rows }: TokensOutput): string {
  const count = rows.length === 1 ? "A text" : `${rows.length} texts`;
  return [`${count} with the ${label} of each token.`, ...rows.slice(0, 10).map(describeRow)].join(" ");
}

function describeRow({ name, tokens, values }: TokenRow, index: number): string {
  const known = values.flatMap((value, at) => (value === null ? [] : [{ value, token: tokens[at]! }]));
  const who = name ?? `Text ${index + 1}`;
  if (known.length === 0) return `${who}: ${tokens.length} tokens without numbers.`;
  const low = known.reduce((a, b) => (b.value < a.value ? b : a));
  const high = known.reduce((a, b) => (b.value > a.value ? b : a));
  const mean = known.reduce((sum, { value }) => sum + value, 0) / known.length;
  return (
    `${who}: ${tokens.length} tokens, mean ${formatNumber(mean, 3)}, ` +
    `lowest ${formatNumber(low.value, 3)} at “${low.token}”, highest ${formatNumber(high.value, 3)} at “${high.token}”.`
  );
}

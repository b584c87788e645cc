import { escapeHtml as html } from "./escape-html.ts";
import { formatNumber } from "./format.ts";
import type { Sample, SamplesOutput } from "./output.ts";

/** Each prompt with its answers beside each other, or below each other where there is no room. */
export function renderSamples({ title, columns, rows, more }: SamplesOutput): string {
  const pages = rows.length > pageRows ? ` data-page="${pageRows}"` : "";
  const items = rows.map(({ prompt, answers }) => {
    const best = bestScore(answers);
    const cells = answers.map((answer, column) => renderAnswer(columns[column]!, answer, best));
    return `<li class="sample"><p class="sample-prompt">${html(prompt)}</p><dl style="--columns:${columns.length}">${cells.join("")}</dl></li>`;
  });
  const rest = more > 0 ? `<p class="out-more">${formatNumber(more)} more prompts are not shown.</p>` : "";
  const heading = title ? `<p class="out-title">${html(title)}</p>` : "";
  return `<out-pages class="out out-samples"${pages}>${heading}<ol>${items.join("")}</ol>${rest}</out-pages>`;
}

const pageRows = 6;

function renderAnswer(name: string, answer: Sample | null, best: number | null): string {
  if (!answer) return `<div><dt>${html(name)}</dt><dd class="sample-none">no answer</dd></div>`;
  const isBest = best !== null && answer.score === best;
  const score =
    answer.score === undefined
      ? ""
      : ` <span class="sample-score"${isBest ? " data-best" : ""}>${formatNumber(answer.score, 3)}${isBest ? '<span class="visually-hidden">, best</span>' : ""}</span>`;
  const badges = answer.badges.map(({ text, tone }) => ` <span class="badge badge-${tone}">${html(text)}</span>`);
  return `<div><dt>${html(name)}${score}</dt><dd>${html(answer.text)}${badges.join("")}</dd></div>`;
}

/** Only where there is something to compare. */
function bestScore(answers: (Sample | null)[]): number | null {
  const scores = answers.flatMap((answer) => (answer?.score === undefined ? [] : [answer.score]));
  const best = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  return scores.length > 1 && scores.some((score) => score < best) ? best : null;
}

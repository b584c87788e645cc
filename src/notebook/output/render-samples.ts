import { formatNumber } from "./format.ts";
import { html, type Markup } from "./markup.ts";
import type { ShownSample, SamplesOutput } from "./output.ts";

/** Each prompt with its answers beside each other, or below each other where there is no room. */
export function renderSamples({ title, columns, rows, more }: SamplesOutput): Markup {
  const pages = rows.length > pageRows && html` data-page="${pageRows}"`;
  const isCourse = columns.length > maxAbreast;
  const items = rows.map(({ prompt, answers }) => {
    const best = bestScore(answers);
    const cells = answers.map((answer, column) => renderAnswer(columns[column], answer, best));
    return html`<li class="sample"><p class="sample-prompt">${prompt}</p><dl style="--columns:${columns.length}"${isCourse && html` data-lines`}>${cells}</dl></li>`;
  });
  const rest = more > 0 && html`<p class="out-more">${formatNumber(more)} more prompts are not shown.</p>`;
  const heading = title && html`<p class="out-title">${title}</p>`;
  return html`<out-pages class="out out-samples"${pages}>${heading}<ol>${items}</ol>${rest}</out-pages>`;
}

const pageRows = 6;
/** More answers than these are lines below each other: a training's course, or a list of models. */
const maxAbreast = 4;

function renderAnswer(name: string | undefined, answer: ShownSample | null, best: number | null): Markup {
  if (!answer) return html`<div><dt>${name}</dt><dd class="sample-none">no answer</dd></div>`;
  const { text, score, badges } = answer;
  const scored = score !== undefined && scoreMark(score, score === best);
  const marks = badges.map((badge) => html` <span class="badge badge-${badge.tone}">${badge.text}</span>`);
  return html`<div><dt>${name}${scored}</dt><dd>${text}${marks}</dd></div>`;
}

function scoreMark(score: number, isBest: boolean): Markup {
  const told = isBest && html`<span class="visually-hidden">, best</span>`;
  return html` <span class="sample-score"${isBest && html` data-best`}>${formatNumber(score, 3)}${told}</span>`;
}

/** Only where there is something to compare. */
function bestScore(answers: (ShownSample | null)[]): number | null {
  const scores = answers.flatMap((answer) => (answer?.score === undefined ? [] : [answer.score]));
  const best = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  return scores.length > 1 && scores.some((score) => score < best) ? best : null;
}

import type { CellError } from "../base/cell-error.ts";
import { formatDuration, formatNumber, spaced } from "./format.ts";
import { html, type Markup, markupText, type MarkupText, type Part } from "./markup.ts";
import type { LineChart } from "./chart-spec.ts";
import type { Output, ProgressOutput, TextOutput, ValueOutput } from "./output.ts";
import { shareDone } from "./share-done.ts";
import { renderChart } from "./render-chart.ts";
import { renderAttention } from "./render-attention.ts";
import { renderCheck } from "./render-check.ts";
import { renderInput } from "./render-inputs.ts";
import { renderInspected } from "./render-inspected.ts";
import { renderSamples } from "./render-samples.ts";
import { renderTable } from "./render-table.ts";
import { renderTokens } from "./render-tokens.ts";
import { smoothChart } from "./running-mean.ts";

/** Space for charts, in px. */
export interface RenderSize {
  width?: number;
  /** the page redraws it, and holds its data itself */
  isLive?: boolean;
}

/** Turns an output into HTML. Everything a cell computed is escaped; nothing of it is markup. */
export function renderOutput(output: Output, size: RenderSize = {}): MarkupText {
  return markupText(markupOf(output, size));
}

function markupOf(output: Output, size: RenderSize): Markup {
  switch (output.kind) {
    case "text":
      return renderText(output);
    case "value":
      return renderValue(output);
    case "table":
      return renderTable(output);
    case "chart":
      return renderChart(output, size);
    case "progress":
      return renderProgress(output, size);
    case "tokens":
      return renderTokens(output, size.isLive ?? false);
    case "attention":
      return renderAttention(output, size.isLive ?? false);
    case "samples":
      return renderSamples(output);
    case "input":
      return renderInput(output);
    case "check":
      return renderCheck(output);
    case "error":
      return renderError(output.error);
  }
}

function renderText({ text, level, label }: TextOutput): Markup {
  const tag = level === "log" ? "" : ` out-${level}`;
  // What may be so high that it scrolls is a stop for the keyboard.
  const isHigh = text.length > 800 || text.split("\n").length > 15;
  const stop = isHigh && html` tabindex="0" role="group" aria-label="Text"`;
  // Lines that were taken back keep their place among the outputs.
  const gone = text === "" && html` hidden`;
  return html`<div class="out out-text${tag}"${gone}>${labelled(label)}<pre${stop}>${text}</pre></div>`;
}

function renderValue({ value, label }: ValueOutput): Markup {
  return html`<div class="out out-value">${labelled(label)}${renderInspected(value)}</div>`;
}

function labelled(label: string | undefined): Part {
  return label && html`<p class="out-caption">${label}</p>`;
}

function renderProgress(output: ProgressOutput, { width, isLive = false }: RenderSize): Markup {
  const { label, step, steps, latest, charts } = output;
  const drawn = new Set(charts.map((chart) => chart.y));
  const numbers = latest.map(({ name, value }) => {
    const text = typeof value === "number" ? formatNumber(value) : value;
    return html`<div${drawn.has(name) && html` class="drawn"`}><dt>${spaced(name)}</dt><dd>${text}</dd></div>`;
  });
  // As the stylesheet has it for what the book prints.
  const columns = charts.length > 1 && (width ?? 640) >= 587 ? 2 : 1;
  const chartWidth = width ? Math.floor((width - (columns - 1) * 24) / columns) : 0;
  const pictures = charts.map((chart) =>
    renderChart(
      { kind: "chart", chart: inWords(chart) },
      { isLive, ...(width ? { width: chartWidth } : {}), smoothed: true, isHalf: columns > 1 },
    ),
  );
  // A reader must not take a running mean for what was measured.
  const key = charts.some(smoothChart) && html`<p class="out-key">${smoothingKey}</p>`;
  const share = shareDone(output);
  const bar =
    share !== null &&
    html`<progress value="${step}" max="${steps}" aria-label="${label ?? "Progress"}">${Math.round(share * 100)} %</progress>`;
  const words = html`<p class="out-timing">${timingText(output)}</p><dl>${numbers}</dl>`;
  const drawings = html`<div class="out-charts" data-columns="${columns}">${pictures}</div>`;
  return html`<div class="out out-progress">${labelled(label)}${bar}${words}${drawings}${key}</div>`;
}

/** The chart of a number, under the name by which the number is shown. */
function inWords(chart: LineChart): LineChart {
  const series = chart.series.map((one) => ({ ...one, name: spaced(one.name) }));
  return { ...chart, ...(chart.y ? { y: spaced(chart.y) } : {}), series };
}

const smoothingKey = "Dots: single steps. Line and the number at its end: running mean.";

/** "step 120 of 200 · 34 steps/s · 2.4 s left" */
function timingText({ step, steps, timing }: ProgressOutput): Part {
  const { seconds, stepsPerSecond, secondsLeft } = timing;
  const isDone = shareDone({ step, steps }) === 1;
  const where = `step ${formatNumber(step)}${steps === null ? "" : ` of ${formatNumber(steps)}`}`;
  const rate = stepsPerSecond ? rateText(stepsPerSecond) : null;
  const total = isDone && seconds > 0 ? `in ${formatDuration(seconds)}` : null;
  // A loop that was stopped has no time left: the stylesheet shows this only while its cell runs.
  const hasLeft = !isDone && secondsLeft !== null;
  const left = hasLeft && html`<span class="out-left"> · ${formatDuration(secondsLeft)} left</span>`;
  return [[where, total, rate].filter(Boolean).join(" · "), left];
}

function rateText(perSecond: number): string {
  if (perSecond < 0.95) return `${formatDuration(1 / perSecond)} per step`;
  return `${perSecond < 10 ? perSecond.toFixed(1) : formatNumber(Math.round(perSecond))} steps/s`;
}

/** The message first, then where, then the reader's own line with a caret under the place. */
function renderError(error: CellError): Markup {
  const { name, message, line, column, code, hint, origin, causes = [] } = error;
  const title = name !== "Error" && name !== "Thrown" && html`<span class="error-name">${name}</span> `;
  const place = line !== null && html`<p class="error-place">line ${line}, column ${column}</p>`;
  const from =
    origin &&
    html`<p class="error-place">thrown in cell “${origin.cell}”, line ${origin.line}, column ${origin.column}</p>`;
  const because = causes.map((cause) => html`<p class="error-cause">caused by ${cause}</p>`);
  const excerpt = code !== null && column !== null && codeWithCaret(code, column, line ?? 1);
  const advice = hint && html`<p class="error-hint">${hint}</p>`;
  const parts = [place, excerpt, from, because, advice];
  return html`<div class="out out-failure"><p class="error-message">${title}${message}</p>${parts}</div>`;
}

const maxLine = 160;

function codeWithCaret(code: string, column: number, line: number): Markup {
  const start = column > maxLine ? column - maxLine / 2 : 0;
  const shown = code.slice(start, start + maxLine);
  // Tabs stay tabs under the line, so that the caret stands where the reader sees it.
  const indent = shown.slice(0, column - 1 - start).replace(/[^\t]/g, " ");
  const number = String(line);
  const gutter = " ".repeat(number.length);
  const first = html`<span class="error-gutter">${number} | </span>${shown}\n`;
  const second = html`<span class="error-gutter">${gutter} | </span>${indent}<span class="error-caret">^</span>`;
  return html`<pre class="error-code" tabindex="0" role="group" aria-label="Line ${number}">${first}${second}</pre>`;
}

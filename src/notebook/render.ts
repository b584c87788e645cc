import type { CellError } from "./cell-error.ts";
import { escapeHtml as html } from "./escape-html.ts";
import { formatDuration, formatNumber, spaced } from "./format.ts";
import type { LineChart, Output, ProgressOutput, TextOutput, ValueOutput } from "./output.ts";
import { renderChart } from "./render-chart.ts";
import { renderAttention } from "./render-attention.ts";
import { renderCheck } from "./render-check.ts";
import { renderInput } from "./render-inputs.ts";
import { renderInspected } from "./render-inspected.ts";
import { renderSamples } from "./render-samples.ts";
import { renderTable } from "./render-table.ts";
import { renderTokens } from "./render-tokens.ts";
import { smoothChart } from "./smooth.ts";

/** Space for charts, in px. */
export interface RenderSize {
  width?: number;
  /** the page redraws it, and holds its data itself */
  isLive?: boolean;
}

/** Turns an output into HTML. Everything a cell computed is escaped; nothing of it is markup. */
export function renderOutput(output: Output, size: RenderSize = {}): string {
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

function renderText({ text, level, label }: TextOutput): string {
  const tag = level === "log" ? "" : ` out-${level}`;
  // What may be so high that it scrolls is a stop for the keyboard.
  const isHigh = text.length > 800 || text.split("\n").length > 15;
  const stop = isHigh ? ' tabindex="0" role="group" aria-label="Text"' : "";
  // Lines that were taken back keep their place among the outputs.
  const gone = text === "" ? " hidden" : "";
  return `<div class="out out-text${tag}"${gone}>${labelled(label)}<pre${stop}>${html(text)}</pre></div>`;
}

function renderValue({ value, label }: ValueOutput): string {
  return `<div class="out out-value">${labelled(label)}${renderInspected(value)}</div>`;
}

function labelled(label: string | undefined): string {
  return label ? `<p class="out-caption">${html(label)}</p>` : "";
}

function renderProgress(output: ProgressOutput, { width, isLive = false }: RenderSize): string {
  const { label, step, steps, latest, charts } = output;
  const drawn = new Set(charts.map((chart) => chart.y));
  const numbers = latest.map(({ name, value }) => {
    const text = typeof value === "number" ? formatNumber(value) : value;
    return `<div${drawn.has(name) ? ' class="drawn"' : ""}><dt>${html(spaced(name))}</dt><dd>${html(text)}</dd></div>`;
  });
  // As the stylesheet has it for what the book prints.
  const columns = charts.length > 1 && (width ?? 640) >= 587 ? 2 : 1;
  const chartWidth = width ? Math.floor((width - (columns - 1) * 24) / columns) : 0;
  const pictures = charts.map((chart) =>
    renderChart({ kind: "chart", chart: inWords(chart) }, { isLive, ...(width ? { width: chartWidth } : {}), smoothed: true, isHalf: columns > 1 }),
  );
  // A reader must not take a running mean for what was measured.
  const key = charts.some(smoothChart) ? `<p class="out-key">${smoothingKey}</p>` : "";
  const share = steps ? Math.min(1, step / steps) : 0;
  const bar = steps
    ? `<progress value="${step}" max="${steps}" aria-label="${html(label ?? "Progress")}">${Math.round(share * 100)} %</progress>`
    : "";
  return (
    `<div class="out out-progress">${labelled(label)}${bar}` +
    `<p class="out-timing">${timingText(output)}</p>` +
    `<dl>${numbers.join("")}</dl>` +
    `<div class="out-charts" data-columns="${columns}">${pictures.join("")}</div>${key}</div>`
  );
}

/** The chart of a number, under the name by which the number is shown. */
function inWords(chart: LineChart): LineChart {
  const series = chart.series.map((one) => ({ ...one, name: spaced(one.name) }));
  return { ...chart, ...(chart.y ? { y: spaced(chart.y) } : {}), series };
}

const smoothingKey = "Dots: single steps. Line and the number at its end: running mean.";

/** "step 120 of 200 · 34 steps/s · 2.4 s left" */
function timingText({ step, steps, timing }: ProgressOutput): string {
  const { seconds, stepsPerSecond, secondsLeft } = timing;
  const isDone = steps !== null && step >= steps;
  const where = `step ${formatNumber(step)}${steps ? ` of ${formatNumber(steps)}` : ""}`;
  const rate = stepsPerSecond ? rateText(stepsPerSecond) : null;
  const total = isDone && seconds > 0 ? `in ${formatDuration(seconds)}` : null;
  // A loop that was stopped has no time left: the stylesheet shows this only while its cell runs.
  const hasLeft = !isDone && secondsLeft !== null;
  const left = hasLeft ? `<span class="out-left"> · ${formatDuration(secondsLeft)} left</span>` : "";
  return [where, total, rate].filter(Boolean).join(" · ") + left;
}

function rateText(perSecond: number): string {
  if (perSecond < 0.95) return `${formatDuration(1 / perSecond)} per step`;
  return `${perSecond < 10 ? perSecond.toFixed(1) : formatNumber(Math.round(perSecond))} steps/s`;
}

/** The message first, then where, then the reader's own line with a caret under the place. */
export function renderError(error: CellError): string {
  const { name, message, line, column, code, hint, origin, causes = [] } = error;
  const title = name === "Error" || name === "Thrown" ? "" : `<span class="error-name">${html(name)}</span> `;
  const place = line === null ? "" : `<p class="error-place">line ${line}, column ${column}</p>`;
  const from = origin
    ? `<p class="error-place">thrown in cell “${html(origin.cell)}”, line ${origin.line}, column ${origin.column}</p>`
    : "";
  const because = causes.map((cause) => `<p class="error-cause">caused by ${html(cause)}</p>`).join("");
  const excerpt = code === null || column === null ? "" : codeWithCaret(code, column, line ?? 1);
  const advice = hint ? `<p class="error-hint">${html(hint)}</p>` : "";
  return (
    `<div class="out out-failure"><p class="error-message">${title}${html(message)}</p>` +
    `${place}${excerpt}${from}${because}${advice}</div>`
  );
}

const maxLine = 160;

function codeWithCaret(code: string, column: number, line: number): string {
  const start = column > maxLine ? column - maxLine / 2 : 0;
  const shown = code.slice(start, start + maxLine);
  // Tabs stay tabs under the line, so that the caret stands where the reader sees it.
  const indent = shown.slice(0, column - 1 - start).replace(/[^\t]/g, " ");
  const number = String(line);
  const gutter = " ".repeat(number.length);
  return (
    `<pre class="error-code" tabindex="0" role="group" aria-label="Line ${number}"><span class="error-gutter">${number} | </span>${html(shown)}\n` +
    `<span class="error-gutter">${gutter} | </span>${indent}<span class="error-caret">^</span></pre>`
  );
}

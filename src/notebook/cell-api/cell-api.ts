import { attentionMap, type AttentionMapSpec } from "./attention-map.ts";
import { asChart } from "./as-chart.ts";
import { barChart, type BarChartSpec } from "./bar-chart.ts";
import { heatMap, type HeatMapSpec } from "./heat-map.ts";
import { lineChart, type LineChartSpec } from "./line-chart.ts";
import { AnswerCall, Todo } from "./answer-call.ts";
import type { CellError } from "../base/cell-error.ts";
import { checkAnswer, checkOptionNames, type CheckOptions, runningCheck } from "./check-answer.ts";
import { checkProgress, checkRows, checkShow } from "./check-arguments.ts";
import { checkSettings } from "./check-options.ts";
import { hostClock } from "../base/clock.ts";
import { type CellConsole, createConsole } from "./console.ts";
import { inspect, isTensor } from "./inspect.ts";
import { createInputs, type InputApi, type InputHost, inputNames } from "./inputs.ts";
import type { SavedModels } from "./saved-models.ts";
import { createModels, type ModelApi, modelNames, type ReadBookFile } from "./own-models.ts";
import { nextTask } from "../base/next-task.ts";
import type { ChartSpec } from "../output/chart-spec.ts";
import type { InputOutput, Output } from "../output/output.ts";
import { cutText } from "../base/cut-text.ts";
import type { OutputStream } from "../output/output-stream.ts";
import { checkProgressOptions, ProgressTracker, type ProgressOptions, type StepRecord } from "./progress.ts";
import { samples, type SamplesSpec } from "./samples.ts";
import type { StopSignal } from "../base/stop.ts";
import { isTabular, tabulate, type Row } from "./tabulate.ts";
import type { TrainingKeeper } from "./training-keeper.ts";
import { tokenStrip, type TokenStripSpec } from "./token-strip.ts";

/** What every cell can call without an import. */
export interface CellApi extends InputApi, ModelApi {
  /** Shows a value: text, a list of flat records as a table, a tensor, a chart, or anything else. */
  show(value: unknown, label?: string): void;
  /** Shows rows as a table; the columns are the rows' keys. */
  table(rows: readonly Row[], options?: { caption?: string }): void;
  /**
   * Draws lines through points [x, y]; a y of null or NaN is a gap. A point [x, y, low, high] has a
   * band, `runs` are drawn as their mean with one, `lines: [{ y: 0.5, label: "chance" }]` are to
   * compare with, `yScale: "log"` and a series with `axis: "right"` do what they say.
   */
  lineChart(spec: LineChartSpec): void;
  /** Draws points as dots, and otherwise does as `lineChart`. */
  scatterChart(spec: LineChartSpec): void;
  /** Draws one bar per value, side by side where they have a `group`; `range` is an error bar. */
  barChart(spec: BarChartSpec): void;
  /** Draws a matrix as squares of colour: `heatMap({ rows, columns, values, label: "win rate" })`. */
  heatMap(spec: HeatMapSpec): void;
  /**
   * Writes a text as tokens, each coloured by its number: blue above 0, orange below.
   * `tokenStrip({ query: ["name", "a", "bird"], tokens: ["a", "robin"], values: logprobs, label: "logprob" })`,
   * or several texts as `rows`.
   */
  tokenStrip(spec: TokenStripSpec): void;
  /**
   * Draws how much each token looks at each token before it, one map per head:
   * `attentionMap({ tokens, weights })` with weights [H, T, T] as lists or as a tensor.
   */
  attentionMap(spec: AttentionMapSpec): void;
  /**
   * Shows answers to the same prompts side by side:
   * `samples({ prompts, answers: { SFT: [...], PPO: [{ text, score: 1.2, badges: ["polite"] }] } })`.
   * Later ones with the same `label` stand in the place of the first: so a training shows how it gets on.
   */
  samples(spec: SamplesSpec): void;
  /**
   * Shows how far a training loop is, its newest numbers and their curves. Await it: that is where
   * the page gets to draw, and where Stop and Pause take effect.
   */
  progress(record: { step?: number; steps?: number }, options?: ProgressOptions): Promise<void>;
  /**
   * For a trainer's option of that name: its training is saved every few seconds, and can go on where it
   * was after the page was left. Of a cell's trainings, the first that has it.
   */
  resume(optimizers: Record<string, unknown>): Promise<void>;
  /**
   * Judges the answer to an exercise, and says whether it is right. Numbers may be rounded, words
   * written in capitals; `expected` may also be a function that answers true, or says what is wrong.
   * What a function of the learner's gives is asked for by `resultOf`.
   */
  check(what: string, got: unknown, expected: unknown, options?: CheckOptions): boolean;
  /**
   * A call for `check` to make, of a function that a learner wrote:
   * `check("one word of 125", resultOf(surprise, 1 / 125), 4.8283)`. An error, a missing return or a
   * changed input is told in words. Several calls, as a list, have a list of results.
   */
  resultOf<A extends unknown[]>(fn: (...args: A) => unknown, ...args: A): AnswerCall;
  /** Stands for what a learner has still to write: `return todo("your line")`. */
  todo(what: string): never;
  /** Speaks as the console of a browser does, below the cell. */
  console: CellConsole;
}

export const cellApiNames = [
  "show",
  "table",
  "lineChart",
  "scatterChart",
  "barChart",
  "heatMap",
  "tokenStrip",
  "attentionMap",
  "samples",
  ...inputNames,
  "progress",
  "resume",
  "check",
  "resultOf",
  "todo",
  ...modelNames,
  "console",
] as const satisfies (keyof CellApi)[];

/** How long a loop that awaits `progress` may compute before messages come through. */
const breathMs = 32;

/** Who sits before the cell. */
interface Reader extends Omit<InputHost, "show"> {
  /** the models that the reader has kept; null where nothing is kept */
  shelf: SavedModels | null;
  cell: string;
  /** saves its training; without it nothing is saved */
  keeper?: TrainingKeeper;
  /** where in the cell an error was thrown */
  placeOf?: (thrown: unknown) => CellError | null;
}

/** Nobody is there, as when the book is built: every input stands where it begins. */
const noReader: Reader = { values: {}, waitFor: null, shelf: null, cell: "" };

export function createCellApi(out: OutputStream, stop: StopSignal, readFile: ReadBookFile, reader = noReader): CellApi {
  const { keeper } = reader;
  const progress = createProgress(out, stop, keeper);
  const show = (...given: [value: unknown, label?: string]): void => {
    stop.check();
    checkShow(given);
    out.add(outputFor(...given));
  };
  const draw =
    <T>(picture: (spec: T) => Output) =>
    (spec: T): void => {
      stop.check();
      out.add(picture(spec));
    };
  const inputs = createInputs({ ...reader, show: (output) => showInput(out, output) }, stop);
  const say = (text: string): void => out.write(text, "log");
  return {
    ...inputs,
    ...createModels({ readFile, shelf: reader.shelf, cell: reader.cell, select: inputs.select, say }, stop),
    show,
    table(rows, options) {
      stop.check();
      checkSettings("table", options, { caption: true });
      out.add(tabulate(checkRows(rows), options?.caption));
    },
    lineChart: draw((spec: LineChartSpec) => chartOutput(lineChart(spec))),
    scatterChart: draw((spec: LineChartSpec) => chartOutput(lineChart(spec, "dots"))),
    barChart: draw((spec: BarChartSpec) => chartOutput(barChart(spec))),
    heatMap: draw((spec: HeatMapSpec) => chartOutput(heatMap(spec))),
    tokenStrip: draw(tokenStrip),
    attentionMap: draw(attentionMap),
    samples: createSamples(out, stop),
    progress,
    async resume(optimizers) {
      stop.check();
      await keeper?.begin(optimizers);
    },
    check(what, got, expected, options) {
      stop.check();
      checkSettings("check", options, checkOptionNames);
      const running = runningCheck(String(what), got);
      const index = running && out.begin(running);
      const judged = checkAnswer(String(what), got, expected, options, reader.placeOf);
      if (index === null) out.add(judged);
      else out.replace(index, judged);
      return judged.state === "passed";
    },
    resultOf: (fn, ...args) => new AnswerCall(fn, args),
    todo: (what) => new Todo(what) as never,
    console: createConsole(out, stop),
  };
}

function chartOutput(chart: ChartSpec): Output {
  return { kind: "chart", chart };
}

/** @returns what replaces it */
function showInput(out: OutputStream, output: InputOutput): (next: InputOutput) => void {
  const index = out.add(output);
  return (next) => out.replace(index, next);
}

/** What `show` makes of a value. */
export function outputFor(value: unknown, label?: string): Output {
  const labelled = label ? { label } : {};
  // Blanks alone would be nothing to see.
  if (typeof value === "string" && value.trim() !== "")
    return { kind: "text", text: cutText(value), level: "log", ...labelled };
  return asPicture(value, label) ?? { kind: "value", value: inspect(value), ...labelled };
}

/** What cannot be read as a chart or as rows, proxies and the like, is a value. */
function asPicture(value: unknown, label?: string): Output | null {
  try {
    const chart = isTensor(value) ? null : asChart(value, label);
    if (chart) return { kind: "chart", chart };
    return isTabular(value) ? tabulate(value, label) : null;
  } catch {
    return null;
  }
}

/** Those with the label of earlier ones take their place. */
function createSamples(out: OutputStream, stop: StopSignal): CellApi["samples"] {
  const places = new Map<string, number>();
  return (spec) => {
    stop.check();
    const output = samples(spec);
    if (spec.label === undefined) return void out.add(output);
    const label = String(spec.label);
    const place = places.get(label);
    if (place === undefined) places.set(label, out.add(output));
    else out.replace(place, output);
  };
}

function createProgress(out: OutputStream, stop: StopSignal, keeper?: TrainingKeeper): CellApi["progress"] {
  const running = new Map<string, { tracker: ProgressTracker; index: number }>();
  const { clock } = stop;
  let lastBreath = hostClock.now();
  const breathe = async (): Promise<void> => {
    if (hostClock.now() - lastBreath < breathMs && !stop.isPaused) return;
    await nextTask();
    if (stop.isPaused) keeper?.save();
    await stop.rest();
    lastBreath = hostClock.now();
    stop.check();
  };
  const show = (record: StepRecord, options: ProgressOptions): void => {
    const label = String(options.label ?? "");
    let one = running.get(label);
    if (!one?.tracker.continues(record)) {
      const tracker = new ProgressTracker(options);
      tracker.update(record, clock.now() - stop.pausedMs);
      one = { tracker, index: out.add(tracker.output()) };
      running.set(label, one);
    } else {
      one.tracker.update(record, clock.now() - stop.pausedMs);
      out.replace(one.index, () => one!.tracker.output());
    }
  };
  return (record, given) => {
    stop.check();
    const options = given ?? {};
    checkProgress(record, options.plot);
    checkProgressOptions(given);
    for (const step of keeper?.takeFormer() ?? []) show(step, options);
    show(record, options);
    keeper?.step(record);
    return breathe();
  };
}

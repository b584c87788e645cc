import type { LineChart, Series } from "../output/chart-spec.ts";
import type { ProgressOutput } from "../output/output.ts";
import { isRecord, refusal } from "./check-arguments.ts";
import { checkOptions, checkSettings, type OptionsOf } from "./check-options.ts";
import { finiteOrNull } from "./read-numbers.ts";
import { type GivenLine, lineOptions, plainLines } from "./reference-lines.ts";

/** One step of a training loop: `{ step: 12, steps: 200, loss: 1.23 }`. */
export type StepRecord = { step?: number; steps?: number } & Record<string, unknown>;

export interface ProgressOptions {
  /** which numbers to draw against the step; otherwise `loss`, if there is one */
  plot?: string[];
  /** what values of them mean: { accuracy: [{ y: 0.5, label: "a coin" }] } */
  lines?: Record<string, readonly GivenLine[]>;
  label?: string;
}

const progressOptions: OptionsOf<ProgressOptions> = { plot: true, lines: true, label: true };

/** Refuses options that no progress has, and lines beside curves that are not drawn. */
export function checkProgressOptions(given: ProgressOptions | undefined): void {
  checkSettings("progress", given, progressOptions);
  const { plot = ["loss"], lines } = given ?? {};
  if (lines === undefined) return;
  const needs = 'lines by the names that it plots, as in { lines: { loss: [{ y: 4.8, label: "guessing" }] } }';
  if (!isRecord(lines) || Object.keys(lines).some((key) => !plot.includes(key)))
    throw refusal("progress", needs, lines);
  for (const own of Object.values(lines)) {
    plainLines("progress", own);
    for (const line of own) checkOptions("a line of progress", line, lineOptions);
  }
}

/** A longer line is thinned to every second point; the eye sees no difference. */
const maxPoints = 1000;
/** A loop with more numbers or curves than these shows the first of them. */
const maxLatest = 100;
const maxCharts = 40;

/** Follows one training loop and says how far it is. */
export class ProgressTracker {
  readonly label: string | undefined;
  #plot: string[] | undefined;
  #levels: NonNullable<ProgressOptions["lines"]>;
  #lines = new Map<string, Line>();
  #record: StepRecord = {};
  #step = 0;
  #count = 0;
  #firstStep = 0;
  #firstTime = 0;
  #lastTime = 0;

  constructor(options: ProgressOptions) {
    this.label = options.label === undefined ? undefined : String(options.label);
    this.#plot = options.plot;
    this.#levels = options.lines ?? {};
  }

  /** A step that does not go on from the last one belongs to another loop. */
  continues(record: StepRecord): boolean {
    const step = finiteOrNull(record.step);
    return this.#count === 0 || step === null || step > this.#step;
  }

  update(record: StepRecord, now: number): void {
    this.#step = finiteOrNull(record.step) ?? this.#step + 1;
    if (this.#count++ === 0) {
      this.#firstStep = this.#step;
      this.#firstTime = now;
    }
    this.#lastTime = now;
    this.#record = record;
    this.#plot ??= typeof record.loss === "number" ? ["loss"] : [];
    for (const key of this.#plot.slice(0, maxCharts)) this.#line(key).add(this.#step, record[key]);
  }

  output(): ProgressOutput {
    return {
      kind: "progress",
      ...(this.label ? { label: this.label } : {}),
      step: this.#step,
      steps: this.#steps,
      latest: this.#latest(),
      charts: [...this.#lines].map(([key, line]) => this.#chart(key, line)),
      timing: this.#timing(),
    };
  }

  /** With a known total the axis stands still and the line grows into it. */
  #chart(key: string, line: Line): LineChart {
    const steps = this.#steps;
    const xDomain: [number, number] | undefined = steps === null ? undefined : [this.#firstStep, steps];
    const levels = this.#levels[key] ?? [];
    return {
      kind: "line",
      x: "step",
      y: key,
      ...(xDomain ? { xDomain } : {}),
      series: [{ name: key, points: line.points() }],
      ...(levels.length > 0 ? { lines: plainLines("progress", levels) } : {}),
    };
  }

  /** None, less than none and NaN are no total. */
  get #steps(): number | null {
    const steps = finiteOrNull(this.#record.steps);
    return steps !== null && steps > 0 ? steps : null;
  }

  #line(key: string): Line {
    const line = this.#lines.get(key) ?? new Line();
    this.#lines.set(key, line);
    return line;
  }

  #latest(): ProgressOutput["latest"] {
    return Object.entries(this.#record)
      .filter(([name, value]) => !/^steps?$/.test(name) && /number|string|boolean/.test(typeof value))
      .slice(0, maxLatest)
      .map(([name, value]) => ({ name, value: Number.isFinite(value) ? (value as number) : String(value) }));
  }

  /** The first call comes at the end of the first step, so the rate counts from there. */
  #timing(): ProgressOutput["timing"] {
    const seconds = (this.#lastTime - this.#firstTime) / 1000;
    const stepsPerSecond = seconds > 0 ? (this.#step - this.#firstStep) / seconds : null;
    const left = this.#steps === null ? null : Math.max(0, this.#steps - this.#step);
    const secondsLeft = left !== null && stepsPerSecond ? finiteOrNull(left / stepsPerSecond) : null;
    return { seconds, stepsPerSecond: finiteOrNull(stepsPerSecond), secondsLeft };
  }
}

/** The points of one number over the steps. */
class Line {
  #points: Series["points"] = [];
  #every = 1;
  #seen = 0;
  #newest: [number, number | null] | null = null;

  add(step: number, value: unknown): void {
    this.#newest = [step, finiteOrNull(value)];
    if (this.#seen++ % this.#every === 0) this.#points.push(this.#newest);
    if (this.#points.length < maxPoints) return;
    this.#points = this.#points.filter((_, index) => index % 2 === 0);
    this.#every *= 2;
  }

  /** Always with the newest point, thinned or not. */
  points(): Series["points"] {
    const isKept = this.#points.at(-1) === this.#newest;
    return isKept || !this.#newest ? [...this.#points] : [...this.#points, this.#newest];
  }
}

import { type OtherRun, withOtherRuns } from "../../notebook/output/compare-runs.ts";
import { nextTask } from "../../notebook/base/next-task.ts";
import type { Output } from "../../notebook/output/output.ts";
import { renderOutput } from "../../notebook/output/render.ts";
import { nextDrawing } from "../base/render-throttle.ts";
import { morphDom } from "../base/morph-dom.ts";
import type { OutPicture } from "./out-picture.ts";
import "./output-elements.ts";
import { SteadyBox } from "./steady-box.ts";
import { showWithBar } from "./show-with-bar.ts";

/**
 * What a cell has shown, below its text. An output that is replaced keeps its place and its
 * elements, so that nothing jumps and a slider that is being moved goes on moving.
 */
export class CellOutputs {
  readonly #box: HTMLElement;
  readonly #steady: SteadyBox;
  /** those of this run, and of the last one where this one has not come so far at a slider's move */
  #outputs: Output[] = [];
  /** how many of them are of this run */
  #count = 0;
  /** it comes at a slider's move */
  #isQuick = false;
  /** it is over, and its last outputs are not drawn yet */
  #isEnding = false;
  #width = 0;
  /** what stands in a slot, as it was made: of five outputs, a slider's move may change one */
  readonly #drawn = new WeakMap<Element, string>();
  /** changed outputs, to be drawn with the next frame */
  #waiting = new Set<number>();
  #frame = 0;
  /** until when the page rests from drawing, and what ends that rest */
  #restsUntil = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #isMeasuring = false;
  /** runs whose curves lie under those of this one, and what is different in words */
  #others: readonly OtherRun[] = [];
  #difference = "";
  /** from which index on the former run's outputs still stand; null when none do */
  #oldFrom: number | null = null;

  constructor(box: HTMLElement) {
    this.#box = box;
    this.#steady = new SteadyBox(box);
    new ResizeObserver(() => this.#resized()).observe(box);
  }

  /** Draws what the book printed for the width there is; `isQuick`: for another position of a slider. */
  adopt(outputs: Output[], isQuick = false): void {
    if (isQuick) this.#steady.hold();
    this.#outputs = [...outputs];
    this.#count = outputs.length;
    this.#oldFrom ??= 0;
    outputs.forEach((_, index) => this.#waiting.add(index));
    this.#endWithFrame();
  }

  /** @param isQuick it comes at a slider's move: it is over soon, and to measure each output costs a layout of the page */
  expectNew(isQuick = false): void {
    // What was not drawn before the next one came at a slider's move need not be drawn at all.
    if (!isQuick) this.#drawAll();
    if (!isQuick) this.#outputs = [];
    this.#count = 0;
    this.#isQuick = isQuick;
    this.#isEnding = false;
    this.#others = [];
    this.#oldFrom = 0;
    this.#restsUntil = 0;
    this.#box.toggleAttribute("data-old", true);
    if (isQuick) return this.#steady.hold();
    this.#steady.letGo();
    this.#hold();
    showWithBar(this.#box);
  }

  /** What this run shows, so far. */
  get outputs(): readonly Output[] {
    return this.#outputs.slice(0, this.#count);
  }

  /** From now on, the curves of these lie under those of the run. */
  compareWith(others: readonly OtherRun[], difference: string): void {
    this.#others = others;
    this.#difference = difference;
  }

  show(index: number, output: Output): void {
    this.#outputs[index] = output;
    this.#count = Math.max(this.#count, index + 1);
    this.#box.toggleAttribute("data-old", false);
    if (this.#oldFrom !== null) this.#oldFrom = Math.max(this.#oldFrom, index + 1);
    this.#waiting.add(index);
    this.#drawSoon();
    // In a tab that is not seen there are no frames, but its page may be read by a script.
    if (document.hidden && this.#waiting.size === 1) this.#drawAll();
  }

  /** The run rests: what waits to be drawn is drawn. */
  rest(): void {
    this.#drawAll();
  }

  /** The run is over; if it showed nothing, neither does the page. */
  end(): void {
    if (this.#isQuick) return this.#endWithFrame();
    this.#isEnding = true;
    this.#drawAll();
  }

  /** Moves come faster than frames on a slow machine: a page is laid out once for each frame. */
  #endWithFrame(): void {
    this.#isEnding = true;
    if (document.hidden) return this.#drawAll();
    clearTimeout(this.#rest);
    this.#rest = undefined;
    this.#frame ||= requestAnimationFrame(() => this.#drawAndRest());
  }

  clear(): void {
    this.#waiting.clear();
    this.#isEnding = false;
    this.#count = 0;
    this.#outputs = [];
    this.#oldFrom = 0;
    this.#steady.letGo();
    this.#dropOld();
  }

  /** Until the run is over no output gets smaller, and none gives up its place: nothing below moves up. */
  #hold(): void {
    const slots = [...this.#box.children] as HTMLElement[];
    const heights = slots.map((slot) => slot.getBoundingClientRect().height);
    slots.forEach((slot, index) => {
      slot.style.minBlockSize = `${heights[index]!}px`;
      slot.toggleAttribute("data-old", true);
    });
  }

  #letGo(): void {
    for (const slot of this.#box.children) {
      (slot as HTMLElement).style.minBlockSize = "";
      slot.removeAttribute("data-old");
    }
  }

  #dropOld(): void {
    this.#box.toggleAttribute("data-old", false);
    this.#letGo();
    if (this.#oldFrom === null) return;
    for (const old of [...this.#box.children].slice(this.#outputs.length)) old.remove();
    this.#oldFrom = null;
    this.#box.hidden = this.#box.children.length === 0;
  }

  #drawSoon(): void {
    if (this.#frame || this.#rest !== undefined || this.#isMeasuring) return;
    const draw = () => {
      this.#rest = undefined;
      this.#frame = requestAnimationFrame(() => this.#drawAndRest());
    };
    const wait = this.#restsUntil - performance.now();
    if (wait > 0) this.#rest = setTimeout(draw, wait);
    else draw();
  }

  /** What a picture costs is known when the browser has laid it out and painted it. */
  #drawAndRest(): void {
    const begin = performance.now();
    this.#drawAll();
    this.#isMeasuring = true;
    void nextTask().then(() => {
      this.#isMeasuring = false;
      const cost = performance.now() - begin;
      this.#restsUntil = nextDrawing(begin, cost, navigator.hardwareConcurrency, isAnyRunning);
      if (this.#waiting.size > 0) this.#drawSoon();
    });
  }

  #drawAll(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
    this.#rest = undefined;
    this.#frame = 0;
    if (this.#isEnding) this.#outputs.length = this.#count;
    for (const index of this.#waiting) if (index < this.#outputs.length) this.#draw(index);
    this.#waiting.clear();
    if (this.#isEnding) this.#dropOld();
    this.#isEnding = false;
    this.#steady.fit();
  }

  #draw(index: number): void {
    this.#box.hidden = false;
    while (this.#box.children.length <= index) this.#box.append(document.createElement("div"));
    // Measured once: the observer says when it changes.
    const width = (this.#width ||= this.#contentWidth());
    const slot = this.#box.children[index]!;
    const output = withOtherRuns(this.#outputs[index]!, index, this.#others);
    slot.removeAttribute("data-old");
    const markup = renderOutput(output, { width, isLive: true });
    const isCompared = output !== this.#outputs[index] && this.#others.length > 0;
    const made = isCompared ? markup + this.#difference : markup;
    if (this.#drawn.get(slot) !== made) {
      this.#drawn.set(slot, made);
      morphDom(slot, markup);
      if (isCompared) slot.append(comparison(this.#difference));
    }
    handOver(slot, output);
  }

  #contentWidth(): number {
    const { paddingLeft, paddingRight } = getComputedStyle(this.#box);
    return this.#box.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  }

  #resized(): void {
    if (this.#box.hidden) return;
    const width = this.#contentWidth();
    this.#steady.fit();
    if (width <= 0 || Math.abs(width - this.#width) < 2) return;
    // Their heights were those of another width.
    if (this.#width > 0) for (const slot of this.#box.children) (slot as HTMLElement).style.minBlockSize = "";
    this.#width = width;
    this.#outputs.forEach((output, index) => {
      if (output.kind === "chart" || output.kind === "progress") this.#draw(index);
    });
  }
}

function comparison(words: string): HTMLElement {
  return Object.assign(document.createElement("p"), { className: "out out-compared", textContent: words });
}

function isAnyRunning(): boolean {
  return document.querySelector('code-cell[data-state="running"]') !== null;
}

/** Pictures of a running cell do not carry their data in the HTML. */
function handOver(slot: Element, output: Output): void {
  const pictures = slot.querySelectorAll<OutPicture>("out-picture");
  pictures.forEach((picture, index) => {
    const chart = output.kind === "progress" ? output.charts[index] : null;
    picture.output = chart ? { kind: "chart", chart } : output;
  });
}

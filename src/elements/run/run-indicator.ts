import type { ProgressOutput } from "../../notebook/output/output.ts";
import { shareDone } from "../../notebook/output/share-done.ts";
import type { CellView } from "../state/cell-view.ts";
import { button } from "../base/button.ts";

/** Shorter runs end before a reader has scrolled away. */
const delayMs = 1000;

export interface RunCommands {
  pause(): void;
  resume(): void;
  stop(): void;
}

/** At the page's edge: which cell runs while it is off screen, how far it is, and the way to it. */
export class RunIndicator {
  readonly #box = document.createElement("div");
  readonly #link = document.createElement("a");
  readonly #bar = document.createElement("progress");
  readonly #text = document.createElement("span");
  readonly #pause: HTMLButtonElement;
  #cell: (HTMLElement & CellView) | null = null;
  #isPaused = false;
  #isAway = false;
  #begunAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #sight = new IntersectionObserver((seen) => {
    this.#isAway = !seen.at(-1)!.isIntersecting;
    this.#place();
  });

  constructor(commands: RunCommands) {
    this.#pause = button("Pause", () => (this.#isPaused ? commands.resume() : commands.pause()));
    this.#box.className = "run-indicator";
    this.#box.hidden = true;
    this.#box.role = "region";
    this.#box.setAttribute("aria-label", "The cell that runs");
    this.#bar.max = 1;
    this.#bar.setAttribute("aria-label", "How far it is");
    this.#box.append(
      this.#link,
      this.#bar,
      this.#text,
      this.#pause,
      button("Stop", () => commands.stop()),
    );
    this.#link.onclick = () => this.#cell?.querySelector<HTMLElement>(".cell-stop")?.focus({ preventScroll: true });
    document.body.append(this.#box);
  }

  follow(cell: HTMLElement & CellView): void {
    this.end();
    this.#cell = cell;
    this.#begunAt = performance.now();
    this.#link.href = `#${cell.id}`;
    this.#link.textContent = cell.cellId;
    this.#bar.removeAttribute("value");
    this.#text.textContent = "running";
    this.#pause.hidden = true;
    this.pause(false);
    this.#sight.observe(cell);
    this.#timer = setTimeout(() => this.#place(), delayMs);
  }

  show(output: ProgressOutput): void {
    if (!this.#cell) return;
    this.#pause.hidden = false;
    const { step, timing } = output;
    const left = timing.secondsLeft === null ? "" : `, ${timeLeft(timing.secondsLeft)}`;
    const share = shareDone(output);
    if (share === null) {
      this.#text.textContent = `step ${step}`;
    } else {
      // In whole percents: what does not change is not painted anew, 30 times a second.
      const percent = Math.floor(100 * share);
      this.#bar.value = percent / 100;
      const text = `${percent} %${left}`;
      if (this.#text.textContent !== text) this.#text.textContent = text;
    }
  }

  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#box.toggleAttribute("data-paused", isPaused);
    this.#pause.textContent = isPaused ? "Resume" : "Pause";
  }

  end(): void {
    clearTimeout(this.#timer);
    if (this.#box.contains(document.activeElement)) this.#handOver();
    if (this.#cell) this.#sight.unobserve(this.#cell);
    this.#cell = null;
    this.#isAway = false;
    this.#place();
  }

  /** The focus goes on to the cell's own buttons. */
  #handOver(): void {
    this.#cell
      ?.querySelector<HTMLElement>(".cell-stop:not([hidden]), .cell-run:not([hidden])")
      ?.focus({ preventScroll: true });
  }

  #place(): void {
    const isTime = performance.now() - this.#begunAt >= delayMs;
    const isHidden = !(this.#cell && this.#isAway && isTime);
    if (isHidden && this.#box.contains(document.activeElement)) this.#handOver();
    // It is asked at every move of a slider.
    if (this.#box.hidden === isHidden) return;
    this.#box.hidden = isHidden;
    document.body.toggleAttribute("data-runs-away", !isHidden);
  }
}

function timeLeft(seconds: number): string {
  if (seconds < 1) return "almost done";
  return seconds < 90 ? `${Math.ceil(seconds)} s left` : `${Math.ceil(seconds / 60)} min left`;
}

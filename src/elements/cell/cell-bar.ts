import type { MenuItem } from "../base/button-menu.ts";
import { type CellStatus, isBusy, isChanged, stateOf } from "../state/cell-state.ts";
import { lazily } from "../base/lazy.ts";
import { barWords, type Keeping } from "../state/cell-status-text.ts";

/** Clicking Run twice must not press the Stop button that took its place. */
const doubleClickMs = 450;

export interface BarActions {
  run(): void;
  stop(): void;
  pause(): void;
  resume(): void;
  reset(): void;
  edit(): void;
  menu(): MenuItem[];
}

/** The bar under a cell's code: its buttons, and its state in words. */
export class CellBar {
  readonly #cell: HTMLElement;
  #status!: CellStatus;
  #keeping!: Keeping;
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor(cell: HTMLElement, actions: BarActions) {
    this.#cell = cell;
    this.#button("run").onclick = () => actions.run();
    this.#button("stop").onclick = () => !this.#isDoubleClick() && actions.stop();
    this.#button("pause").onclick = () => (stateOf(this.#status) === "paused" ? actions.resume() : actions.pause());
    this.#button("reset").onclick = () => actions.reset();
    this.#button("edit").onclick = () => actions.edit();
    this.#button("more").onclick = ({ currentTarget }) => {
      lazily(
        () => import("../base/button-menu.ts"),
        ({ openMenu }) => openMenu(currentTarget as HTMLElement, actions.menu()),
      );
    };
  }

  /** `isQuiet`: the run comes and goes at a slider's move, and offers no rest. */
  show(status: CellStatus, keeping: Keeping, isQuiet: boolean): void {
    this.#status = status;
    this.#keeping = keeping;
    this.#showButtons(!isQuiet && status.run.phase === "running" && status.run.canPause);
    this.#button("pause").querySelector("span")!.textContent = stateOf(status) === "paused" ? "Resume" : "Pause";
    this.#showWords();
    this.#count(status.run.phase === "running");
  }

  focus(name: "run" | "edit"): void {
    this.#button(name).focus({ preventScroll: true });
  }

  /** The seconds of a run. */
  #count(isOn: boolean): void {
    if (isOn) this.#clock ??= setInterval(() => this.#beat(), 1000);
    else this.end();
  }

  #beat(): void {
    this.#cell.querySelector(".cell-state")!.toggleAttribute("data-beat");
    this.#showWords();
  }

  end(): void {
    clearInterval(this.#clock);
    this.#clock = undefined;
  }

  /** The keyboard's focus goes from a button that disappears to the one that begins or ends a run. */
  #showButtons(canPause: boolean): void {
    const [run, stop] = [this.#button("run"), this.#button("stop")];
    const [pause, reset] = [this.#button("pause"), this.#button("reset")];
    const focused = [run, stop, pause, reset].find((one) => one === document.activeElement);
    const isBusyNow = isBusy(this.#status);
    const hasRun = this.#status.run.phase !== this.#status.initial.phase;
    run.hidden = isBusyNow;
    stop.hidden = !isBusyNow && !this.#status.isLiving;
    pause.hidden = !canPause;
    reset.hidden = !isChanged(this.#status) && (isBusyNow || !hasRun);
    if (focused?.hidden) (isBusyNow ? stop : run).focus({ preventScroll: true });
  }

  #isDoubleClick(): boolean {
    const { run } = this.#status;
    return "since" in run && performance.now() - run.since < doubleClickMs;
  }

  #showWords(): void {
    const place = this.#cell.querySelector(".cell-state")!;
    const text = barWords(this.#status, this.#keeping, performance.now());
    if (place.textContent !== text) place.textContent = text;
  }

  #button(name: string): HTMLButtonElement {
    return this.#cell.querySelector<HTMLButtonElement>(`.cell-${name}`)!;
  }
}

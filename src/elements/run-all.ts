import type { RunResult } from "../notebook/client.ts";
import { runCells, stopCells } from "./notebook.ts";

const menu = () => import("./chapter-menu.ts");

/** "Run all": every cell that is not up to date, from top to bottom; all of them if none is left. */
class RunAll extends HTMLElement {
  connectedCallback(): void {
    // Takes away what the page says where its scripts do not run.
    document.documentElement.dataset.scripts = "run";
    this.#part<HTMLButtonElement>(".cell-run").onclick = () => void this.run();
    this.#part<HTMLButtonElement>(".cell-stop").onclick = () => void stopCells();
    const more = this.#part<HTMLButtonElement>(".cell-more");
    more.onclick = () => void this.#openMenu(more);
    document.addEventListener("download-chapter", () => void menu().then((items) => items.downloadScript()));
    document.addEventListener("my-models", () => void menu().then((items) => items.myModels()));
    document.addEventListener("notebook-memory", (event) => {
      this.#part(".cell-memory").textContent = (event as CustomEvent<string>).detail;
    });
  }

  async #openMenu(more: HTMLButtonElement): Promise<void> {
    const [{ openMenu }, { chapterMenu }] = await Promise.all([import("./button-menu.ts"), menu()]);
    openMenu(more, chapterMenu((text) => this.#say(text)));
  }

  async run(): Promise<void> {
    await customElements.whenDefined("code-cell");
    const cells = [...document.querySelectorAll<HTMLElement>("code-cell")];
    const pending = cells.filter((cell) => cell.dataset.state !== "done");
    this.#show(true);
    try {
      let results = await this.#runAndCount(pending.length > 0 ? pending : cells);
      // What a cell that ran has put out of date was "done" when this began.
      const stale = cells.filter((cell) => cell.dataset.state === "stale");
      const went = [...results.values()].every(({ state }) => state === "done");
      if (went && stale.length > 0) {
        results = new Map([...results, ...(await this.#runAndCount(stale))]);
      }
      this.#say(summary([...results.values()], cells));
    } finally {
      this.#show(false);
    }
  }

  /** Runs the cells, and says now and then how many of them have ended. */
  async #runAndCount(cells: HTMLElement[]): Promise<Map<string, RunResult>> {
    const targets = cells.map((cell) => cell.dataset.cell!);
    const count = setInterval(() => this.#say(`${this.#ended(targets)} of ${targets.length}`), 250);
    try {
      return await runCells(targets);
    } finally {
      clearInterval(count);
    }
  }

  #ended(targets: string[]): number {
    const waiting = this.ownerDocument.querySelectorAll<HTMLElement>(
      'code-cell:is([data-state="queued"], [data-state="running"], [data-state="paused"])',
    );
    const open = new Set([...waiting].map((cell) => cell.dataset.cell));
    return targets.filter((id) => !open.has(id)).length;
  }

  #show(isRunning: boolean): void {
    const [run, stop] = [this.#part<HTMLButtonElement>(".cell-run"), this.#part<HTMLButtonElement>(".cell-stop")];
    const hadFocus = this.contains(document.activeElement);
    run.hidden = isRunning;
    stop.hidden = !isRunning;
    if (hadFocus) (isRunning ? stop : run).focus();
  }

  #say(text: string): void {
    const state = this.#part(".cell-state");
    if (state.textContent !== text) state.textContent = text;
  }

  #part<T extends HTMLElement>(selector: string): T {
    return this.querySelector<T>(selector)!;
  }
}

function summary(results: RunResult[], cells: HTMLElement[]): string {
  if (results.some(({ state }) => state === "stopped")) return "stopped";
  const failed = results.filter(({ state }) => state === "error").length;
  if (failed === 0) return "all done";
  const stale = cells.filter((cell) => cell.dataset.state === "stale").length;
  return `done, ${failed} with an error${stale > 0 ? `, ${stale} out of date` : ""}`;
}

customElements.define("run-all", RunAll);

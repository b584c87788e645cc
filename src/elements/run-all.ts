import { runCells, stopCells } from "./notebook.ts";

/** "Run all": every cell that is not up to date, from top to bottom; all of them if none is left. */
class RunAll extends HTMLElement {
  connectedCallback(): void {
    this.#part<HTMLButtonElement>(".cell-run").onclick = () => void this.run();
    this.#part<HTMLButtonElement>(".cell-stop").onclick = () => void stopCells();
  }

  async run(): Promise<void> {
    const cells = [...document.querySelectorAll<HTMLElement>("code-cell")];
    const pending = cells.filter((cell) => cell.dataset.state !== "done");
    const targets = (pending.length > 0 ? pending : cells).map((cell) => cell.dataset.cell!);
    await customElements.whenDefined("code-cell");
    const count = setInterval(() => this.#say(`${this.#ended(targets)} of ${targets.length}`), 250);
    this.#show(true);
    try {
      const results = [...(await runCells(targets)).values()];
      const failed = results.filter(({ state }) => state === "error").length;
      const isStopped = results.some(({ state }) => state === "stopped");
      this.#say(isStopped ? "stopped" : failed > 0 ? `done, ${failed} with an error` : "all done");
    } finally {
      clearInterval(count);
      this.#show(false);
    }
  }

  #ended(targets: string[]): number {
    const waiting = this.ownerDocument.querySelectorAll<HTMLElement>(
      'code-cell:is([data-state="queued"], [data-state="running"])',
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

customElements.define("run-all", RunAll);

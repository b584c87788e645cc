import type { CodeCell } from "../cell/code-cell.ts";

/** A link to a cell that also runs it: <run-now><a href="#cell-train-one">. */
class RunNow extends HTMLElement {
  connectedCallback(): void {
    const link = this.querySelector("a")!;
    link.onclick = (event) => {
      const cell = document.querySelector<CodeCell>(`code-cell:defined${link.hash}`);
      if (!cell) return;
      event.preventDefault();
      // What happens is seen below the code.
      cell.querySelector(".cell-bar")!.scrollIntoView();
      if (!busy.has(cell.dataset.state!)) void cell.run();
    };
  }
}

const busy = new Set(["queued", "running", "paused"]);

customElements.define("run-now", RunNow);

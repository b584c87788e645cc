import type { PageEvent } from "../../notebook/client/client.ts";
import type { EndState } from "../../notebook/kernel/protocol.ts";
import { cellView } from "./cell-of-event.ts";
import { type RunCommands, RunIndicator } from "./run-indicator.ts";
import { titleNotice } from "./title-notice.ts";

/** Follows what runs, for a reader who is elsewhere: further down the page, or in another tab. */
export class RunWatch {
  readonly #indicator: RunIndicator;
  /** how the cells of the present run have ended */
  #ended: EndState[] = [];
  #running: string | null = null;

  constructor(commands: RunCommands) {
    this.#indicator = new RunIndicator(commands);
  }

  handle(event: PageEvent): void {
    switch (event.type) {
      case "planned":
        this.#ended = [];
        break;
      case "started": {
        this.#running = event.cell;
        const view = cellView(event.cell);
        if (view) this.#indicator.follow(view);
        break;
      }
      case "outputs":
        // What another one has left behind may show a progress, too.
        if (event.cell !== this.#running) break;
        for (const { output } of event.patches) if (output.kind === "progress") this.#indicator.show(output);
        break;
      case "paused":
        this.#indicator.pause(event.isPaused);
        break;
      case "finished":
        this.#ended.push(event.state);
        this.#running = null;
        this.#indicator.end();
        break;
      case "settled":
      case "restarted":
        this.#indicator.end();
        this.#tell();
        break;
      default: // the others are said in the cell
    }
  }

  #tell(): void {
    const ended = this.#ended;
    this.#ended = [];
    if (ended.length === 0 || ended.every((state) => state === "stopped")) return;
    titleNotice(ended.includes("error") ? "✕ Failed" : "✓ Done");
  }
}

import type { Output, ProgressOutput } from "../notebook/output/output.ts";
import { OutputStream } from "../notebook/output/output-stream.ts";
import { outputText, progressText } from "./output-text.ts";

/** How often a line of progress is written anew. */
const redrawMs = 100;

/** Prints outputs as they come; a training is one line that is written anew. */
export class TerminalStream extends OutputStream {
  #count = 0;
  #live: { index: number; latest: () => ProgressOutput } | null = null;
  #drawnAt = 0;

  constructor() {
    super(() => {});
  }

  override add(output: Output): number {
    this.end();
    const index = this.#count++;
    if (output.kind === "progress") this.#live = { index, latest: () => output };
    else console.log(outputText(output));
    return index;
  }

  /** A terminal takes nothing back, so it shows the end alone. */
  override begin(): number {
    return this.#count++;
  }

  override replace(index: number, output: Output | (() => Output)): void {
    if (typeof output !== "function" && output.kind === "check") return void this.add(output);
    const latest = (): ProgressOutput => (typeof output === "function" ? output() : output) as ProgressOutput;
    if (this.#live?.index !== index) return;
    this.#live = { index, latest };
    if (!process.stdout.isTTY || performance.now() - this.#drawnAt < redrawMs) return;
    this.#drawnAt = performance.now();
    process.stdout.write(`\r\u001b[K${progressText(latest())}`);
  }

  /** Whatever comes next begins on a line of its own. */
  end(): void {
    if (!this.#live) return;
    const start = process.stdout.isTTY ? "\r\u001b[K" : "";
    process.stdout.write(`${start}${progressText(this.#live.latest())}\n`);
    this.#live = null;
  }

  override write(line: string): void {
    this.end();
    console.log(line);
  }
}

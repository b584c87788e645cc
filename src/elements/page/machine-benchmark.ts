/**
 * <machine-benchmark>: times a piece of work in this browser, on the book's engine with one worker
 * and two, and on stock TensorFlow.js, in turns, each in a worker of its own.
 */
import { askWorker } from "../../benchmark/ask-worker.ts";
import { compare, type Entry, type Outcome } from "../../benchmark/compare.ts";
import { type Contestant, contestant } from "../../benchmark/contestant.ts";
import type { WorkerKind } from "../../benchmark/worker-kind.ts";
import { hasRelaxedSimd } from "../../benchmark/relaxed-simd.ts";
import { SHAPES, type SizeName } from "../../benchmark/shapes.ts";
import benchmarkWorker from "../../benchmark/worker.ts?worker&url";
import { startWorker } from "../base/start-worker.ts";

const ROUNDS = 5;
const SLICE_MS = 300;

/** Who does a work, what the book's cells have first. Two workers share a training only. */
function playersOf(work: string, relaxed: boolean): WorkerKind[] {
  const hasTwo = work === "train" && navigator.hardwareConcurrency > 1;
  return [...(hasTwo ? ["two" as const] : []), "one", ...(relaxed ? ["relaxed" as const] : []), "stock"];
}

class MachineBenchmark extends HTMLElement {
  #contestants = new Map<WorkerKind, Contestant>();
  /** counts runs, so that one that was stopped does not speak up later */
  #run = 0;

  connectedCallback(): void {
    for (const button of this.#buttons) {
      button.onclick = () => void this.#measure(button.dataset.work!, button.dataset.title!);
    }
    this.#part<HTMLButtonElement>(".stop").onclick = () => this.#stop("stopped");
    this.#relaxed.onchange = () => void this.#checkRelaxed();
  }

  disconnectedCallback(): void {
    this.#stop("");
  }

  async #measure(work: string, title: string): Promise<void> {
    const size = this.#part("select", HTMLSelectElement).value as SizeName;
    const run = ++this.#run;
    this.#show(true);
    this.#say("starting …");
    try {
      const players = playersOf(work, this.#relaxed.checked);
      const entries = players.map((who): Entry => {
        const task = { work: who === "stock" && work === "train" ? "whole train" : work, shape: SHAPES[size] };
        return { contestant: this.#contestant(who), task, slice: SLICE_MS, rounds: ROUNDS, share: 1 };
      });
      const outcomes = await compare(entries, (done) => {
        if (run === this.#run) this.#say(`round ${done + 1} of ${ROUNDS}`);
      });
      if (run !== this.#run) return;
      const found = players.map((who, i) => [who, outcomes.get(entries[i]!)!] as const);
      this.#report(`${title}, ${size}`, new Map(found));
      this.#say("done");
      this.#show(false);
    } catch (error) {
      if (run === this.#run) this.#stop(`It did not work: ${(error as Error).message}`);
    }
  }

  async #checkRelaxed(): Promise<void> {
    if (!this.#relaxed.checked || (await hasRelaxedSimd().catch(() => false))) return;
    this.#relaxed.checked = false;
    this.#relaxed.disabled = true;
    this.#say("This browser has no relaxed SIMD.");
  }

  #contestant(who: WorkerKind): Contestant {
    const known = this.#contestants.get(who) ?? start(who);
    this.#contestants.set(who, known);
    return known;
  }

  /** Workers cannot be interrupted otherwise; the next run starts new ones. */
  #stop(message: string): void {
    this.#run += 1;
    for (const contestant of this.#contestants.values()) void contestant.close();
    this.#contestants.clear();
    this.#say(message);
    this.#show(false);
  }

  /** Puts a result on top of the others; one with the same title makes way. */
  #report(title: string, outcomes: Map<WorkerKind, Outcome>): void {
    const template = this.#part("template", HTMLTemplateElement);
    const card = (template.content.cloneNode(true) as DocumentFragment).querySelector("article")!;
    card.dataset.result = title;
    const times = [...outcomes.values()].map(({ ms }) => ms);
    const slowest = Math.max(...times);
    card.querySelector("h2")!.textContent = title;
    card.querySelector(".factor")!.textContent = comparison(times.at(-1)! / times[0]!);
    for (const line of card.querySelectorAll<HTMLElement>(".line")) {
      const outcome = outcomes.get(line.dataset.who as WorkerKind);
      if (!outcome) {
        line.remove();
        continue;
      }
      const { ms, operations, tokens } = outcome;
      line.style.setProperty("--share", String(ms / slowest));
      line.querySelector(".ms")!.textContent = `${digits(ms)} ms`;
      line.querySelector(".gigaflops")!.textContent = `${digits(operations / ms / 1e6)} GFLOP/s`;
      line.querySelector(".tokens")!.textContent = `${digits((1000 * tokens) / ms)} tokens/s`;
    }
    const results = this.#part(".results");
    const former = [...results.children].find((child) => (child as HTMLElement).dataset.result === title);
    former?.remove();
    results.prepend(card);
  }

  #show(isRunning: boolean): void {
    for (const button of this.#buttons) button.disabled = isRunning;
    this.#part("select", HTMLSelectElement).disabled = isRunning;
    const stop = this.#part(".stop");
    const hadFocus = document.activeElement === stop;
    stop.hidden = !isRunning;
    if (hadFocus && !isRunning) this.#buttons[0]!.focus();
  }

  #say(text: string): void {
    this.#part(".state").textContent = text;
  }

  get #relaxed(): HTMLInputElement {
    return this.#part("input", HTMLInputElement);
  }

  get #buttons(): HTMLButtonElement[] {
    return [...this.querySelectorAll<HTMLButtonElement>("button[data-work]")];
  }

  #part<T extends HTMLElement = HTMLElement>(selector: string, _?: new () => T): T {
    return this.querySelector<T>(selector)!;
  }
}

function start(name: WorkerKind): Contestant {
  const worker = startWorker(benchmarkWorker, name);
  return contestant(askWorker(worker), async () => worker.terminate());
}

function comparison(factor: number): string {
  const times = factor.toFixed(factor < 10 ? 1 : 0);
  return factor >= 1 ? `${times} times as fast as stock` : `slower than stock (${times} times its speed)`;
}

/** Three digits, with thousands apart: 3.14, 31.4, 314, 3,140 */
function digits(value: number): string {
  const three = { minimumSignificantDigits: 3, maximumSignificantDigits: 3 };
  return new Intl.NumberFormat("en", three).format(value);
}

customElements.define("machine-benchmark", MachineBenchmark);

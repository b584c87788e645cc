/**
 * <machine-benchmark>: times a piece of work in this browser, on the book's engine and on stock
 * TensorFlow.js in turns, each in a worker of its own.
 */
import { askWorker } from "../benchmark/ask-worker.ts";
import { compare, type Entry, type Outcome } from "../benchmark/compare.ts";
import { type Contestant, contestant } from "../benchmark/contestant.ts";
import { SHAPES, type SizeName } from "../benchmark/shapes.ts";

const ROUNDS = 5;
const SLICE_MS = 300;

/** In the order of the template's lines. */
type Who = "engine" | "stock";

class MachineBenchmark extends HTMLElement {
  #contestants: Record<Who, Contestant> | null = null;
  /** counts runs, so that one that was stopped does not speak up later */
  #run = 0;

  connectedCallback(): void {
    for (const button of this.#buttons) {
      button.onclick = () => void this.#measure(button.dataset.work!, button.dataset.title!);
    }
    this.#part<HTMLButtonElement>(".stop").onclick = () => this.#stop("stopped");
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
      const { engine, stock } = (this.#contestants ??= start());
      const task = { work, shape: SHAPES[size] };
      const entry = (contestant: Contestant): Entry => {
        return { contestant, task, slice: SLICE_MS, rounds: ROUNDS, share: 1 };
      };
      const entries = [entry(engine), entry(stock)];
      const outcomes = await compare(entries, (done) => {
        if (run === this.#run) this.#say(`round ${done + 1} of ${ROUNDS}`);
      });
      if (run !== this.#run) return;
      this.#report(`${title}, ${size}`, entries.map((entry) => outcomes.get(entry)!));
      this.#say("done");
      this.#show(false);
    } catch (error) {
      if (run === this.#run) this.#stop(`It did not work: ${(error as Error).message}`);
    }
  }

  /** Workers cannot be interrupted otherwise; the next run starts new ones. */
  #stop(message: string): void {
    this.#run += 1;
    for (const contestant of Object.values(this.#contestants ?? {})) void contestant.close();
    this.#contestants = null;
    this.#say(message);
    this.#show(false);
  }

  /** Puts a result on top of the others; one with the same title makes way. */
  #report(title: string, outcomes: Outcome[]): void {
    const template = this.#part("template", HTMLTemplateElement);
    const card = (template.content.cloneNode(true) as DocumentFragment).querySelector("article")!;
    card.dataset.result = title;
    const slowest = Math.max(...outcomes.map(({ ms }) => ms));
    const [ours, theirs] = outcomes.map(({ ms }) => ms);
    card.querySelector("h2")!.textContent = title;
    card.querySelector(".factor")!.textContent = comparison(theirs! / ours!);
    card.querySelectorAll<HTMLElement>(".line").forEach((line, i) => {
      const { ms, operations, tokens } = outcomes[i]!;
      line.style.setProperty("--share", String(ms / slowest));
      line.querySelector(".ms")!.textContent = `${digits(ms)} ms`;
      line.querySelector(".gigaflops")!.textContent = `${digits(operations / ms / 1e6)} GFLOP/s`;
      line.querySelector(".tokens")!.textContent = `${digits((1000 * tokens) / ms)} tokens/s`;
    });
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

  get #buttons(): HTMLButtonElement[] {
    return [...this.querySelectorAll<HTMLButtonElement>("button[data-work]")];
  }

  #part<T extends HTMLElement = HTMLElement>(selector: string, _?: new () => T): T {
    return this.querySelector<T>(selector)!;
  }
}

function start(): Record<Who, Contestant> {
  const inWorker = (name: Who) => {
    // Vite bundles a worker that is written in just this way.
    const worker = new Worker(new URL("../benchmark/worker.ts", import.meta.url), {
      type: "module",
      name,
    });
    return contestant(askWorker(worker), async () => worker.terminate());
  };
  return { engine: inWorker("engine"), stock: inWorker("stock") };
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

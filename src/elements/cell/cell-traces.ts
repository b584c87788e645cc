import { type Traces, tracedOutputs } from "../../book/traces.ts";
import type { InputValues, Output } from "../../notebook/output/output.ts";

/** What the book printed of a cell for other positions of its controls. Without it the cell runs all the same. */
export class CellTraces {
  readonly #file: string | undefined;
  #traces: Promise<Traces | null> | null = null;

  constructor(file: string | undefined) {
    this.#file = file;
  }

  /** Asks for them: a control may be moved in a moment. */
  load(): Promise<Traces | null> {
    if (this.#file === undefined) return Promise.resolve(null);
    this.#traces ??= fetch(this.#file).then(
      (response) => (response.ok ? (response.json() as Promise<Traces>) : null),
      () => null,
    );
    return this.#traces;
  }

  async outputsFor(inputs: InputValues): Promise<Output[] | null> {
    const traces = await this.load();
    return traces && tracedOutputs(traces, inputs);
  }
}

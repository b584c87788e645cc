import { safely } from "../base/hostile-values.ts";
import { tensorsIn } from "./dispose-tensors.ts";

interface Run {
  id: string;
  values: Map<string, unknown>;
}

/**
 * Notices tensors that a cell has freed although other cells hold them. They cannot be brought back
 * but by running those cells again, so the reader is told.
 */
export class FreedTensors {
  #known = new WeakSet<object>();

  /**
   * To be asked when a cell has ended.
   * @param by the cell; what it frees of its own is its own business
   * @returns what to tell, or null
   */
  tell(by: string, runs: Run[]): string | null {
    const freed = runs.flatMap(({ id, values }) => {
      const names = [...values].flatMap(([name, value]) => (this.#isNewlyFreed(value) ? [name] : []));
      return id === by || names.length === 0 ? [] : [`${names.join(", ")} of the cell “${id}”`];
    });
    if (freed.length === 0) return null;
    return `This cell freed tensors that another one holds: ${freed.join("; ")}. Run that cell again before they are used.`;
  }

  #isNewlyFreed(value: unknown): boolean {
    const fresh = [...(tensorsIn([value]) ?? [])].filter(
      (one) => safely(() => one.isDisposed, false) && !this.#known.has(one),
    );
    for (const one of fresh) this.#known.add(one);
    return fresh.length > 0;
  }
}

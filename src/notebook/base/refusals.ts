import { isInstance } from "./hostile-values.ts";
import { isLoadFailure } from "./load-error.ts";

/** What the page's policy has kept a cell from: an address beyond this site, or code for a worker. */
export interface Refusal {
  address: string;
  isWorker: boolean;
}

const onlyThisSite =
  "A cell reaches the files of this site and nothing else, on purpose: so code that somebody sends you " +
  "can tell nobody anything. Data from elsewhere can be pasted into the cell.";
const onlyBlobs =
  "A worker of a cell starts from a blob of its own code, with the same limits: " +
  "new Worker(URL.createObjectURL(new Blob([code]))).";

/** More of an address than this is no address any more, but what it was to carry away. */
const longest = 80;

/** Nobody counts further; a cell may ask without end. */
const mostKept = 100;

/** What a cell has been refused. */
export class Refusals {
  readonly #all = new Map<string, Refusal>();
  #isTold = true;

  /** @returns whether it is a new one */
  add(refusal: Refusal): boolean {
    const { address } = refusal;
    // A browser says "data" of what is known whole already.
    const isKnown = [...this.#all.keys()].some((known) => known === address || known.startsWith(`${address}:`));
    if (isKnown || this.#all.size === mostKept) return false;
    this.#all.set(address, refusal);
    this.#isTold = false;
    return true;
  }

  /** Another cell begins. */
  clear(): void {
    this.#all.clear();
    this.#isTold = true;
  }

  /** What there is to say that has not been said, or null. */
  news(): string | null {
    return this.#isTold ? null : this.tell();
  }

  /** What there is to say, or null. */
  tell(): string | null {
    this.#isTold = true;
    const first = [...this.#all.values()][0];
    if (!first) return null;
    const { address, isWorker } = first;
    const shown = address.length > longest ? `${address.slice(0, longest)}…` : address;
    const more = this.#all.size > 1 ? ` and ${this.#all.size - 1} more` : "";
    return `This page’s policy refused ${shown}${more}. ${isWorker ? onlyBlobs : onlyThisSite}`;
  }
}

/** What to do about an error that may have been thrown for a request; of those browsers say little. */
export function requestHint(thrown: unknown, refusals: Refusals): string | null {
  const isFailure = isLoadFailure(thrown);
  // "Failed to fetch" or "Load failed"; an exception of the browser's; or an event, which is no error.
  const mayBe = isFailure || !isInstance(thrown, Error) || isInstance(thrown, DOMException);
  const refusal = mayBe ? refusals.tell() : null;
  // WebKit does not tell of the imports that it refuses.
  return refusal ?? (isFailure ? `Is the network connection there? ${onlyThisSite}` : null);
}

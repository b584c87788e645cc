import type { CellError } from "./cell-error.ts";
import { safely, textOf } from "./hostile-values.ts";
import { noWorker } from "./no-worker.ts";
import { tooOld } from "./oldest-browsers.ts";

/** The backend that holds all tensors is gone: a cell has removed it. */
export class EngineLost extends Error {
  constructor(backend: string) {
    super(`This cell removed TensorFlow.js’s backend “${backend}”, and with it the tensors of all cells.`);
    this.name = "EngineLost";
  }
}

/**
 * Did WebAssembly give up? Its memory is then in an unknown state, and every later tensor would
 * fail too, so the worker has to go. TensorFlow.js does so when the browser gives no more memory:
 * "Aborted()", or a trap in the middle of a kernel.
 */
export function isCrash(thrown: unknown): thrown is Error {
  // Lockdown Mode has no WebAssembly at all.
  const isTrap = () => typeof WebAssembly === "object" && thrown instanceof WebAssembly.RuntimeError;
  return safely(() => isTrap() || thrown instanceof EngineLost, false);
}

/** How the end of the worker is told; `place` is where in the cell it happened, if that is known. */
export function crashError(thrown: Error | string, place?: CellError): CellError {
  if (thrown instanceof EngineLost) return workerError(thrown.message, restartHint, place);
  const detail = typeof thrown === "string" ? thrown : textOf(thrown, "message");
  const words = detail ? ` (${detail.replace(/\. Build with -sASSERTIONS.*$/s, "")})` : "";
  const memory = /memory|allocation|abort|bounds|unreachable/i.test(detail);
  if (!memory) return workerError(`The notebook's worker ended unexpectedly${words}.`, tooOld() ?? restartHint, place);
  return workerError(`This cell needed more memory than the browser gives${words}.`, memoryHint, place);
}

const restartHint = "Your text is kept. Run the cell again; it starts a new worker.";
const memoryHint =
  "Your text is kept, and the next run starts a new worker. Make tensors smaller or fewer, " +
  "or free them with tf.tidy() or dispose().";

function workerError(message: string, hint: string, place?: CellError): CellError {
  return { line: null, column: null, code: null, ...place, name: "WorkerError", message, hint };
}

/** A worker whose own script did not arrive. */
export function workerLoadError(): CellError {
  return { name: "LoadError", ...noWorker(), line: null, column: null, code: null };
}

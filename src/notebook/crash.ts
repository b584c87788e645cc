import type { CellError } from "./cell-error.ts";

/**
 * Did WebAssembly give up? Its memory is then in an unknown state, and every later tensor would
 * fail too, so the worker has to go. TensorFlow.js does so when the browser gives no more memory:
 * "Aborted()", or a trap in the middle of a kernel.
 */
export function isCrash(thrown: unknown): boolean {
  return thrown instanceof WebAssembly.RuntimeError;
}

/** How the end of the worker is told; `place` is where in the cell it happened, if that is known. */
export function crashError(detail: string, place?: CellError): CellError {
  const words = detail ? ` (${detail.replace(/\. Build with -sASSERTIONS.*$/s, "")})` : "";
  const memory = /memory|allocation|abort|bounds|unreachable/i.test(detail);
  return {
    line: null,
    column: null,
    code: null,
    ...place,
    name: "WorkerError",
    message: memory
      ? `This cell needed more memory than the browser gives${words}.`
      : `The notebook's worker ended unexpectedly${words}.`,
    hint: memory
      ? "Your text is kept, and the next run starts a new worker. Make tensors smaller or fewer, " +
        "or free them with tf.tidy() or dispose()."
      : "Your text is kept. Run the cell again; it starts a new worker.",
  };
}

/** A worker whose own script did not arrive. */
export function workerLoadError(): CellError {
  const message = "The notebook could not be loaded. Is the network connection there?";
  return { name: "LoadError", message, line: null, column: null, code: null };
}

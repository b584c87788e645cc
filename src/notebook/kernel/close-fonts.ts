/**
 * Takes from this worker what would load a font, since Firefox asks for a worker's fonts wherever they
 * are, whatever the page's policy says; and from every worker that it starts, and that one starts. All
 * of it is one function without help from outside, because its own text goes in front of their code.
 */
export const closeFonts = function close(): void {
  const scope = globalThis as unknown as Record<string, unknown>;
  delete scope.FontFace;
  const Plain = scope.Worker as typeof Worker | undefined;
  if (!Plain) return;
  const { Blob, URL, XMLHttpRequest, String } = globalThis;
  const own = `(${close.toString()})();`;

  /** The code behind a blob's address, which may be taken back as soon as the worker has begun. */
  const read = (address: string): string => {
    const request = new XMLHttpRequest();
    request.open("GET", address, false);
    request.send();
    return request.responseText;
  };
  // What a module imports comes before its own code; but no import leads anywhere but to the book's own files.
  const guarded = (address: string): string =>
    URL.createObjectURL(new Blob([own, read(address)], { type: "text/javascript" }));

  const Guarded = function (given: string | URL, options?: WorkerOptions): Worker {
    const address = String(given);
    return new Plain(address.startsWith("blob:") ? guarded(address) : given, options);
  };
  Guarded.prototype = Plain.prototype;
  Object.defineProperty(Plain.prototype, "constructor", { value: Guarded, configurable: true, writable: true });
  Object.defineProperty(scope, "Worker", { value: Guarded, configurable: true, writable: true });
};

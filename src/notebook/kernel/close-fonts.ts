/**
 * Takes from this worker what would load a font, since Firefox asks for a worker's fonts wherever they
 * are, whatever the page's policy says; and from every worker that it starts, and that one starts. All
 * of it is one function without help from outside, because its own text goes in front of their code.
 *
 * @param own the address of this worker's own code, from which it may start another
 */
export const closeFonts = function close(own: string): void {
  const scope = globalThis as unknown as Record<string, unknown>;
  delete scope.FontFace;
  const Plain = scope.Worker as typeof Worker | undefined;
  if (!Plain) return;
  const { Blob, URL, Map, String, Error } = globalThis;
  const first = `(${close.toString()})("");`;
  const addressOf = URL.createObjectURL.bind(URL);
  const giveBack = URL.revokeObjectURL.bind(URL);
  const change = (of: object, name: string, value: unknown): void => {
    Object.defineProperty(of, name, { value, configurable: true, writable: true });
  };

  /** By their addresses: what a worker can be started from. To read it back would block Firefox. */
  const codes = new Map<string, Blob>();
  change(URL, "createObjectURL", (of: Blob | MediaSource): string => {
    const address = addressOf(of);
    if (of instanceof Blob) codes.set(address, of);
    return address;
  });
  change(URL, "revokeObjectURL", (address: string): void => {
    codes.delete(String(address));
    giveBack(address);
  });

  const Guarded = function (given: string | URL, options?: WorkerOptions): Worker {
    const address = String(given);
    if (!address.startsWith("blob:") || address === own) return new Plain(given, options);
    const code = codes.get(address);
    if (!code) throw new Error("A worker starts here from code that this very worker has put into a Blob.");
    // In one line before its own first one, so that its errors keep their lines.
    return new Plain(addressOf(new Blob([first, code], { type: "text/javascript" })), options);
  };
  Guarded.prototype = Plain.prototype;
  change(Plain.prototype, "constructor", Guarded);
  change(scope, "Worker", Guarded);
};

/** A word to the reader that no cell has said, but something that works for it. */
let listener: (text: string) => void = console.warn;

/** Hears notices from now on. */
export function onNotice(listen: (text: string) => void): void {
  listener = listen;
}

export function kernelNotice(text: string): void {
  listener(text);
}

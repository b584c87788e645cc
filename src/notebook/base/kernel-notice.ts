/** A word to the reader that no cell has said, but something that works for it. */
let listener: (text: string) => void = console.warn;

/** Hears notices from now on. */
export function onNotice(hear: (text: string) => void): void {
  listener = hear;
}

export function notice(text: string): void {
  listener(text);
}

import * as tf from "@tensorflow/tfjs";

/** What a cell pays on this machine for another backend than the book's engine. */

/** Milliseconds for a product of the size that a model of this book has many of. */
export function timeProduct(now: () => number): number {
  return tf.tidy(() => {
    const [a, b] = [tf.ones([512, 64]), tf.ones([64, 256])];
    const multiply = (): void => void tf.matMul(a, b).dataSync();
    // The first one compiles.
    multiply();
    const begin = now();
    multiply();
    return now() - begin;
  });
}

/**
 * What the reader is told about the backend that is running now.
 * @param quick milliseconds for the product on the book's engine; null where it was not measured
 */
export function costOf(name: string, quick: number | null, now: () => number): string {
  const ratio = ratioTo(quick, now);
  return (
    `This cell now computes on TensorFlow.js’s backend “${name}”, ${speedText(ratio)}, ` +
    "and its numbers can differ from those that are printed. The next cells have the book’s engine back."
  );
}

function ratioTo(quick: number | null, now: () => number): number {
  if (quick === null) return NaN;
  try {
    return timeProduct(now) / quick;
  } catch {
    // A backend of the reader's own may lack the product.
    return NaN;
  }
}

function speedText(ratio: number): string {
  if (!Number.isFinite(ratio)) return "which is slower for models of this size";
  const times = (value: number): string => String(Number(value.toPrecision(2)));
  if (ratio >= 1.5) return `about ${times(ratio)} times slower here than the book’s engine`;
  if (ratio <= 1 / 1.5) return `for a large product about ${times(1 / ratio)} times faster here than the book’s engine`;
  return "about as fast here as the book’s engine";
}

/**
 * How many floating-point operations a piece of work cannot do without: two for each product that
 * is added to a sum in a matrix product. What attention masks out is not counted, nor is anything
 * that is not a matrix product.
 */
import { SAMPLING, type Shape } from "./shapes.ts";

/** Queries, keys, values, the way out, and the two layers of the network, for one token. */
const layerProducts = ({ C }: Shape) => 12 * C * C;

/** Scores and mixing for one token that looks at `seen` tokens. */
const attentionProducts = ({ C }: Shape, seen: number) => 2 * C * seen;

function forwardProducts(shape: Shape, seen: number) {
  return shape.L * (layerProducts(shape) + attentionProducts(shape, seen));
}

/** A token sees (T + 1) / 2 tokens on average; the way back costs twice the way there. */
export function trainingOperations(shape: Shape): number {
  const { B, T, C, V } = shape;
  return 2 * 3 * B * T * (forwardProducts(shape, (T + 1) / 2) + V * C);
}

/** With keys and values cached: every token is read once, the last of an answer never. */
export function samplingOperations(shape: Shape): number {
  const { answers, promptLength, newTokens } = SAMPLING;
  const read = promptLength + newTokens - 1;
  const reading = read * forwardProducts(shape, (read + 1) / 2);
  return 2 * answers * (reading + newTokens * shape.V * shape.C);
}

/** The three products of a linear layer: there, and back to its input and to its weights. */
export function productOperations({ B, T, C }: Shape): number {
  return 2 * 3 * B * T * C * 4 * C;
}

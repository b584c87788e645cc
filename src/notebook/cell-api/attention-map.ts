import { isRecord, refusal } from "./check-arguments.ts";
import { checkOptions, type OptionsOf } from "./check-options.ts";
import { isListOf } from "../base/list-of.ts";
import type { AttentionOutput } from "../output/output.ts";
import { isTexts, type Matrix, plainNumbers, readMatrices, readMatrix } from "./read-numbers.ts";

export interface AttentionMapSpec {
  tokens: readonly string[];
  /**
   * weights[h][i][j]: how much token i looks at token j in head h. Nested lists, a tensor
   * [H, T, T], one matrix, or a list of matrices with names.
   */
  weights:
    | Matrix
    | readonly Matrix[]
    | readonly { name: string; weights: Matrix }[]
    | { shape: number[]; dtype: string; dataSync(): ArrayLike<number> };
  title?: string;
}

const options: OptionsOf<AttentionMapSpec> = { tokens: true, weights: true, title: true };

const maxTokens = 64;
const maxHeads = 16;
const maxText = 40;
const example = 'attentionMap({ tokens: ["a", "robin"], weights: [[[1, 0], [0.3, 0.7]]] })';

/** Attention weights as an output; refuses what does not fit together. */
export function attentionMap(spec: AttentionMapSpec): AttentionOutput {
  if (!isRecord(spec) || !isTexts(spec.tokens)) {
    throw refusal("attentionMap", `tokens and weights, as in ${example}`, spec);
  }
  checkOptions("attentionMap", spec, options);
  const { title } = spec;
  const tokens = spec.tokens.slice(0, maxTokens);
  const heads = readHeads(spec.weights).slice(0, maxHeads);
  const length = spec.tokens.length;
  return {
    kind: "attention",
    ...(title ? { title: String(title) } : {}),
    tokens: tokens.map((token) => (token.length > maxText ? `${token.slice(0, maxText)}…` : token)),
    heads: heads.map(({ name, weights }) => ({ name, weights: squared(weights, length, tokens.length) })),
  };
}

type Head = { name: string; weights: ArrayLike<number | null>[] };

function readHeads(weights: unknown): Head[] {
  if (isListOf(weights, isRecordOfHead) && weights.length > 0) {
    for (const head of weights) checkOptions("a head of attentionMap", head, { name: true, weights: true });
    return weights.map((head) => ({
      name: String(head.name),
      weights: readMatrix(head.weights) ?? refuse(head.weights),
    }));
  }
  const matrices = readMatrices(weights);
  if (!matrices || matrices.length === 0) return refuse(weights);
  return matrices.map((one, index) => ({ name: matrices.length > 1 ? `head ${index + 1}` : "", weights: one }));
}

function isRecordOfHead(value: unknown): value is { name: unknown; weights: unknown } {
  return isRecord(value) && "weights" in value;
}

function refuse(weights: unknown): never {
  throw refusal("attentionMap", `weights for each head, token and token, as in ${example}`, weights);
}

function squared(rows: ArrayLike<number | null>[], length: number, shown: number): number[][] {
  const isSquare = rows.length === length && rows.every((row) => row.length === length);
  if (!isSquare) {
    const size = `${rows.length} x ${rows[0]?.length ?? 0}`;
    throw refusal(
      "attentionMap",
      `as many rows and columns as tokens: ${length} tokens and ${size} weights do not fit`,
      rows,
    );
  }
  return rows
    .slice(0, shown)
    .map((row) => plainNumbers(row, shown).map((value) => (value === null ? 0 : Number(value.toFixed(4)))));
}

/**
 * A GPT laid out for the decoding kernel (engine/kernels/decode.ts): matrices
 * packed, a cache of keys and values, and a record of sizes and addresses.
 */
import type * as tf from "@tensorflow/tfjs";
import { address, type Arena, call, view } from "./heap.ts";
import type { BlockParams, GPT } from "../gpt.ts";
import type { Linear, Norm } from "../parameters.ts";

/** Whether the parameters have the shapes that the kernel expects. */
export function canPack({ config, params }: GPT): boolean {
  const { vocabSize: V, blockSize, width: C, layers, heads } = config;
  const norm = (p: Norm) => is(p.weight, C) && is(p.bias, C);
  const linear = (p: Linear, from: number, to: number) =>
    is(p.weight, from, to) && is(p.bias, to);
  const block = ({ ln_1, attn, ln_2, mlp }: BlockParams) => {
    const M = inner(params.h);
    const attends = linear(attn.c_attn, C, 3 * C) && linear(attn.c_proj, C, C);
    const thinks = linear(mlp.c_fc, C, M) && linear(mlp.c_proj, M, C);
    return norm(ln_1) && norm(ln_2) && attends && thinks;
  };
  const { wte, wpe, h, ln_f } = params;
  const sizes = layers > 0 && h.length === layers && C % heads === 0;
  const tables = is(wte.weight, V, C) && is(wpe.weight, blockSize, C);
  return sizes && tables && norm(ln_f) && h.every(block);
}

function is({ shape, dtype }: tf.Tensor, ...expected: number[]): boolean {
  return dtype === "float32" && String(shape) === String(expected);
}

/** Numbers per token in the middle of the MLP. */
const inner = (layers: BlockParams[]) => layers[0]!.mlp.c_fc.weight.shape[1];

export interface PackedGPT {
  /** the address of the kernel's record */
  record: number;
  /** the address of what it makes of each row, [rows, V] */
  logits: number;
}

export interface Room {
  /** how many texts at the same time, of how many tokens at most */
  texts: number;
  places: number;
  /** tokens read together */
  rows: number;
}

/** Lays a model out. Later changes to its parameters are not seen. */
export function packGPT(
  { config, params }: GPT,
  { texts, places, rows }: Room,
  arena: Arena,
): PackedGPT {
  const { vocabSize: V, width: C } = config;
  const M = inner(params.h);
  const capacity = Math.ceil(places / 4) * 4;
  const floats = (count: number) => arena.take(4 * count);
  const layers = params.h.flatMap((p) => [
    ...packBlock(p, arena),
    ...[floats(texts * capacity * C), floats(texts * capacity * C)],
  ]);
  const logits = floats(rows * V);
  // The fields of Model in decode.ts, in their order.
  const record = [
    ...[V, C, config.heads, M, config.layers, capacity],
    ...[address(params.wte.weight), address(params.wpe.weight)],
    ...vectors(params.ln_f),
    packMatrix(params.wte.weight, arena, { transposed: true }),
    store(layers, arena),
    ...[floats(rows * C), floats(rows * C), floats(rows * Math.max(3 * C, M))],
    ...[logits, floats(capacity), floats(2 * rows)],
    ...[arena.take(128), arena.take(2048)],
  ];
  return { record: store(record, arena), logits };
}

/** The fields of Layer in decode.ts, without keys and values. */
function packBlock({ ln_1, attn, ln_2, mlp }: BlockParams, arena: Arena) {
  return [
    ...vectors(ln_1),
    ...[attn.c_attn, attn.c_proj].flatMap((p) => packLinear(p, arena)),
    ...vectors(ln_2),
    ...[mlp.c_fc, mlp.c_proj].flatMap((p) => packLinear(p, arena)),
  ];
}

const vectors = (p: Norm) => [address(p.weight), address(p.bias)];

const packLinear = ({ weight, bias }: Linear, arena: Arena) => [
  packMatrix(weight, arena),
  address(bias),
];

/** Packs a matrix, or its transpose. @returns the address */
function packMatrix(
  matrix: tf.Tensor2D,
  arena: Arena,
  { transposed = false } = {},
): number {
  const [rows, columns] = matrix.shape;
  const [k, n] = transposed ? [columns, rows] : [rows, columns];
  const strides = transposed ? [1, columns] : [columns, 1];
  const panels = arena.take(call("packedBytes", k, n));
  call("pack", matrix, ...strides, k, n, panels);
  return panels;
}

/** Writes 32-bit integers to memory. @returns the address */
function store(numbers: readonly number[], arena: Arena): number {
  const start = arena.take(4 * numbers.length);
  view(Int32Array, start, numbers.length).set(numbers);
  return start;
}

/**
 * Writes an ONNX file: protocol buffers by hand, as much of them as a small model needs. The numbers
 * of fields are those of onnx.proto.
 */

export interface OnnxNode {
  type: string;
  inputs: string[];
  outputs: string[];
  attributes?: Record<string, number | string | number[]>;
}

/** Floats where it has `floats`, else whole numbers. */
export interface OnnxConstant {
  name: string;
  shape: number[];
  floats?: Float32Array;
  integers?: number[];
}

/** An input or output; a word in its shape stands for a size that may change. */
export interface OnnxValue {
  name: string;
  type: "float" | "integer";
  shape: (number | string)[];
}

export interface OnnxGraph {
  nodes: OnnxNode[];
  constants: OnnxConstant[];
  inputs: OnnxValue[];
  outputs: OnnxValue[];
}

const FLOAT = 1;
const INT64 = 7;

/** @param opset the version of the operations */
export function onnxFile(graph: OnnxGraph, opset: number): Uint8Array {
  const parts = [
    ...graph.nodes.map((node) => field(1, nodeBytes(node))),
    field(2, text("gpt")),
    ...graph.constants.map((constant) => field(5, constantBytes(constant))),
    ...graph.inputs.map((value) => field(11, valueBytes(value))),
    ...graph.outputs.map((value) => field(12, valueBytes(value))),
  ];
  return join([whole(1, 9), field(7, join(parts)), field(8, whole(2, opset))]);
}

function nodeBytes({ type, inputs, outputs, attributes = {} }: OnnxNode): Uint8Array {
  return join([
    ...inputs.map((name) => field(1, text(name))),
    ...outputs.map((name) => field(2, text(name))),
    field(4, text(type)),
    ...Object.entries(attributes).map((entry) => field(5, attributeBytes(...entry))),
  ]);
}

function attributeBytes(name: string, value: number | string | number[]): Uint8Array {
  const head = field(1, text(name));
  if (typeof value === "string") return join([head, field(4, text(value)), whole(20, 3)]);
  if (Array.isArray(value)) return join([head, ...value.map((one) => whole(8, one)), whole(20, 7)]);
  if (Number.isInteger(value)) return join([head, whole(3, value), whole(20, 2)]);
  return join([head, varint((2 << 3) | 5), new Uint8Array(Float32Array.of(value).buffer), whole(20, 1)]);
}

function constantBytes({ name, shape, floats, integers = [] }: OnnxConstant): Uint8Array {
  const numbers = floats ? Float32Array.from(floats) : BigInt64Array.from(integers, BigInt);
  return join([
    ...shape.map((size) => whole(1, size)),
    whole(2, floats ? FLOAT : INT64),
    field(8, text(name)),
    field(9, new Uint8Array(numbers.buffer)),
  ]);
}

function valueBytes({ name, type, shape }: OnnxValue): Uint8Array {
  const sizes = shape.map((size) => field(1, typeof size === "number" ? whole(1, size) : field(2, text(size))));
  const tensor = join([whole(1, type === "float" ? FLOAT : INT64), field(2, join(sizes))]);
  return join([field(1, text(name)), field(2, field(1, tensor))]);
}

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

/** A field with bytes in it. */
function field(number: number, bytes: Uint8Array): Uint8Array {
  return join([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

/** A field that is a whole number; negative ones take ten bytes. */
function whole(number: number, value: number): Uint8Array {
  return join([varint(number << 3), varint(value)]);
}

/** Seven bits a byte, the lowest first. */
function varint(value: number): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}

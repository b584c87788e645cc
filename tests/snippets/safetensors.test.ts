import { expect, test } from "vitest";
import {
  decodeSafetensors,
  encodeSafetensors,
  openSafetensors,
  type TensorSource,
} from "../../snippets/safetensors.ts";

/** A file with one tensor, written by hand. */
function file(dtype: string, shape: number[], data: Uint8Array, header = "") {
  const entry = { dtype, shape, data_offsets: [0, data.length] };
  const json = new TextEncoder().encode(header || JSON.stringify({ x: entry }));
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}

test("what was written is read back, in order", () => {
  const tensors = new Map([
    ["b", { shape: [2, 2], data: Float32Array.of(1, -2, 3.5, 1e-30) }],
    ["a", { shape: [], data: Float32Array.of(7) }],
    ["empty", { shape: [0], data: new Float32Array(0) }],
  ]);
  const read = decodeSafetensors(encodeSafetensors(tensors));
  expect([...read]).toEqual([...tensors]);
});

test("the data starts at a multiple of 8 bytes, as the format asks", () => {
  const bytes = encodeSafetensors(new Map([["abc", { shape: [1], data: Float32Array.of(1) }]]));
  const header = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  expect(header % 8).toBe(0);
  expect(bytes.length).toBe(8 + header + 4);
});

test("reads half precision, bfloat16 and double precision", () => {
  const half = new Uint8Array(Uint16Array.of(0x3c00, 0xc100, 0x0001, 0x7c00).buffer);
  expect([...decodeSafetensors(file("F16", [4], half)).get("x")!.data]).toEqual([
    1,
    -2.5,
    Math.fround(2 ** -24),
    Infinity,
  ]);
  const brain = new Uint8Array(Uint16Array.of(0x3f80, 0xc020).buffer);
  expect([...decodeSafetensors(file("BF16", [2], brain)).get("x")!.data]).toEqual([1, -2.5]);
  const double = new Uint8Array(Float64Array.of(0.5, -3).buffer);
  expect([...decodeSafetensors(file("F64", [2], double)).get("x")!.data]).toEqual([0.5, -3]);
});

test("32-bit floats are a view of the file, copied only where they lie askew", () => {
  const bytes = encodeSafetensors(new Map([["x", { shape: [2], data: Float32Array.of(1, -2) }]]));
  const view = decodeSafetensors(bytes).get("x")!.data;
  expect(view.buffer).toBe(bytes.buffer);
  expect([...view]).toEqual([1, -2]);
  for (const shift of [1, 2, 3]) {
    const askew = new Uint8Array(bytes.length + shift);
    askew.set(bytes, shift);
    expect([...decodeSafetensors(askew.subarray(shift)).get("x")!.data]).toEqual([1, -2]);
    // A Buffer's own slice would be a view again.
    expect([...decodeSafetensors(Buffer.from(askew.buffer, shift)).get("x")!.data]).toEqual([1, -2]);
  }
});

test("numbers that wait for their turn are asked for once, in order", () => {
  const asked: string[] = [];
  const source = (name: string, value: number) => {
    const data = () => {
      asked.push(name);
      return Float32Array.of(value);
    };
    return [name, { shape: [1], data }] satisfies [string, TensorSource];
  };
  const bytes = encodeSafetensors(new Map([source("b", 1), source("a", 2)]));
  expect(asked).toEqual(["b", "a"]);
  expect([...decodeSafetensors(bytes)].map(([name, { data }]) => [name, data[0]])).toEqual([
    ["b", 1],
    ["a", 2],
  ]);
  const wrong = new Map([["a", { shape: [3], data: Float32Array.of(1) }]]);
  expect(() => encodeSafetensors(wrong)).toThrow('"a" [3] has 1 numbers.');
});

test("names of any alphabet keep the data in place", () => {
  const bytes = encodeSafetensors(new Map([["größe.重み", { shape: [1], data: Float32Array.of(3) }]]));
  expect(decodeSafetensors(bytes).get("größe.重み")!.data).toEqual(Float32Array.of(3));
});

test.each(["I8", "I32", "F8_E5M2"])("numbers of type %s are refused by name when they are wanted", (dtype) => {
  const tensor = openSafetensors(file(dtype, [2], new Uint8Array(8))).get("x")!;
  expect(tensor).toMatchObject({ dtype, shape: [2] });
  expect(tensor.read).toThrow(`"x" has numbers of type ${dtype}; expected F32, F16, BF16 or F64.`);
});

test("leaves out masks, which are no weights", () => {
  expect(decodeSafetensors(file("BOOL", [2], new Uint8Array(2))).size).toBe(0);
});

const whole = file("F32", [2], new Uint8Array(8));
test.each([
  ["too short", new Uint8Array(3), /Not a safetensors file: 3 bytes/],
  ["cut off in the header", whole.slice(0, 20), /cut off/],
  ["cut off in the data", whole.slice(0, -4), /Damaged safetensors file: "x"/],
  ["a shape of another size", file("F32", [3], new Uint8Array(8)), /Damaged/],
  ["no JSON", file("", [], new Uint8Array(0), "hello"), /not JSON/],
  ["another type", file("F8_E4M3", [1], new Uint8Array(1)), /type F8_E4M3/],
  ["an empty entry", file("", [], new Uint8Array(0), '{"x":{}}'), /Damaged|"x"/],
])("names the fault: %s", (_, bytes, message) => {
  expect(() => decodeSafetensors(bytes)).toThrow(message);
});

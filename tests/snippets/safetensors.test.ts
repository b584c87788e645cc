import { expect, test } from "vitest";
import { decodeSafetensors, encodeSafetensors } from "../../snippets/safetensors.ts";

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

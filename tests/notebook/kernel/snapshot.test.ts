import { describe, expect, test } from "vitest";
import {
  fromSnapshot,
  type Snapshot,
  snapshotFiles,
  type StoredTensor,
  takeSnapshot,
} from "../../../src/notebook/kernel/snapshot.ts";

const refuse = () => {
  throw new Error("no tensors here");
};

/** As it comes back from a file. */
function roundTrip(values: Record<string, unknown>) {
  const snapshot = takeSnapshot(new Map(Object.entries(values)), refuse);
  return Object.fromEntries(fromSnapshot(JSON.parse(JSON.stringify(snapshot)) as Snapshot, refuse));
}

describe("a snapshot", () => {
  test("gives back what it took", () => {
    const values = {
      plain: [1, "two", true, null, { a: { b: [3] } }],
      odd: [NaN, Infinity, -Infinity, -0, undefined, 12345678901234567890n],
      map: new Map<unknown, unknown>([
        ["a", new Set([1, 2])],
        [{ key: 1 }, "b"],
      ]),
      date: new Date(0),
      typed: new Float32Array([0.1, NaN, 3]),
      tricky: JSON.parse('{"__proto__": 1, "$": "record", "constructor": 2}') as unknown,
    };
    expect(roundTrip(values)).toEqual(values);
    expect(Object.is((roundTrip(values).odd as number[])[3], -0)).toBe(true);
    expect(Object.keys(roundTrip(values).tricky as object)).toEqual(["__proto__", "$", "constructor"]);
  });

  test("keeps shared parts shared, and circles closed", () => {
    const part = { n: 1 };
    const circle: Record<string, unknown> = { part };
    circle.self = circle;
    const back = roundTrip({ a: [part, part], b: part, circle }) as { a: unknown[]; b: unknown; circle: typeof circle };
    expect(back.a[0]).toBe(back.a[1]);
    expect(back.a[0]).toBe(back.b);
    expect(back.circle.self).toBe(back.circle);
    expect(back.circle.part).toBe(back.b);
  });

  test("stores a tensor once, and says in which file", () => {
    const weight = { shape: [2], dtype: "float32", trainable: true, dataSync: () => new Float32Array([1, 2]) };
    const stored = new Map<string, StoredTensor>();
    const snapshot = takeSnapshot(new Map([["model", { weight, tied: weight }]]), (name, tensor) => {
      stored.set(name, tensor);
      return { file: "a.safetensors", name };
    });
    expect([...stored]).toEqual([["model.weight", { shape: [2], data: new Float32Array([1, 2]) }]]);
    expect(snapshotFiles(snapshot)).toEqual(["a.safetensors"]);
    const { model } = Object.fromEntries(fromSnapshot(snapshot, (kept) => ({ ...kept }))) as {
      model: { weight: unknown; tied: unknown };
    };
    expect(model.weight).toMatchObject({ name: "model.weight", shape: [2], isVariable: true });
    expect(model.tied).toBe(model.weight);
  });

  test.each([
    ["a function", { run: () => 1 }, "model.run is a function"],
    ["a class's object", { rng: new (class Rng {})() }, "model.rng is an object of the class Rng"],
    ["a symbol", [Symbol("s")], "model.0 is a symbol"],
    ["another tensor", { shape: [1], dtype: "int32", dataSync: () => [1] }, "model is a tensor of int32"],
  ])("refuses %s by its place", (_, model, why) => {
    expect(() => takeSnapshot(new Map([["model", model]]), refuse)).toThrow(why);
  });
});

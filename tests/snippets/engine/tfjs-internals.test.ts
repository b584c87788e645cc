import * as tf from "@tensorflow/tfjs";
import { version_wasm } from "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, test } from "vitest";
import {
  CHECKED_VERSIONS,
  type Engine,
  type EngineState,
  type Environment,
  type FlagEntry,
  GLOBAL_TABLES,
  globalTable,
  openEngine,
  openEnvironment,
  type TapeNode,
  type TensorData,
  wasmBackend,
  type WasmBackend,
} from "../../../snippets/engine/tfjs-internals.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

type Kind = "function" | "object" | "number" | "boolean" | "string" | "array" | "anything";

const here = "snippets/engine/tfjs-internals.ts";

/** In words, what of an object is gone or has become something else. */
function gone(what: string, object: object, members: Record<string, Kind>): string[] {
  return Object.entries(members).flatMap(([name, kind]) => {
    const isThere = name in object;
    const value = (object as Record<string, unknown>)[name];
    const found = Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
    if (isThere && (kind === "anything" || found === kind)) return [];
    const now = isThere ? `is of type ${found} now` : "is gone";
    return [
      `${what}.${name}, which ${here} takes for ${kind}, ${now}: read the new TensorFlow.js, and mend that file.`,
    ];
  });
}

/** In words, which version has moved. */
function moved(installed: Record<keyof typeof CHECKED_VERSIONS, string>): string[] {
  return Object.entries(CHECKED_VERSIONS).flatMap(([name, checked]) => {
    const now = installed[name as keyof typeof CHECKED_VERSIONS];
    if (now === checked) return [];
    return [
      `${name} is ${now}, and ${here} was checked with ${checked}: run the tests of the engine, compare what that ` +
        "file lists with the new version, and then write it into CHECKED_VERSIONS.",
    ];
  });
}

test("the versions are those that were checked", () => {
  const core = tf.version["tfjs-core"];
  expect(moved({ "@tensorflow/tfjs-core": core, "@tensorflow/tfjs-backend-wasm": version_wasm })).toEqual([]);
});

test("another version is told of, and so is a member that is gone or another", () => {
  expect(moved({ ...CHECKED_VERSIONS, "@tensorflow/tfjs-core": "4.99.0" })).toEqual([
    expect.stringMatching(/^@tensorflow\/tfjs-core is 4\.99\.0, and .* was checked with \d/),
  ]);
  expect(gone("engine", { tape: [] }, { tape: "array", keep: "function" })).toEqual([
    expect.stringMatching(/^engine\.keep, .* is gone/),
  ]);
  expect(gone("engine", { tape: null }, { tape: "array" })).toEqual([
    expect.stringMatching(/^engine\.tape, .* is of type null now/),
  ]);
});

describe("what the core keeps to itself is there", () => {
  test("the engine", () => {
    const members: Record<keyof Engine, Kind> = {
      state: "object",
      isTapeOn: "function",
      startTape: "function",
      endTape: "function",
      makeTensorFromTensorInfo: "function",
      keep: "function",
      registry: "object",
      registryFactory: "object",
      backendInstance: "object",
      pendingBackendInit: "anything",
      pendingBackendInitId: "number",
      setBackend: "function",
    };
    expect(gone("tf.engine()", openEngine(), members)).toEqual([]);
    expect(openEngine().registry.wasm).toBe(tf.backend());
    expect(Object.keys(openEngine().registryFactory)).toContain("wasm");
  });

  test("its tape, and what is on it", () => {
    const engine = openEngine();
    tf.engine().startScope();
    engine.startTape();
    const members: Record<keyof EngineState, Kind> = {
      activeTape: "array",
      nextTapeNodeId: "number",
      gradientDepth: "number",
      kernelDepth: "number",
      scopeStack: "array",
      activeScope: "object",
      profiling: "boolean",
      tensorInfo: "object",
    };
    expect(gone("tf.engine().state", engine.state, members)).toEqual([]);
    expect(engine.isTapeOn()).toBe(true);
    const x = tf.tensor1d([2]);
    const y = tf.square(x);
    engine.endTape();
    const node = engine.state.activeTape!.find(({ kernelName }) => kernelName === "Square");
    const parts: Record<keyof TapeNode, Kind> = {
      id: "number",
      kernelName: "string",
      inputs: "object",
      outputs: "array",
      saved: "array",
      gradient: "function",
    };
    expect(gone("a node of the tape", node!, parts)).toEqual([]);
    expect([node!.inputs.x!.id, node!.outputs[0]!.id]).toEqual([x.id, y.id]);
    expect(engine.state.tensorInfo.get(x.dataId)!.backend).toBe(tf.backend());
    for (const { saved } of engine.state.activeTape!) tf.dispose(saved);
    tf.engine().endScope();
    engine.state.activeTape = null;
    expect(engine.isTapeOn()).toBe(false);
  });

  test("the flags", () => {
    const environment = openEnvironment();
    const members: Record<keyof Environment, Kind> = { flags: "object", flagRegistry: "object", set: "function" };
    expect(gone("tf.env()", environment, members)).toEqual([]);
    const entries: Record<keyof FlagEntry, Kind> = { evaluationFn: "function", setHook: "anything" };
    expect(gone("a flag", environment.flagRegistry.DEBUG!, entries)).toEqual([]);
    expect(environment.flags.WASM_HAS_MULTITHREAD_SUPPORT).toBe(false);
  });

  test.each(GLOBAL_TABLES)("the table %s", (name) => {
    const names = [...globalTable(name).keys()];
    expect(
      names.some((key) => key.includes("Square")),
      `_tfGlobals has no ${name} any more: see ${here}`,
    ).toBe(true);
  });
});

test("what the wasm backend keeps to itself is there", () => {
  const backend = wasmBackend();
  const members: Record<Exclude<keyof WasmBackend, keyof tf.KernelBackend> | "incRef", Kind> = {
    wasm: "object",
    dataIdMap: "object",
    makeOutput: "function",
    incRef: "function",
  };
  expect(gone("tf.backend()", backend, members)).toEqual([]);
  const heap: Record<keyof WasmBackend["wasm"], Kind> = { asm: "object", _malloc: "function", _free: "function" };
  expect(gone("tf.backend().wasm", backend.wasm, heap)).toEqual([]);
  expect(backend.wasm.asm.memory).toBeInstanceOf(WebAssembly.Memory);
  const x = tf.tensor1d([1, 2, 3]);
  const data: Record<keyof TensorData, Kind> = { memoryOffset: "number", refCount: "number" };
  const kept = backend.dataIdMap.get(x.dataId);
  expect(gone("the data of a tensor", kept, data)).toEqual([]);
  expect([...new Float32Array(backend.wasm.asm.memory.buffer, kept.memoryOffset, 3)]).toEqual([1, 2, 3]);
  x.dispose();
});

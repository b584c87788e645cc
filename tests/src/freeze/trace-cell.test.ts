import { describe, expect, test } from "vitest";
import { otherValues, tracedOutputs } from "../../../src/book/traces.ts";
import { traceCell } from "../../../src/freeze/trace-cell.ts";
import type { InputSpec } from "../../../src/notebook/output/input-spec.ts";
import type { InputValues, Output } from "../../../src/notebook/output/output.ts";

const slider: InputSpec = { type: "slider", key: "beta", label: "beta", min: 0.1, max: 0.4, step: 0.1, initial: 0.2 };
const choice: InputSpec = { type: "select", key: "model", label: "model", options: ["SFT", "PPO"], initial: "SFT" };
const words: InputSpec = { type: "text", key: "text", label: "text", initial: "", rows: 1 };
const shown = (input: InputSpec): Output => ({ kind: "input", input, value: input.initial as string });
const said = (text: string): Output => ({ kind: "text", text, level: "log" });

describe("the positions of a control", () => {
  test("are those that a browser's slider has, without the dust of floating point", () => {
    expect(otherValues(slider)).toEqual([0.1, 0.3, 0.4]);
    expect(otherValues({ ...slider, min: -1, max: 1, step: 0.25, initial: 0 })).toHaveLength(8);
  });

  test("are the other options of a choice; of a text there are none, of a fine slider too many", () => {
    expect(otherValues(choice)).toEqual(["PPO"]);
    expect([otherValues(words), otherValues({ ...slider, max: 400 })]).toEqual([null, null]);
  });
});

describe("a traced cell", () => {
  const run = (inputs: InputValues) => Promise.resolve([said(JSON.stringify(inputs))]);

  test("is run once for every position, the others as the book has them", async () => {
    const traces = await traceCell([shown(slider), shown(words), shown(choice), said("x")], run);
    expect(Object.keys(traces)).toEqual(["beta", "model"]);
    expect(tracedOutputs(traces, { beta: 0.3 })).toEqual([said('{"beta":0.3}')]);
    expect(tracedOutputs(traces, { model: "PPO" })).toEqual([said('{"model":"PPO"}')]);
  });

  test("has nothing for two controls, for none, and for what is no position", async () => {
    const traces = await traceCell([shown(slider), shown(choice)], run);
    for (const inputs of [{ beta: 0.3, model: "PPO" }, {}, { beta: 0.35 }, { other: 1 }]) {
      expect(tracedOutputs(traces, inputs as InputValues)).toBeNull();
    }
  });

  test("must have a control whose positions can be printed; others are left to the run", async () => {
    const fine = { ...slider, key: "fine", max: 400 };
    await expect(traceCell([shown(words), shown(fine)], run)).rejects.toThrow("no slider of at most 130 positions");
    expect(Object.keys(await traceCell([shown(fine), shown(choice)], run))).toEqual(["model"]);
  });
});

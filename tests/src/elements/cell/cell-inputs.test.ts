import { expect, test } from "vitest";
import { inputsStorageKey, loadInputs, saveInputs } from "../../../../src/elements/cell/cell-inputs.ts";

test("what is set is kept; nothing set, nothing kept", () => {
  saveInputs("one", { rate: 0.5, order: [1, 0], prompt: "" });
  expect(loadInputs("one")).toEqual({ rate: 0.5, order: [1, 0], prompt: "" });
  saveInputs("one", {});
  expect([loadInputs("one"), localStorage.getItem(inputsStorageKey("one"))]).toEqual([{}, null]);
});

test.each(['{"rate":{}}', '{"rate":null}', "[1]", "7", "no JSON"])("all of it can be read, or none: %s", (text) => {
  localStorage.setItem(inputsStorageKey("one"), text);
  expect(loadInputs("one")).toEqual({});
  expect(Object.values(localStorage)).toContain(text);
});

import { expect, test } from "vitest";
import { onnxFile } from "./onnx-file.ts";

/** As protoc writes it: name "gpt", y = Gather(x, -1) along axis 1, version 20 of the operations. */
test("a graph of one node, byte by byte", () => {
  const graph = {
    nodes: [{ type: "Gather", inputs: ["x", "i"], outputs: ["y"], attributes: { axis: 1 } }],
    constants: [{ name: "i", shape: [], integers: [-1] }],
    inputs: [{ name: "x", type: "float" as const, shape: ["B", 300] }],
    outputs: [],
  };
  const hex = Buffer.from(onnxFile(graph, 20)).toString("hex");
  const attribute = "2a0b" + "0a0461786973" + "1801" + "a00102"; // axis = 1, INT
  const node = "0a1e" + "0a0178" + "0a0169" + "120179" + "2206476174686572" + attribute;
  const constant = "2a0f" + "1007" + "420169" + "4a08" + "ffffffffffffffff"; // INT64
  const shape = "0a03" + "120142" + "0a03" + "08ac02"; // B, 300
  const input = "5a15" + "0a0178" + "1210" + "0a0e" + "0801" + "120a" + shape;
  const graphBytes = node + "1203677074" + constant + input;
  expect(hex).toBe("0809" + "3a4d" + graphBytes + "4202" + "1014");
});

test("fractions are four bytes, lists and words are marked as what they are", () => {
  const attributes = { epsilon: 0.5, perm: [1, 0], approximate: "tanh" };
  const node = { type: "X", inputs: [], outputs: ["y"], attributes };
  const hex = Buffer.from(onnxFile({ nodes: [node], constants: [], inputs: [], outputs: [] }, 1)).toString("hex");
  expect(hex).toContain(Buffer.from("epsilon").toString("hex") + "150000003f" + "a00101");
  expect(hex).toContain(Buffer.from("perm").toString("hex") + "40014000" + "a00107");
  expect(hex).toContain(Buffer.from("approximate").toString("hex") + "2204" + "74616e68" + "a00103");
});

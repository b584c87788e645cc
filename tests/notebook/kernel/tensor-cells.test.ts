import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeRegistry } from "../../../src/freeze/node-registry.ts";
import { Kernel } from "../../../src/notebook/kernel/kernel.ts";
import type { Output } from "../../../src/notebook/output/output.ts";
import type { KernelEvent } from "../../../src/notebook/kernel/protocol.ts";
import { routeConsole } from "../../../src/notebook/kernel/route-console.ts";
import { textOf } from "../fake-notebook.ts";

/** Cells with TensorFlow.js itself, on the book's engine, as a freeze runs them. */
const tf = 'import * as tf from "@tensorflow/tfjs";\n';
const outputs = new Map<string, Output[]>();
const events: KernelEvent[] = [];
const kernel = new Kernel({
  registry: nodeRegistry,
  readFile: () => Promise.reject(new Error("no files")),
  emit: hear,
});
let putBack = (): void => {};

function hear(event: KernelEvent): void {
  events.push(event);
  if (event.type === "started") outputs.set(event.cell, []);
  if (event.type !== "outputs") return;
  for (const { index, output } of event.patches) outputs.get(event.cell)![index] = output;
}

async function show(cells: Record<string, string>): Promise<string> {
  const ids = Object.keys(cells);
  await kernel.run(
    [ids.at(-1)!],
    ids.map((id) => ({ id, source: cells[id]! })),
  );
  return textOf(outputs.get(ids.at(-1)!) ?? []);
}

beforeAll(() => {
  putBack = routeConsole((stack) => kernel.consoleOf(stack));
});

afterAll(() => putBack());

test("what TensorFlow.js prints shows in the cell that called it", async () => {
  const text = await show({ a: `${tf}tf.tensor1d([1, 2]).print();\ntf.print(tf.ones([2]));` });
  expect(text).toMatch(/^Tensor\s+\[1, 2\]\s+Tensor\s+\[1, 1\]$/);
  const model =
    "const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });\nmodel.summary();";
  expect(await show({ b: tf + model })).toMatch(/dense_Dense1 \(Dense\).*Total params: 9/s);
});

test("another backend is this cell's alone, whether it ends well or not, and its tensors stay usable", async () => {
  const other = `${tf}await tf.setBackend("cpu");\nconst made = tf.tensor1d([1, 2, 3]);\ntf.getBackend()`;
  const use = `${tf}[tf.getBackend(), tf.sum(made).dataSync()[0]].join()`;
  expect(await show({ other, use })).toBe("wasm,6");
  expect(textOf(outputs.get("other")!)).toMatch(/Put back after this cell.*“wasm”/s);
  await show({ fails: `${tf}tf.enableDebugMode();\nawait tf.setBackend("cpu");\nthrow new Error("no");` });
  expect(await show({ next: `${tf}[tf.getBackend(), tf.env().getBool("DEBUG")].join()` })).toBe("wasm,false");
});

test("a removed engine is a crash, with words of its own", async () => {
  await show({ last: `${tf}tf.removeBackend("wasm");` });
  expect(events.at(-1)).toMatchObject({ type: "crashed", cell: "last" });
  expect(JSON.stringify(events.at(-1))).toContain("removed TensorFlow.js’s backend “wasm”");
});

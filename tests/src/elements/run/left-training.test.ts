import { beforeEach, expect, test, vi } from "vitest";
import { storageKey } from "../../../../src/edits/storage.ts";
import { offerTraining } from "../../../../src/elements/run/left-training.ts";
import { markTraining } from "../../../../src/elements/run/training-marker.ts";

const heard = vi.fn();
const train = { source: "await train();", inputs: { beta: 0.1, seed: 2 } };

class Cell extends HTMLElement {
  source = train.source;
  inputs: object = { seed: 2, beta: 0.1 };
  get cellId() {
    return this.dataset.cell;
  }
  handle(event: unknown) {
    heard(this.cellId, event);
  }
}
customElements.define("code-cell", Cell);

beforeEach(() => {
  heard.mockReset();
  localStorage.clear();
  document.body.innerHTML = `<code-cell data-cell="data"></code-cell><code-cell data-cell="train"></code-cell>`;
});

test("a training that was left is offered by its own cell, at its last saved step", () => {
  markTraining("train", { step: 10, steps: 40 }, train);
  markTraining("train", { step: 20, steps: 40 }, train);
  offerTraining();
  expect(heard.mock.calls).toEqual([["train", { type: "left", step: 20, steps: 40 }]]);
});

test.each([
  ["another text", { source: "train(2)" }],
  ["other inputs", { inputs: { seed: 3, beta: 0.1 } }],
])("a cell with %s does not offer it", (_, change) => {
  markTraining("train", { step: 10, steps: 40 }, train);
  Object.assign(document.querySelector("[data-cell=train]")!, change);
  offerTraining();
  expect(heard).not.toHaveBeenCalled();
});

test("a forged mark is none", () => {
  for (const mark of ['{"cell":"train"}', '{"cell":"train","hash":"x","step":"<b>","steps":3}', "no JSON"]) {
    localStorage.setItem(storageKey("training"), mark);
    offerTraining();
  }
  expect(heard).not.toHaveBeenCalled();
});

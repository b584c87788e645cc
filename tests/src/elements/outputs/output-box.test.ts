import { beforeEach, describe, expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { OutputBox } from "../../../../src/elements/outputs/output-box.ts";
import type { Output } from "../../../../src/notebook/output/output.ts";
import { renderOutput } from "../../../../src/notebook/output/render.ts";
import { textOutput } from "../cell-markup.ts";

const chart: Output = {
  kind: "chart",
  chart: {
    kind: "line",
    x: "step",
    y: "loss",
    series: [
      {
        name: "loss",
        points: [
          [0, 2],
          [1, 1],
        ],
      },
    ],
  },
};
const slider: Output = {
  kind: "input",
  input: { type: "slider", key: "k", label: "Rate", min: 0, max: 1, step: 0.1, initial: 0.5 },
  value: 0.5,
};
const source = {
  printed: vi.fn<() => Promise<Output[] | null>>(),
  bookRun: () => Promise.resolve(null),
  undrawn: vi.fn(),
};
let box: HTMLElement;

function place(...printed: Output[]): OutputBox {
  document.body.innerHTML = `<div style="width: 900px"><div class="box">${printed
    .map((output) => `<div>${renderOutput(output)}</div>`)
    .join("")}</div></div>`;
  box = document.querySelector(".box")!;
  return new OutputBox(box, source);
}

beforeEach(() => {
  source.printed.mockReset().mockResolvedValue(null);
  source.undrawn.mockReset();
});

const shown = () => [...box.children].map((one) => one.textContent.trim());

describe("what a run shows", () => {
  test("comes in order, although the code that draws it comes later", async () => {
    const outputs = place(textOutput("printed"));
    outputs.expectNew({ source: "", inputs: {} });
    outputs.show(0, textOutput("1"));
    outputs.show(1, textOutput("2"));
    outputs.end(null);
    await expect.poll(shown).toEqual(["1", "2"]);
  });

  test("is not shown any more when the printed is back meanwhile", async () => {
    const outputs = place(textOutput("printed"));
    outputs.expectNew({ source: "", inputs: {} });
    outputs.show(0, textOutput("too late"));
    outputs.restoreFrozen();
    outputs.end(null);
    await new Promise(requestAnimationFrame);
    await expect.poll(shown).toEqual(["printed"]);
  });

  test("goes when the printed comes back, also where nothing was printed", async () => {
    const outputs = place();
    outputs.expectNew({ source: "", inputs: {} });
    outputs.show(0, textOutput("1"));
    outputs.end(null);
    await expect.poll(shown).toEqual(["1"]);
    outputs.restoreFrozen();
    expect([shown(), box.hidden]).toEqual([[], true]);
  });
});

describe("what the book printed", () => {
  test("is drawn for the width there is, when it is near", async () => {
    source.printed.mockResolvedValue([chart]);
    place(chart);
    const width = () => Number(box.querySelector("svg.chart:last-of-type")!.getAttribute("width"));
    await expect.poll(width).toBe(900);
  });

  test("stays as it is where its data are not to be had, or it stands no more", async () => {
    place(chart);
    await expect.poll(() => source.printed.mock.calls.length).toBe(1);
    expect(source.undrawn).not.toHaveBeenCalled();
    expect(box.querySelectorAll("svg.chart").length).toBeGreaterThan(0);
  });

  test("answers as soon as it is seen, where there is something to set", async () => {
    place(slider);
    await customElements.whenDefined("cell-input");
    await expect.poll(() => box.querySelector("input")!.disabled).toBe(false);
  });

  test("answers to the pointer that comes near", async () => {
    place({ kind: "table", columns: ["a"], rows: [["x"], ["y"]], more: 0 });
    await userEvent.hover(box);
    await customElements.whenDefined("out-table");
    await expect.poll(() => box.querySelectorAll("thead button").length).toBe(1);
  });
});

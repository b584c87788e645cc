import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { OutPicture } from "../../../../src/elements/outputs/out-picture.ts";
import "../../../../src/elements/outputs/out-picture.ts";
import { morphDom } from "../../../../src/elements/base/morph-dom.ts";
import type { LineChart } from "../../../../src/notebook/output/chart-spec.ts";
import type { Output } from "../../../../src/notebook/output/output.ts";
import { renderOutput } from "../../../../src/notebook/output/render.ts";
import { savedFiles } from "../saved-files.ts";

const chart: LineChart = {
  ...{ kind: "line", title: "Loss by step", x: "step", y: "loss" },
  series: [
    {
      name: "loss",
      points: [
        [0, 3],
        [1, 2],
        [2, 1],
      ],
    },
  ],
};
let picture: OutPicture;

beforeEach(() => {
  document.body.innerHTML = `<div style="width: 600px">${renderOutput({ kind: "chart", chart })}</div>`;
  picture = document.querySelector<OutPicture>("out-picture")!;
});

const readout = () => document.querySelector(".out-readout")!.textContent;
const values = () => page.getByRole("group", { name: "Values, by arrow keys" });
const focus = () => (values().element() as HTMLElement).focus();

describe("by keys", () => {
  test("values are read one by one, and stop at both ends", async () => {
    focus();
    const seen: string[] = [];
    for (const key of ["ArrowRight", "ArrowRight", "End", "ArrowRight", "Home", "ArrowLeft", "PageDown"]) {
      await userEvent.keyboard(`{${key}}`);
      seen.push(readout());
    }
    expect(seen.map((text) => text.at(-1))).toEqual(["3", "2", "1", "1", "3", "3", "1"]);
    expect(seen[0]).toBe("step 0: loss 3");
  });

  test.each(["{Escape}", "{Tab}"])("%s ends it", async (key) => {
    focus();
    await userEvent.keyboard(`{End}${key}`);
    expect(readout()).toBe("");
  });

  test("the browser keeps its own keys", async () => {
    focus();
    await userEvent.keyboard("{Alt>}{ArrowRight}{/Alt}");
    expect(readout()).toBe("");
  });
});

test("a pointer reads what it is over, until it leaves", async () => {
  const svg = [...document.querySelectorAll("svg.chart")].find((one) => one.checkVisibility())!;
  await userEvent.hover(svg);
  await expect.poll(readout).toBe("step 1: loss 2");
  await userEvent.unhover(svg);
  await expect.poll(readout).toBe("");
});

test("the data are there as a table, which follows a new picture", async () => {
  await userEvent.click(document.querySelector(".out-data summary")!);
  const rows = () => document.querySelectorAll(".out-rows tbody tr").length;
  await expect.poll(rows).toBe(3);
  picture.output = { kind: "chart", chart: { ...chart, series: [{ name: "loss", points: [[0, 3]] }] } };
  expect(rows()).toBe(1);
});

test("what is read stays marked in a picture that grows, and is cut in one that shrinks", async () => {
  focus();
  await userEvent.keyboard("{End}");
  picture.output = {
    kind: "chart",
    chart: {
      ...chart,
      series: [
        {
          name: "loss",
          points: [
            [0, 3],
            [1, 2],
          ],
        },
      ],
    },
  };
  expect(readout()).toBe("step 1: loss 2");
});

test("tokens that take a chart's place have a name of their own, and no second one", () => {
  const place = picture.parentElement!;
  const draw = (output: Output) => morphDom(place, renderOutput(output, { isLive: true, width: 600 }));
  draw({ kind: "chart", chart });
  expect(values().elements()).toHaveLength(1);
  const row = { query: [], tokens: ["a", "b"], values: [1, 2] };
  draw({ kind: "tokens", label: "logprob", domain: [0, 2], rows: [row] });
  expect(values().elements()).toHaveLength(0);
  expect(page.getByRole("list", { name: "Tokens by logprob" }).elements()).toHaveLength(1);
  draw({ kind: "chart", chart });
  expect(values().elements()).toHaveLength(1);
});

test("the picture and its numbers are saved as files", async () => {
  const saved = savedFiles();
  await userEvent.click(document.querySelector(".out-data summary")!);
  for (const kind of ["csv", "svg"]) await userEvent.click(document.querySelector(`[data-save="${kind}"]`)!);
  await expect.poll(() => saved.map(({ name }) => name)).toEqual(["loss-by-step.csv", "loss-by-step.svg"]);
  expect((await saved[0]!.blob.text()).split(/\r?\n/)[1]).toBe("0,3");
});

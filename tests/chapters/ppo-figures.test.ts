import { describe, expect, test } from "vitest";
import type { BarChart, LineChart } from "../../src/notebook/output/chart-spec.ts";
import type { InputValues, Output } from "../../src/notebook/output/output.ts";
import { BookNotebook } from "./book-notebook.ts";

/** The figures of chapter 5 that are moved by hand, with their inputs where a reader may set them. */
const notebook = new BookNotebook("05-ppo");

async function figure(cell: string, inputs: InputValues = {}): Promise<Output[]> {
  const { state, error, outputs } = await notebook.run(cell, {}, inputs);
  expect(error).toBeNull();
  expect(state).toBe("done");
  return outputs;
}

function chart<T extends BarChart | LineChart>(outputs: Output[], kind: T["kind"]): T {
  const charts = outputs.flatMap((one) => (one.kind === "chart" && one.chart.kind === kind ? [one.chart as T] : []));
  return charts[0]!;
}

function text(outputs: Output[]): string {
  return outputs.map((one) => (one.kind === "text" ? one.text : "")).join("\n");
}

describe("the clip", () => {
  test("its text says when the gradient is gone", async () => {
    expect(text(await figure("clip"))).toContain("The gradient flows");
    expect(text(await figure("clip", { ratio: 1.5 }))).toContain("No gradient");
    expect(text(await figure("clip", { ratio: 1.5, advantage: -1 }))).toContain("pushed the wrong way");
  });

  test("epsilon 1 is no clip: both lines are one", async () => {
    const outputs = await figure("clip", { ratio: 1.9, epsilon: 1 });
    expect(text(outputs)).toContain("no clip any more");
    const [free, clipped] = chart<LineChart>(outputs, "line").series;
    clipped!.points.forEach(([, y], i) => expect(y).toBeCloseTo(free!.points[i]![1]!, 5));
  });
});

describe("advantages", () => {
  const advantages = async (inputs: InputValues) =>
    chart<BarChart>(await figure("gae", inputs), "bar").bars.flatMap(({ group, value }) =>
      group === "advantage" ? [value!] : [],
    );
  const close = (got: number[], wanted: number[]) =>
    got.forEach((value, t) => expect(value).toBeCloseTo(wanted[t]!, 10));

  test("as the text works them out by hand", async () => {
    close(await advantages({ lambda: 0 }), [0.09, 0.205, 0.18]);
    close(await advantages({ lambda: 1 }), [0.475, 0.385, 0.18]);
  });

  test("a wrong value deceives the token before at lambda 0 alone", async () => {
    close(await advantages({ lambda: 0, "error of value 2": 0.5 }), [0.59, -0.295, 0.18]);
    close(await advantages({ lambda: 1, "error of value 2": 0.5 }), [0.475, -0.115, 0.18]);
  });
});

describe("the KL divergence", () => {
  test("pushed far away, k2 is biased and k3 noisy, and the axes stay", async () => {
    const near = await figure("kl-estimators");
    const far = await figure("kl-estimators", { "push on “thanks”": -5 });
    expect(text(near)).not.toContain("biased");
    expect(text(far)).toMatch(/k2 is biased.*k3 is the noisiest/);
    expect(chart<LineChart>(far, "line").xDomain).toEqual(chart<LineChart>(near, "line").xDomain);
    expect(chart<BarChart>(far, "bar").yDomain).toEqual([0, 1]);
  });

  test("at home it is 0", async () => {
    expect(text(await figure("kl-estimators", { "push on “thanks”": 0 }))).toContain("the KL is 0");
  });
});

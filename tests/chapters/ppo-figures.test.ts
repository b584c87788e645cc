import { describe, expect, test } from "vitest";
import type { BarChart, LineChart } from "../../src/notebook/output/chart-spec.ts";
import type { InputValues, Output } from "../../src/notebook/output/output.ts";
import { BookNotebook } from "./book-notebook.ts";

/** The figures of chapters 5 and 6 that are moved by hand, with their inputs where a reader may set them. */
const step = new BookNotebook("05-ppo");
const training = new BookNotebook("06-train-with-ppo");

async function figure(cell: string, inputs: InputValues = {}, chapter = step): Promise<Output[]> {
  const { state, error, outputs } = await chapter.run(cell, {}, inputs);
  expect(error).toBeNull();
  expect(state).toBe("done");
  return outputs;
}

function chart<T extends BarChart | LineChart>(outputs: Output[], kind: T["kind"]): T {
  const charts = outputs.flatMap((one) => (one.kind === "chart" && one.chart.kind === kind ? [one.chart as T] : []));
  return charts[0]!;
}

function text(outputs: Output[]): string {
  return outputs.flatMap((one) => (one.kind === "text" ? [one.text] : [])).join("\n");
}

describe("the policy of three words", () => {
  const slopes = async (inputs: InputValues = {}) => {
    const { bars } = chart<BarChart>(await figure("policy-gradient", inputs), "bar");
    const of = (wanted: string) => bars.filter(({ group }) => group === wanted).map(({ value }) => value!);
    return { exact: of("exact"), drawn: of("from draws") };
  };

  test("its slopes are estimated from draws, and badly from few of them", async () => {
    const { exact, drawn } = await slopes();
    expect(exact.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 10);
    drawn.forEach((slope, w) => expect(Math.abs(slope - exact[w]!)).toBeLessThan(0.06));
    expect((await slopes({ draws: 5, dice: 4 })).drawn[0]).toBeGreaterThan(1.9 * exact[0]!);
    expect((await slopes({ draws: 5, dice: 3 })).drawn[0]).toBeLessThan(0.2 * exact[0]!);
  });

  /** the probabilities of thanks, worms and fool after the last draw */
  const learned = async (inputs: InputValues = {}) =>
    chart<LineChart>(await figure("reinforce", inputs), "line").series.map(({ points }) => points.at(-1)![1]!);

  test("learns the best word, and any word when points are added to all", async () => {
    const [, worms, fool] = await learned();
    expect(worms).toBeGreaterThan(0.9);
    expect(fool).toBeLessThan(0.02);
    const extra = { "added to every score": 10 };
    expect((await learned({ ...extra, luck: 4 }))[0], "thanks").toBeGreaterThan(0.9);
    expect((await learned({ ...extra, luck: 5 }))[1], "worms").toBeGreaterThan(0.9);
    expect((await learned({ ...extra, luck: 2, rate: 0.5 }))[2], "fool").toBeGreaterThan(0.9);
  });
});

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
    close(await advantages({ lambda: 0, "value error": 0.4 }), [0.49, -0.195, 0.18]);
    close(await advantages({ lambda: 1, "value error": 0.4 }), [0.475, -0.015, 0.18]);
  });
});

describe("the KL divergence", () => {
  test("pushed far away, k2 is biased and k3 noisy, and the axes stay", async () => {
    const near = await figure("kl-estimators");
    const far = await figure("kl-estimators", { push: -5 });
    expect(text(near)).not.toContain("biased");
    expect(text(far)).toMatch(/k2 is biased.*k3 is the noisiest/);
    expect(chart<LineChart>(far, "line").xDomain).toEqual(chart<LineChart>(near, "line").xDomain);
    expect(chart<BarChart>(far, "bar").yDomain).toEqual([0, 1]);
  });

  test("at home it is 0", async () => {
    expect(text(await figure("kl-estimators", { push: 0 }))).toContain("the KL is 0");
  });
});

describe("the leash", () => {
  const leash = (tightness: number) => figure("leash", { tightness }, training);

  test("tight it holds, and without one it breaks, over the experiment's own numbers", async () => {
    const [tight, none] = [await leash(4), await leash(0)];
    expect(text(tight)).toMatch(/^With β = 0.4, .* It held\.$/);
    expect(text(none)).toMatch(/^With no leash, .* It broke: gold was best after 10 rounds/);
    const gold = chart<LineChart>(none, "line").series.find(({ name }) => name === "gold")!.points;
    expect(gold.at(-1)![1], "below the SFT model").toBeLessThan(gold[0]![1]! - 2);
    expect(chart<LineChart>(tight, "line").xDomain).toEqual(chart<LineChart>(none, "line").xDomain);
  });

  test("shows what each seed's policy said", async () => {
    const shown = (await leash(0)).find((one) => one.kind === "samples")!;
    expect(shown.rows).toHaveLength(6);
    expect(shown.rows.map(({ answers }) => answers[0]!.text).join(" ")).toContain("please the duck says please");
  });
});

describe("a round", () => {
  test("is shown from the first token to the last pass", async () => {
    expect(text(await figure("round-film", { moment: 1 }))).toContain("Step 1, the policy writes: token 1 of");
    const credit = await figure("round-film");
    expect(text(credit)).toContain("Step 4 goes on");
    const { rows } = credit.find((one) => one.kind === "tokens")!;
    const { rows: ledger } = credit.find((one) => one.kind === "table")!;
    expect(ledger).toHaveLength(rows[0]!.tokens.length);
  });

  test("drew the word that spoils the first answer by a rare chance", async () => {
    const words = text(await figure("round-film", { moment: 2 }));
    const [, chance] = /“fox”, drawn with a probability of ([\d.]+) %/.exec(words)!;
    expect(Number(chance)).toBeLessThan(1);
  });

  test("with large steps most tokens of the second answer end on the wrong side", async () => {
    const answer = "worms and squeak and bleat thanks";
    const outputs = await figure("round-film", { answer, "step size": "ten times larger", moment: 17 });
    expect(text(outputs)).toContain("pass 4 of 4");
    expect(text(outputs)).toMatch(/of 7 tokens\. As far the wrong way: [4-7]\./);
  });

  test("breaks when the steps are too large: tokens run far beyond the clip", async () => {
    const far = async (size: string): Promise<number> => {
      const tokens = (await figure("round-film")).find((one) => one.kind === "tokens")!.rows[0]!.tokens.length;
      const outputs = await figure("round-film", { "step size": size, moment: tokens + 10 });
      expect(text(outputs)).toContain("pass 4 of 4");
      const { columns, rows } = outputs.find((one) => one.kind === "table")!;
      const ratios = rows.map((row) => Math.abs(Math.log(Number(row[columns.indexOf("ratio")]))));
      return ratios.reduce((sum, x) => sum + x, 0) / ratios.length;
    };
    expect(await far("ten times larger")).toBeGreaterThan(2 * (await far("as usual")));
  });
});

test("the value model's guesses close in on the scores, inside the axes", async () => {
  const off = async (read: number): Promise<number> => {
    const outputs = await figure("value-watch", { "read so far": read });
    const { series, xDomain } = chart<LineChart>(outputs, "line");
    for (const value of series[0]!.points.flat()) {
      expect(value).toBeGreaterThan(xDomain![0]);
      expect(value).toBeLessThan(xDomain![1]);
    }
    return Number(/off by ([\d.]+)/.exec(text(outputs))![1]);
  };
  const [first, middle, last] = [await off(0), await off(0.5), await off(1)];
  expect(first).toBeGreaterThan(middle);
  expect(middle).toBeGreaterThan(last);
});

import { describe, expect, test } from "vitest";
import { type Model, models } from "../../../snippets/illustrations/gpt35-models.ts";
import { landmarks, timelineBars, yearMarks, yearNames } from "../../../src/book/model-timeline.ts";

const model: Model = {
  name: "text-davinci-003",
  family: "GPT-3.5",
  releasedOn: "2022-11-28",
  trainedFrom: "text-davinci-002",
  method: "PPO",
  shutDownOn: "2024-01-04",
  source: "a page",
};

const bar = (given: Partial<Model>) => timelineBars([{ ...model, ...given }])[0]!;
const factOf = (term: string, given: Partial<Model> = {}) => bar(given).facts.find((one) => one.term === term)?.text;

test("the years go from one end to the other, and each name stands in its year", () => {
  expect([yearMarks[0], yearMarks.at(-1)]).toEqual([0, 100]);
  expect(yearNames).toHaveLength(yearMarks.length - 1);
  yearNames.forEach(({ at }, index) => {
    expect(at).toBeGreaterThan(yearMarks[index]!);
    expect(at).toBeLessThan(yearMarks[index + 1]!);
  });
  expect(landmarks.map(({ at }) => at)).toEqual(landmarks.map(({ at }) => at).sort((a, b) => a - b));
});

describe("a bar", () => {
  test("goes from the release to the last day", () => {
    const whole = bar({ releasedOn: "2020-01-01", shutDownOn: "2027-01-01" });
    expect(whole).toMatchObject({ start: 0, width: 100, isOpen: false });
    expect(bar({ releasedOn: "2023-01-01", shutDownOn: "2024-01-01" }).width).toBeCloseTo((100 * 365) / 2557, 10);
  });

  test("without a release is open, and begins on the line", () => {
    const open = bar({ releasedOn: undefined });
    expect(open.isOpen).toBe(true);
    expect(open.width).toBeCloseTo(9, 10);
    expect(bar({ releasedOn: undefined, shutDownOn: "2020-02-01" }).start).toBe(0);
  });

  test("is drawn of models whose last day is known", () => {
    expect(timelineBars([{ ...model, shutDownOn: undefined }])).toEqual([]);
    const drawn = timelineBars();
    expect(drawn.map(({ name }) => name)).toEqual(models.filter((one) => one.shutDownOn).map(({ name }) => name));
    for (const { start, width } of drawn) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(width).toBeGreaterThan(0);
      expect(start + width).toBeLessThanOrEqual(100);
    }
  });
});

describe("what is known of a model", () => {
  test("dates are in words, or without a source", () => {
    expect(factOf("released")).toBe("28 November 2022");
    expect(factOf("last day")).toBe("4 January 2024");
    expect(factOf("end announced")).toBe("no source");
  });

  test.each([
    ["davinci", "$60 per million tokens (2021)"],
    ["text-davinci-003", "$20 per million tokens"],
    ["code-davinci-002", "free, as a beta"],
    ["another", "no source"],
  ])("the price of %s: %s", (name, text) => {
    expect(factOf("price", { name })).toBe(text);
  });

  test("where it comes from", () => {
    expect(factOf("based on, or an improvement on", { trainedFrom: null })).toBe("nothing: it is a base model");
    expect(factOf("based on, or an improvement on")).toBe("text-davinci-002");
    expect(factOf("method", { method: "pretraining" })).toBe("base model");
    expect(factOf("sources")).toBe("a page");
  });
});

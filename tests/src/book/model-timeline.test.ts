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
    expect(whole).toMatchObject({ start: 0, width: 100, fadeIn: 0, fadeOut: 0 });
    expect(bar({ releasedOn: "2023-01-01", shutDownOn: "2024-01-01" }).width).toBeCloseTo((100 * 365) / 2557, 10);
  });

  test("fades in as far as its beginning is unknown", () => {
    const known = bar({ releasedOn: "2023-01-01", shutDownOn: "2024-01-01" });
    const before = bar({ releasedOn: "before 2023-01-01", shutDownOn: "2024-01-01" });
    expect(before.start).toBeCloseTo(known.start - 4, 10);
    expect((before.fadeIn / 100) * before.width).toBeCloseTo(4, 10);
    const never = bar({ releasedOn: undefined });
    expect([never.fadeIn, never.fadeOut]).toEqual([100, 0]);
    expect(bar({ releasedOn: undefined, shutDownOn: "2020-02-01" }).start).toBe(0);
  });

  test("fades out where its last day is unknown", () => {
    const open = bar({ releasedOn: "before 2023-01-21", shutDownOn: undefined });
    expect([open.fadeIn, open.fadeOut]).toEqual([50, 50]);
  });

  test("begins after a day or with a month where that is all that is known", () => {
    const exact = bar({ releasedOn: "2023-09-01" });
    expect(bar({ releasedOn: "after 2023-09-01" })).toMatchObject({ start: exact.start, fadeIn: 0 });
    expect(bar({ releasedOn: "2023-09" })).toMatchObject({ start: exact.start, fadeIn: 0 });
  });

  test("refuses a date that is none", () => {
    expect(() => bar({ releasedOn: "spring 2022" })).toThrow('"spring 2022" is no date');
  });

  test("is drawn of models of which a source gives a date", () => {
    expect(timelineBars([{ ...model, releasedOn: undefined, shutDownOn: undefined }])).toEqual([]);
    const drawn = timelineBars();
    expect(drawn.map(({ name }) => name)).toEqual(models.map(({ name }) => name));
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
    expect(factOf("released", { releasedOn: "2020-06" })).toBe("June 2020");
    expect(factOf("released", { releasedOn: "before 2023-01-21" })).toBe("before 21 January 2023");
  });

  test.each([
    ["davinci", "$60 per million tokens (July 2022)"],
    ["text-davinci-003", "$20 per million tokens (until January 2024)"],
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

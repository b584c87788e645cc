import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { OutTable } from "../../../../src/elements/outputs/out-table.ts";
import "../../../../src/elements/outputs/out-table.ts";
import type { TableOutput } from "../../../../src/notebook/output/output.ts";
import { renderOutput } from "../../../../src/notebook/output/render.ts";
import { savedFiles } from "../saved-files.ts";

const animals = [
  ["fox", 3],
  ["bear", 20],
  ["owl", null],
  ["bee", 100],
] as const;

function place(rows: TableOutput["rows"]): OutTable {
  document.body.innerHTML = renderOutput({ kind: "table", columns: ["animal", "weight"], rows, more: 0 });
  return document.querySelector<OutTable>("out-table")!;
}

const shown = () =>
  [...document.querySelectorAll<HTMLTableRowElement>("tbody tr")]
    .filter(({ hidden }) => !hidden)
    .map((row) => row.querySelector("td, th")!.textContent);
const head = (name: string) => page.getByRole("columnheader", { name });
const press = (name: string) => userEvent.click(page.getByRole("button", { name }));

describe("a table", () => {
  let table: OutTable;
  beforeEach(() => {
    table = place(animals.map((row) => [...row]));
  });

  test("is sorted by numbers, the largest first, then the smallest, then as it was given", async () => {
    await press("weight");
    expect(shown()).toEqual(["bee", "bear", "fox", "owl"]);
    await expect.element(head("weight")).toHaveAttribute("aria-sort", "descending");
    await press("weight");
    expect(shown()).toEqual(["fox", "bear", "bee", "owl"]);
    await press("weight");
    expect(shown()).toEqual(["fox", "bear", "owl", "bee"]);
    await expect.element(head("weight")).not.toHaveAttribute("aria-sort");
  });

  test("is sorted by words, from A on, and by one column at a time", async () => {
    await press("weight");
    await press("animal");
    expect(shown()).toEqual(["bear", "bee", "fox", "owl"]);
    await expect.element(head("weight")).not.toHaveAttribute("aria-sort");
    await expect.element(head("animal")).toHaveAttribute("aria-sort", "ascending");
  });

  test("keeps its order, and its buttons, when it is drawn anew", async () => {
    await press("weight");
    table.refresh();
    table.refresh();
    expect(shown()).toEqual(["bee", "bear", "fox", "owl"]);
    expect(document.querySelectorAll("thead button")).toHaveLength(2);
  });

  test("keeps the focus on what was pressed", async () => {
    await press("weight");
    expect(document.activeElement?.textContent).toBe("weight");
  });
});

test("one row, or none, needs no order", () => {
  for (const rows of [[], [["fox", 3]]]) {
    place(rows);
    expect(document.querySelectorAll("thead button")).toHaveLength(0);
  }
});

test("a long table turns, begins at its top when it is sorted, and can be saved with all its rows", async () => {
  const saved = savedFiles();
  place(Array.from({ length: 60 }, (_, index) => [`row ${index + 1}`, index]));
  const size = shown().length;
  expect(size).toBeLessThan(60);
  await press("Next");
  expect(shown()[0]).toBe(`row ${size + 1}`);
  await press("weight");
  expect(shown()[0]).toBe("row 60");
  await press("Save CSV");
  await expect.poll(() => saved.length).toBe(1);
  const lines = (await saved[0]!.blob.text()).trim().split(/\r?\n/);
  expect([lines.length, lines[1]]).toEqual([61, "row 60,59"]);
});

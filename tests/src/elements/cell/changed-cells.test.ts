import { expect, test } from "vitest";
import { changedCells, isBooks } from "../../../../src/elements/cell/changed-cells.ts";
import { cellMarkup } from "../cell-markup.ts";

const imports = 'import { a } from "x";\nimport { b } from "y";\nshow(a);';

test("cells as the book has them are not changed, folded or not", () => {
  document.body.innerHTML = [{ id: "a" }, { id: "b", code: imports, fold: true }, { id: "c", code: "" }]
    .map(cellMarkup)
    .join("");
  expect(changedCells()).toEqual([]);
});

test("one that a translator has written in is", () => {
  document.body.innerHTML = cellMarkup({ id: "a" }) + cellMarkup({ id: "b" });
  document.querySelector("[data-cell=b] code")!.innerHTML = "<font>zeige(1);</font>";
  expect(changedCells().map(({ dataset }) => dataset.cell)).toEqual(["b"]);
  expect(isBooks(document.querySelector("[data-cell=a]")!)).toBe(true);
});

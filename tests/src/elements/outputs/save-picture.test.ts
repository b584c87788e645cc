import { expect, test } from "vitest";
import { saveCsv, saveTable, standaloneSvg } from "../../../../src/elements/outputs/save-picture.ts";
import type { Output } from "../../../../src/notebook/output/output.ts";
import { renderOutput } from "../../../../src/notebook/output/render.ts";
import { savedFiles } from "../saved-files.ts";

const chart: Output = {
  kind: "chart",
  chart: { kind: "bar", title: "Scores & <others>", y: "score", bars: [{ name: "fox <b>", value: 2 }] },
};

test("a table's rows are saved in the order in which they stand, numbers in full", async () => {
  const saved = savedFiles();
  document.body.innerHTML = `<table><caption>Animals, by weight!</caption><tr><th>name</th><th>kg</th></tr>
    <tr><td>a "fox", red</td><td data-value="3.14159">3.1</td></tr><tr><td></td><td data-value="1">1</td></tr></table>`;
  saveTable(document.querySelector("table")!);
  expect(saved[0]!.name).toBe("animals-by-weight.csv");
  const text = await saved[0]!.blob.text();
  expect(text.split(/\r?\n/).slice(0, 3)).toEqual(["name,kg", '"a ""fox"", red",3.14159', ",1"]);
  const bytes = new Uint8Array(await saved[0]!.blob.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
});

test("a table without a name is called a table, a picture by its title", () => {
  const saved = savedFiles();
  document.body.innerHTML = "<table><tr><th>a</th></tr></table>";
  saveTable(document.querySelector("table")!);
  saveCsv(chart);
  expect(saved.map(({ name }) => name)).toEqual(["table.csv", "scores-others.csv"]);
});

test("a picture is a drawing of its own, well-formed, with a name and the words that are seen", () => {
  document.body.innerHTML = `<div style="width: 600px">${renderOutput(chart)}</div>`;
  const svg = standaloneSvg(document.querySelector(".out-body")!);
  const read = new DOMParser().parseFromString(svg, "image/svg+xml");
  expect(read.querySelector("parsererror")).toBeNull();
  const root = read.documentElement;
  expect(Number(root.getAttribute("width"))).toBeGreaterThan(500);
  expect(read.querySelector("title")!.textContent).not.toBe("");
  expect(root.textContent).toContain("fox <b>");
  expect(root.textContent).toContain("Scores");
  expect(svg).not.toMatch(/class=|var\(/);
});

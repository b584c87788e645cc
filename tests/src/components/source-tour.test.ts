import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { sourceFiles } from "../../../src/components/source-files.ts";
import { type ImportGraph, readRooms, sourceTour } from "../../../src/components/source-tour.ts";
import { chapterFolders } from "../../../src/book/chapter-folders.ts";

const snippets = path.resolve(import.meta.dirname, "../../../snippets");
const readme = readFileSync(path.join(snippets, "README.md"), "utf8");

function graphOf(imports: Record<string, string[]>): ImportGraph {
  return new Map(Object.entries(imports).map(([name, of]) => [name, { imports: of }]));
}

test("every room of the core is told of", () => {
  const folders = readdirSync(snippets, { withFileTypes: true }).filter((one) => one.isDirectory());
  expect(
    readRooms(readme)
      .map(({ folder }) => folder)
      .sort(),
  ).toEqual(folders.map(({ name }) => name).sort());
});

test("a file comes with the first chapter that uses it, after what it needs", () => {
  const graph = graphOf({
    ppo: ["gpt", "workers/offload"],
    gpt: ["tensor", "base/assert"],
    tensor: ["engine/heap"],
    sft: ["gpt"],
    "workers/offload": ["gpt"],
    "base/assert": [],
    "engine/heap": [],
    "world/facts": [],
    "new-idea": ["gpt"],
  });
  const book = [
    { short: "GPT", description: "It reads.", uses: ["gpt", "gone"] },
    { short: "SFT", description: "It answers.", uses: ["world/facts", "sft"] },
    { short: "PPO", description: "It is judged.", uses: ["ppo"] },
  ];
  const rooms =
    "### `base/`: The base\n\nWords\nof it.\n\n### `engine/`: Speed\n\nFast.\n\n### `workers/`: Two\n\nHands.\n";
  expect(sourceTour(graph, book, rooms)).toEqual([
    { title: "GPT", about: "It reads.", files: ["tensor", "gpt"] },
    { title: "SFT", about: "It answers.", files: ["world/facts", "sft"] },
    { title: "PPO", about: "It is judged.", files: ["ppo"] },
    { title: "The base", about: "Words of it.", files: ["base/assert"] },
    { title: "Speed", about: "Fast.", files: ["engine/heap"] },
    { title: "Two", about: "Hands.", files: ["workers/offload"] },
    { title: "Besides", about: "What no cell imports itself.", files: ["new-idea"] },
  ]);
});

test("the tour passes every file once", () => {
  // Vitest reads no MDX: which files the chapters use stands in their cells.
  const uses = chapterFolders(path.join(snippets, "../chapters")).map((folder) => {
    const text = readFileSync(path.join(snippets, "../chapters", folder, "index.mdx"), "utf8");
    return [...text.matchAll(/from "mini-rlhf\/([^"]+)"/g)].map(([, name]) => name!);
  });
  const stops = sourceTour(
    sourceFiles,
    uses.map((names) => ({ short: "a chapter", description: "", uses: names })),
    readme,
  );
  expect(stops.flatMap(({ files }) => files).sort()).toEqual([...sourceFiles.keys()].sort());
  // Cells that go on after a reload have their trainings kept by the one; hosts give workers by the last.
  expect(stops.find(({ title }) => title === "Besides")?.files).toEqual([
    "evaluate-together",
    "learner-state",
    "other-workers",
  ]);
});

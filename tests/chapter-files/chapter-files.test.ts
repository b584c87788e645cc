import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chapterParts } from "../../src/book/chapter-parts.ts";
import { cellsOf } from "../../src/check/cell-program.ts";
import { type FileCell, type FileChapter, writeScript } from "../../src/chapter-files/chapter-script.ts";
import { writeNotebook } from "../../src/chapter-files/chapter-notebook.ts";
import { cellApiNames } from "../../src/notebook/cell-api/cell-api.ts";
import { FileProblem } from "../../src/chapter-files/file-piece.ts";
import { placeFile } from "../../src/chapter-files/open-file.ts";
import { maxFileLength, readChapterFile } from "../../src/chapter-files/read-file.ts";
import { chapterFolders } from "../../src/book/chapter-folders.ts";

const root = path.resolve(import.meta.dirname, "../..");
const folders = chapterFolders(path.join(root, "chapters"));

function chapter(folder: string): FileChapter & { mdx: string } {
  const mdx = readFileSync(path.join(root, "chapters", folder, "index.mdx"), "utf8");
  const cells = cellsOf(mdx).map(({ id, code }): FileCell => ({ id, source: code.trimEnd(), inputs: {} }));
  return { mdx, slug: folder.replace(/^\d+-/, ""), title: folder, cells };
}

function made(...sources: string[]): FileChapter {
  const cells = sources.map((source, index): FileCell => ({ id: `cell-${index}`, source, inputs: {} }));
  return { slug: "made", title: "Made up", cells };
}

/** What the file brings back into the chapter that it was made of. */
function broughtBack(name: string, text: string, { slug, cells }: FileChapter) {
  return placeFile(name, text, { slug, cells: cells.map(({ id, source }) => ({ id, texts: [source] })) });
}

/** Every cell as it was, and nothing else. */
function asItWas({ cells }: FileChapter) {
  return { changes: cells.map(({ id, source }) => ({ id, source })), leftOver: [], joined: [], missing: [] };
}

function sourcesIn(name: string, text: string): string[] {
  return readChapterFile(name, text).pieces.map(({ source }) => source);
}

describe("a script", () => {
  let folder: string;

  // Node runs no TypeScript below node_modules.
  beforeAll(() => {
    folder = mkdtempSync(path.join(root, ".script-"));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  function run(chapter: FileChapter): string {
    const file = path.join(folder, "chapter.ts");
    writeFileSync(file, writeScript(chapter));
    return execFileSync(process.execPath, [file], { cwd: folder, encoding: "utf8" }).trim();
  }

  it("has all that a cell can call", () => {
    const module = readFileSync(path.join(root, "src/script/cell-api-in-node.ts"), "utf8");
    const given = [...module.matchAll(/^export const (\w+) = call\("\1"\);$/gm)].map(([, name]) => name);
    expect(new Set([...given, "console"])).toEqual(new Set(cellApiNames));
  });

  it("gives every chapter's cells back as they were", () => {
    for (const name of folders) {
      const whole = chapter(name);
      expect(broughtBack("x.ts", writeScript(whole), whole)).toEqual(asItWas(whole));
    }
  });

  it("runs a chapter in Node", () => {
    const text = run(chapter(folders.find((name) => name.includes("gpt-3-5-line"))!));
    expect(text).toContain("── lineage");
    expect(text).toContain("text-davinci-003");
  });

  it("prints what cells show, in order, with tensors and inputs", () => {
    const { cells, ...about } = made(
      'import * as tf from "@tensorflow/tfjs";\nshow(tf.ones([2]).add(1), "sum");\nslider("rate", { min: 0, max: 1 }) * 4',
      "console.log('said');\nfor (let step = 1; step <= 3; step++) await progress({ step, steps: 3, loss: 1 / step });\n'end'",
      "const text: string = '40' + '2';\nPromise.resolve(text.length)",
    );
    cells[0]!.inputs = { rate: 0.25 };
    expect(run({ ...about, cells }).split("\n")).toEqual([
      "── cell-0",
      "sum",
      "Tensor [2] float32",
      "2 2",
      "rate = 0.25",
      "1",
      "",
      "── cell-1",
      "said",
      expect.stringMatching(/^step 3 of 3 {2}loss 0.33/),
      "end",
      "",
      "── cell-2",
      "3",
    ]);
  });

  it("means the nearest definition above, as the notebook does", () => {
    const text = run(
      made(
        'import { createRng } from "mini-rlhf/random";\nconst x = 1;\nfunction read() { return x; }\ncreateRng(1) !== null',
        'import { createRng, type Rng } from "mini-rlhf/random";\nconst rng: Rng | null = createRng(2);\nrng !== null',
        "const x = 2;\n[x, read()]",
        'import { createRng } from "mini-rlhf/random";\nimport { encodeSafetensors as encode } from "mini-rlhf/safetensors";\n' +
          "const x = 3;\n[x, read(), typeof createRng, typeof encode]",
        "const table = 5;",
        "table + x",
      ),
    );
    const values = text.split("\n").filter((line) => line !== "" && !line.startsWith("──"));
    expect(values).toEqual(["true", "true", "[2, 1]", '[3, 1, "function", "function"]', "8"]);
  });

  it("says of a cell that cannot be read that it cannot, and runs the others", () => {
    const broken = made("const = ;\n/* odd */ '*/'", "1 + 1");
    expect(run(broken)).toMatch(/── cell-1\n2$/);
    expect(sourcesIn("x.ts", writeScript(broken))).toEqual(broken.cells.map(({ source }) => source));
  });

  it("keeps texts that look like its own marks", () => {
    const sources = [
      '"/*+*/ x /*-*/"',
      "/*~ not ours ~*/ 1",
      "/*~~ nor this ~*/ 2",
      "// %% cell-0\n3",
      "// %%% x\n4",
      "/*++*/ 5 /*-*/",
      "const re = /a*\\//;\n= broken */ /*~",
    ];
    const { cells, ...about } = made(...sources);
    cells[0]!.inputs = { text: "*/ /*-*/ // %% x", list: [1, 0] };
    const back = readChapterFile("x.ts", writeScript({ ...about, cells }));
    expect(back.pieces.map(({ source }) => source)).toEqual(sources);
    expect(back.pieces[0]!.inputs).toEqual(cells[0]!.inputs);
  });

  it("is read again after it was edited, on Windows too", () => {
    const text = writeScript(made("1 + 1", "2 + 2")).replace("1 + 1", "1 + 2;\n3").replace(/\n/g, "\r\n");
    expect(sourcesIn("x.ts", `\uFEFF${text}`)[0]).toMatch(/^1 \+ 2;\n3/);
  });
});

describe("a notebook", () => {
  it("gives every chapter's cells back, and has its text between them", () => {
    for (const name of folders) {
      const { mdx, ...whole } = chapter(name);
      const { cells } = whole;
      const parts = chapterParts(mdx, whole.title);
      const text = writeNotebook(whole, parts);
      expect(broughtBack("x.ipynb", text, whole)).toEqual(asItWas(whole));
      const prose = parts.flatMap((part) => ("markdown" in part ? part.markdown : [])).join("\n");
      expect(prose, name).toMatch(/^# /);
      expect(prose.replace(/`[^`]*`|\$[^$]*\$/g, ""), name).not.toMatch(/<\/?[A-Z]\w*[\s/>]/);
      expect(parts.flatMap((part) => ("cell" in part ? part.cell : []))).toEqual(cells.map(({ id }) => id));
    }
  });

  it("refers to figures and equations as the page does", () => {
    const mdx =
      '<Ref to="equation-2" /> is in <Ref to="b" />.\n\n<Figure id="a" caption="One." />\n\n' +
      '<Figure id="b" caption="Two." />\n\nBy <Ref to="equation-1" />.\n';
    expect(chapterParts(mdx, "T", 5)).toEqual([
      { markdown: "# T" },
      { markdown: "Equation 2 is in Figure 5.2.\n\n*Figure 5.1: One.*\n\n*Figure 5.2: Two.*\n\nBy equation 1." },
    ]);
  });

  it("says what a folded question and a box are called on the page", () => {
    const mdx =
      '<Minute>\n\nAll of it.\n\n</Minute>\n\n<Recall title="Why?">\n\nSo.\n\n</Recall>\n\n' +
      "<ToyShows>\n\nLittle.\n\n</ToyShows>\n";
    expect(chapterParts(mdx, "T")).toEqual([
      { markdown: "# T" },
      {
        markdown: "**In one minute.** All of it.\n\n**Why?**\n\nSo.\n\n**What this toy can and cannot show.** Little.",
      },
    ]);
  });

  it("is valid nbformat 4.5", () => {
    const { cells, mdx, slug, title } = chapter(folders.find((name) => name.includes("ppo"))!);
    cells[0]!.inputs = { beta: 0.5 };
    const notebook = JSON.parse(writeNotebook({ cells, slug, title }, chapterParts(mdx, title))) as Notebook;
    expect(notebook).toMatchObject({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { kernelspec: { name: "deno", language: "typescript" } },
    });
    const ids = notebook.cells.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const cell of notebook.cells) {
      expect(cell.id).toMatch(/^[\w-]{1,64}$/);
      expect(Array.isArray(cell.source) && cell.source.every((line) => typeof line === "string")).toBe(true);
      const fields = ["cell_type", "id", "metadata", "source"];
      const more = cell.cell_type === "code" ? ["execution_count", "outputs"] : [];
      expect(Object.keys(cell).sort()).toEqual([...fields, ...more].sort());
    }
    expect(readChapterFile("x.ipynb", JSON.stringify(notebook)).pieces[0]!.inputs).toEqual({ beta: 0.5 });
  });
});

interface Notebook {
  cells: { id: string; cell_type: string; source: unknown }[];
}

describe("a file that is none of ours", () => {
  it.each([
    ["an empty one", ""],
    ["another script", "console.log(1);"],
    ["cut JSON", '{"cells": ['],
    ["another notebook", '{"cells":[{"cell_type":"code","source":["1"],"metadata":{}}],"nbformat":4}'],
    [
      "odd cells",
      '{"cells":[null,1,"x",{"metadata":{"mini-rlhf":5}},{"metadata":{"mini-rlhf":{"id":"a"}},"source":{}}]}',
    ],
    ["cells that are no list", '{"cells":{"length":3}}'],
    ["a huge one", " ".repeat(maxFileLength + 1)],
    ["bytes", "\u0000\u0001PK"],
  ])("%s is refused in words", (_, text) => {
    expect(() => placeFile("x.ts", text, { slug: "made", cells: [{ id: "tokens", texts: ["const x = 1;"] }] })).toThrow(
      FileProblem,
    );
  });
});

/**
 * Files that a reader has changed in another program: whatever was done to them, every line that the
 * reader wrote is in a cell, or is handed back as having no place.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FileProblem } from "../../src/chapter-files/file-piece.ts";
import { placePieces } from "../../src/chapter-files/place-pieces.ts";
import { readChapterFile } from "../../src/chapter-files/read-file.ts";
import { broughtBack, type Chapter, chapterIn, folders } from "./chapter.ts";

const chapters = folders.map(chapterIn);

interface JupyterCell {
  cell_type: string;
  id?: string;
  metadata: Record<string, unknown>;
  source: string | string[];
  outputs?: unknown[];
}

interface Notebook {
  cells: JupyterCell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

function notebookOf({ notebook }: Chapter): Notebook {
  return JSON.parse(notebook) as Notebook;
}

function textOf({ source }: JupyterCell): string {
  return Array.isArray(source) ? source.join("") : source;
}

/** Changes the code cells of a chapter's notebook and opens the result. */
function opened(chapter: Chapter, change: (cells: JupyterCell[], notebook: Notebook) => JupyterCell[]) {
  const notebook = notebookOf(chapter);
  notebook.cells = change(notebook.cells, notebook);
  return broughtBack("x.ipynb", JSON.stringify(notebook), chapter);
}

function asTheyWere({ cells }: Chapter) {
  return cells.map(({ id, source }) => ({ id, source }));
}

function split(
  cells: JupyterCell[],
  isCut: (line: string) => boolean,
  second: (cell: JupyterCell) => JupyterCell,
): JupyterCell[] {
  return cells.flatMap((cell) => {
    const lines = textOf(cell).split("\n");
    const at = lines.findIndex((line, index) => index > 0 && isCut(line));
    if (cell.cell_type !== "code" || cell.id === "prelude" || at < 0) return [cell];
    const [head, tail] = [lines.slice(0, at), lines.slice(at)].map((part) => part.join("\n").replace(/^\n+|\n+$/g, ""));
    return [{ ...cell, source: head! }, second({ ...cell, source: tail! })];
  });
}

const byRights = {
  "with the name of the first": (cell: JupyterCell) => ({ ...cell, id: "4f9b" }),
  "with no name": (cell: JupyterCell) => ({ ...cell, id: "4f9b", metadata: {} }),
};

describe("a notebook", () => {
  it.each(Object.entries(byRights))("with cells split in two, the second %s, comes back whole", (_, second) => {
    for (const chapter of chapters) {
      const { changes, leftOver } = opened(chapter, (cells) => split(cells, (line) => line === "", second));
      expect(leftOver, chapter.slug).toEqual([]);
      expect(changes, chapter.slug).toEqual(asTheyWere(chapter));
    }
  });

  it("cut at any line, with the line's end or without it, comes back whole", () => {
    const { cells } = notebookOf(chapters[0]!);
    const cell = cells.find(({ cell_type, id }) => cell_type === "code" && id !== "prelude")!;
    const lines = textOf(cell).split("\n");
    for (const end of ["", "\n"]) {
      for (const at of lines.keys()) {
        const halves = [lines.slice(0, at).join("\n") + end, lines.slice(at).join("\n")].map((source) => ({
          ...cell,
          source,
        }));
        const { changes, leftOver } = opened(chapters[0]!, (all) =>
          all.flatMap((one) => (one.id === cell.id ? halves : [one])),
        );
        expect(leftOver, `line ${at}`).toEqual([]);
        expect(changes, `line ${at}`).toEqual(asTheyWere(chapters[0]!));
      }
    }
  });

  it.each([
    ["\n\n", "JupyterLab"],
    ["\n", "VS Code"],
  ])("with neighbours merged by %j, as in %s, comes back whole", (gap) => {
    for (const chapter of chapters) {
      const { changes, leftOver, missing } = opened(chapter, (cells) => {
        const code = cells.filter(({ cell_type }) => cell_type === "code");
        const pairs = Array.from({ length: Math.ceil(code.length / 2) }, (_, at) => code.slice(2 * at, 2 * at + 2));
        return pairs.map(([first, ...more]) => ({ ...first!, source: [first!, ...more].map(textOf).join(gap) }));
      });
      expect({ leftOver, missing }, chapter.slug).toEqual({ leftOver: [], missing: [] });
      expect(changes, chapter.slug).toEqual(asTheyWere(chapter));
    }
  });

  it("merged into a single cell, without a name, comes back whole", () => {
    for (const chapter of chapters) {
      const { changes, leftOver } = opened(chapter, (cells) => {
        const source = cells
          .filter(({ cell_type }) => cell_type === "code")
          .map(textOf)
          .join("\n\n");
        return [{ cell_type: "code", metadata: {}, source }];
      });
      expect(leftOver, chapter.slug).toEqual([]);
      expect(changes, chapter.slug).toEqual(asTheyWere(chapter));
    }
  });

  it("stripped of metadata, of ids, in other versions of the format, comes back whole", () => {
    const bare = ({ cell_type, source }: JupyterCell): JupyterCell => ({ cell_type, metadata: {}, source });
    const ways: ((cells: JupyterCell[], notebook: Notebook) => JupyterCell[])[] = [
      (cells, notebook) => ((notebook.metadata = {}), cells.map((cell) => ({ ...cell, metadata: {} }))),
      (cells, notebook) => ((notebook.metadata = {}), cells.map(bare)),
      (cells) => cells.map((cell) => ({ ...cell, source: textOf(cell) })),
      (cells) => cells.map((cell) => ({ ...cell, source: textOf(cell).replace(/\n/g, "\r\n") })),
      (cells) => [...cells].reverse(),
      (cells) => cells.map((cell) => ({ ...bare(cell), metadata: { id: cell.id, colab: { base_uri: "x" } } })),
    ];
    for (const chapter of chapters) {
      for (const way of ways) {
        const { changes, leftOver } = opened(chapter, way);
        expect(
          leftOver.filter(({ kind }) => kind === "code"),
          chapter.slug,
        ).toEqual([]);
        expect(changes, chapter.slug).toEqual(asTheyWere(chapter));
      }
      const { cells } = notebookOf(chapter);
      const sheets = cells.map(({ source, ...cell }) =>
        cell.cell_type === "code" ? { ...cell, input: source } : { ...cell, source },
      );
      const old = JSON.stringify({ nbformat: 3, metadata: {}, worksheets: [{ cells: sheets }] });
      expect(broughtBack("x.ipynb", `\uFEFF${old}`, chapter).changes, chapter.slug).toEqual(asTheyWere(chapter));
    }
  });

  it("with a cell and a text of the reader's own hands both back, and takes edits", () => {
    for (const chapter of chapters) {
      const { changes, leftOver } = opened(chapter, (cells) => [
        { cell_type: "markdown", metadata: {}, source: "My own note" },
        ...cells.map((cell) =>
          cell.id === chapter.cells[0]!.id ? { ...cell, source: `${textOf(cell)}\nshow("mine");` } : cell,
        ),
        { cell_type: "code", metadata: {}, source: 'const mine = 5;\nconsole.log("of my own", mine);' },
      ]);
      expect(changes[0]!.source).toBe(`${chapter.cells[0]!.source}\nshow("mine");`);
      expect(changes.slice(1)).toEqual(asTheyWere(chapter).slice(1));
      expect(leftOver.map(({ text }) => text)).toEqual([
        "My own note",
        'const mine = 5;\nconsole.log("of my own", mine);',
      ]);
    }
  });

  it("with a second version of a cell takes the first, and hands the other back", () => {
    const chapter = chapters.find(({ slug }) => slug === "sft")!;
    const { changes, leftOver } = opened(chapter, (cells) =>
      cells.flatMap((cell) =>
        cell.id === chapter.cells[1]!.id ? [cell, { ...cell, source: `${textOf(cell)}\n// tried` }] : [cell],
      ),
    );
    expect(changes).toEqual(asTheyWere(chapter));
    expect(leftOver).toMatchObject([{ why: `Another version of the cell ${chapter.cells[1]!.id}`, kind: "code" }]);
  });
});

describe("a script", () => {
  it("whose marks are gone comes back whole", () => {
    for (const chapter of chapters) {
      const marks = [...chapter.script.matchAll(/^\/\/ %% .*\n/gm)];
      const without = (isGone: (at: number) => boolean) =>
        chapter.script.replace(/^\/\/ %% .*\n/gm, (mark) =>
          isGone(marks.findIndex(([one]) => one === mark)) ? "" : mark,
        );
      for (const isGone of [(at: number) => at % 3 === 1, (at: number) => at > 0]) {
        const { changes, leftOver } = broughtBack("x.ts", without(isGone), chapter);
        expect(leftOver, chapter.slug).toEqual([]);
        expect(
          changes.map(({ id, source }) => ({ id, source })),
          chapter.slug,
        ).toEqual(asTheyWere(chapter));
      }
    }
  });

  it("with code before the first mark, and under a mark of the reader's own, hands it back", () => {
    const chapter = chapters.find(({ slug }) => slug === "sft")!;
    const text = chapter.script.replace(
      "// %% ",
      "const early = 1;\n\n// %% my own cell\nconst own = early;\n\n// %% ",
    );
    const { changes, leftOver } = broughtBack("x.ts", text, chapter);
    expect(changes).toEqual(asTheyWere(chapter));
    expect(leftOver.map(({ why, text }) => [why, text])).toEqual([
      ["A cell without a name", "const early = 1;"],
      ["A cell called my own cell", "const own = early;"],
    ]);
  });
});

/** What people and programs do to the cells of a file; `at` and `more` say where. */
const deeds: Record<string, (cells: JupyterCell[], at: number, more: number, text: string) => void> = {
  split: (cells, at, more) => {
    const lines = textOf(cells[at]!).split("\n");
    const cut = 1 + (more % Math.max(1, lines.length - 1));
    cells.splice(
      at,
      1,
      { ...cells[at]!, source: lines.slice(0, cut).join("\n") },
      { ...cells[at]!, source: lines.slice(cut).join("\n") },
    );
  },
  merge: (cells, at) => {
    const next = cells[at + 1];
    if (next) cells.splice(at, 2, { ...cells[at]!, source: `${textOf(cells[at]!)}\n\n${textOf(next)}` });
  },
  move: (cells, at, more) => {
    const [cell] = cells.splice(at, 1);
    cells.splice(more % (cells.length + 1), 0, cell!);
  },
  add: (cells, at, _, text) => cells.splice(at, 0, { cell_type: "code", metadata: {}, source: text }),
  write: (cells, at, more, text) => {
    const lines = textOf(cells[at]!).split("\n");
    lines.splice(more % (lines.length + 1), 0, text);
    cells[at] = { ...cells[at]!, source: lines.join("\n") };
  },
  strip: (cells, at) => {
    const { id: _, ...cell } = cells[at]!;
    cells[at] = { ...cell, metadata: {} };
  },
  copy: (cells, at, more) => cells.splice(more % cells.length, 0, { ...cells[at]! }),
  remove: (cells, at) => cells.length > 1 && cells.splice(at, 1),
};

const deed = fc.tuple(
  fc.constantFrom(...Object.keys(deeds)),
  fc.nat(),
  fc.nat(),
  fc.constantFrom("const mine = 7;", "show('of mine'); // note", "}\n  ]", "/* what", ""),
);

describe("whatever was done to a notebook", () => {
  it("no line of it is lost, and none is made up", () => {
    fc.assert(
      fc.property(fc.constantFrom(...chapters), fc.array(deed, { maxLength: 12 }), (chapter, steps) => {
        const cells = notebookOf(chapter).cells.filter(({ cell_type, id }) => cell_type === "code" && id !== "prelude");
        for (const [name, at, more, text] of steps) deeds[name]!(cells, at % cells.length, more, text);
        const { pieces } = readChapterFile(
          "x.ipynb",
          JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }),
        );
        const { changes, leftOver } = placePieces(
          pieces,
          chapter.cells.map(({ id, source }) => ({ id, texts: [source] })),
        );
        const lines = (texts: string[]) =>
          texts
            .flatMap((text) => text.split("\n"))
            .filter((line) => line.trim() !== "")
            .sort();
        const found = [...changes.map(({ source }) => source!), ...leftOver.map(({ text }) => text)];
        expect(lines(found)).toEqual(lines(cells.map(textOf)));
        expect(new Set(changes.map(({ id }) => id)).size).toBe(changes.length);
      }),
      { numRuns: 60 },
    );
  });

  it("what was only moved and stripped of names comes back as it was", () => {
    const harmless = deed.filter(([name]) => name === "move" || name === "strip");
    fc.assert(
      fc.property(fc.constantFrom(...chapters), fc.array(harmless, { maxLength: 12 }), (chapter, steps) => {
        const { changes, leftOver } = opened(chapter, (all) => {
          const cells = all.filter(({ cell_type, id }) => cell_type === "code" && id !== "prelude");
          for (const [name, at, more, text] of steps) deeds[name]!(cells, at % cells.length, more, text);
          return cells;
        });
        expect(leftOver).toEqual([]);
        expect(changes).toEqual(asTheyWere(chapter));
      }),
      { numRuns: 30 },
    );
  });
});

describe("a hostile file", () => {
  const chapter = chapters.find(({ slug }) => slug === "gpt-basics")!;
  const spaces = " ".repeat(400_000);
  it.each([
    ["marks that only open", `// %% tokens\n${"/*+*/ /*~ ".repeat(100_000)}`],
    ["lines of spaces", `// %% tokens\n${spaces}x${spaces}\n${spaces}\n// %% a${spaces}b`],
    ["brackets without an end", `  // %% tokens\n  ${"([{`${".repeat(50_000)}`],
    ["inputs without an end", `// %% tokens\n/*+*/$cell("tokens", {${"[".repeat(100_000)}/*-*/`],
    ["deep JSON", `{"cells":${"[".repeat(100_000)}`],
    [
      "a thousand pieces of one cell",
      JSON.stringify({
        cells: Array.from({ length: 1000 }, () => ({
          cell_type: "code",
          source: chapter.cells[0]!.source,
          metadata: { "mini-rlhf": { id: "tokens" } },
        })),
      }),
    ],
    ["a million cells", JSON.stringify({ cells: Array.from({ length: 300_000 }, () => ({ source: "1" })) })],
    [
      "odd types",
      '{"cells":[{"cell_type":5,"source":[1,null,"x"],"metadata":[{"mini-rlhf":null}],"id":{}}],"metadata":"x"}',
    ],
  ])("of %s is read or refused at once", (_, text) => {
    let answer: unknown;
    try {
      answer = broughtBack("x.ts", text, chapter).changes.length;
    } catch (error) {
      answer = error;
    }
    expect(answer instanceof FileProblem || answer === 1).toBe(true);
  });
});

import { apiModule, type FileCell, type FileChapter } from "./chapter-script.ts";
import { cellApiNames } from "../notebook/cell-api/cell-api.ts";
import { hashText } from "../notebook/base/hash-text.ts";

/** A chapter's text between its cells, in Markdown, and the cells' places in it. */
export type ChapterPart = { markdown: string } | { cell: string };

/**
 * A chapter as a Jupyter notebook (nbformat 4.5) for Deno's kernel, which takes TypeScript, `await`
 * and imports as they are; to be opened inside the repository.
 */
export function writeNotebook(chapter: FileChapter, parts: ChapterPart[]): string {
  const { slug, title, cells } = chapter;
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const placed = new Set(parts.flatMap((part) => ("cell" in part ? part.cell : [])));
  const missing = cells.filter(({ id }) => !placed.has(id)).map(({ id }): ChapterPart => ({ cell: id }));
  const body = [...parts, ...missing].flatMap((part, index) => {
    if ("markdown" in part) return markdownCell(`text-${index}`, part.markdown);
    return byId.has(part.cell) ? codeCell(part.cell, byId.get(part.cell)!) : [];
  });
  const notebook = {
    cells: [...(startsWithTitle(parts) ? [] : [markdownCell("title", `# ${title}`)]), preludeCell(cells), ...body],
    metadata: {
      kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
      language_info: {
        file_extension: ".ts",
        mimetype: "text/x.typescript",
        name: "typescript",
        codemirror_mode: "typescript",
        pygments_lexer: "typescript",
        nbconvert_exporter: "script",
        version: "5.9",
      },
      "mini-rlhf": { chapter: slug },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

function startsWithTitle([first]: ChapterPart[]): boolean {
  return first !== undefined && "markdown" in first && /^# /.test(first.markdown);
}

/** Its hash tells the book's text from one that a reader has changed, whatever the book says by then. */
function markdownCell(id: string, text: string) {
  return { cell_type: "markdown", id, metadata: { "mini-rlhf": { text: hashText(text) } }, source: linesOf(text) };
}

function codeCell(id: string, { source, inputs }: FileCell) {
  const set = Object.keys(inputs).length > 0 ? { inputs } : {};
  return {
    cell_type: "code",
    execution_count: null,
    id,
    metadata: { "mini-rlhf": { id, ...set } },
    outputs: [],
    source: linesOf(source),
  };
}

/** Outside the book, a cell gets by import what it has there without one. */
function preludeCell(cells: FileCell[]) {
  const names = cellApiNames.filter((name) => name !== "console").join(", ");
  const inputs = Object.assign({}, ...cells.map((cell) => cell.inputs)) as object;
  const set = Object.keys(inputs).length > 0 ? `\nawait $cell("inputs", ${JSON.stringify(inputs)});` : "";
  const source = `import { ${names}${set ? ", $cell" : ""} } from "${apiModule}";${set}`;
  return {
    cell_type: "code",
    execution_count: null,
    id: "prelude",
    metadata: {},
    outputs: [],
    source: linesOf(source),
  };
}

/** As nbformat stores a text: its lines, each with its end. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** A cell as the book's page brings it. */
import cell from "../../../src/components/Cell.astro?markup";
import { hashText } from "../../../src/edits/hash-text.ts";
import { foldLabel, lineWords, topImports } from "../../../src/elements/base/import-lines.ts";
import { escapeHtml } from "../../../src/notebook/output/escape-html.ts";
import type { Output } from "../../../src/notebook/output/output.ts";
import { renderOutput } from "../../../src/notebook/output/render.ts";

interface CellOptions {
  id?: string;
  code?: string;
  /** what the book prints of it */
  printed?: Output[];
  /** about how long it ran */
  seconds?: number;
  /** its code is shown; the book folds most */
  open?: boolean;
  does?: string;
  /** its imports are one line */
  fold?: boolean;
}

export function cellMarkup({
  id = "one",
  code = "show(1);",
  printed,
  seconds,
  fold,
  open = true,
  does,
}: CellOptions = {}): string {
  const imports = fold ? topImports(code) : "";
  const [top, rest] = [imports, imports ? code.slice(imports.length + 1) : code].map(codeMarkup);
  return cell({
    ...{ id, text: code, printed, imports, top, rest, open, does },
    ...{ chapter: "01-chapter", frozen: printed && { seconds } },
    ...{ hashText, foldLabel, lineWords, renderOutput },
    link: (path: string) => `/${path}`,
    chapterSlug: (chapter: string) => chapter.replace(/^\d+-/, ""),
  });
}

export function textOutput(text: string): Output {
  return { kind: "text", text, level: "log" };
}

function codeMarkup(text: string): string {
  return `<pre><code>${escapeHtml(text)}</code></pre>`;
}

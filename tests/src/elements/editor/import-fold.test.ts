import { EditorView } from "@codemirror/view";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { foldImports, importFold, unfoldImports } from "../../../../src/elements/editor/import-fold.ts";

const code = 'import { a } from "x";\nimport { b } from "y";\nshow(a, b);';
const place = (doc: string, extensions = importFold()) => {
  document.body.replaceChildren();
  return new EditorView({ doc, extensions, parent: document.body });
};
const shown = () => [...document.querySelectorAll(".cm-line")].map((one) => one.textContent);

test("the imports at the top become a line, which opens by a click", async () => {
  const view = place(code);
  expect([foldImports(view), foldImports(view)]).toEqual([true, false]);
  expect(shown()).toEqual(["imports · 2 lines", "show(a, b);"]);
  await userEvent.click(page.getByText("imports · 2 lines"));
  expect(shown()).toHaveLength(3);
});

test("a cursor within goes below, and a place that is hidden unfolds", () => {
  const view = place(code);
  view.dispatch({ selection: { anchor: 3 } });
  foldImports(view);
  expect(view.state.selection.main.head).toBe(code.indexOf("\nshow"));
  expect([unfoldImports(view, 5), unfoldImports(view, 5)]).toEqual([true, false]);
});

test.each(["show(1);", 'import "one";\nshow(1);', ""])("there is nothing to fold in %j", (doc) => {
  expect(foldImports(place(doc))).toBe(false);
});

test("where the page does not fold, the editor does not", () => {
  expect(foldImports(place(code, []))).toBe(false);
});

import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { CellEditor } from "../../../../src/elements/cell/cell-editor.ts";
import type { EditorHost } from "../../../../src/elements/editor/editor-host.ts";
import "../../../../src/styles/cell.css";
import { cellMarkup } from "../cell-markup.ts";

/** CodeMirror, as far as the cell is concerned: it comes when the test says so. */
const live = vi.hoisted(() => ({ come: () => {}, opened: [] as unknown[][], made: 0 }));
vi.mock("../../../../src/elements/editor/live-editor.ts", async () => {
  await new Promise<void>((resolve) => (live.come = resolve));
  class LiveEditor {
    source: string;
    constructor(paper: HTMLElement, _: unknown, text: { source: string; selection: object; fold: unknown }) {
      live.made += 1;
      live.opened.push([text.source, text.selection, text.fold]);
      this.source = text.source;
      paper.append(Object.assign(document.createElement("input"), { className: "live" }));
    }
    focus() {
      document.querySelector<HTMLElement>(".live")!.focus();
    }
    markRun() {}
  }
  return { LiveEditor };
});

const host = { changed: vi.fn(), run: vi.fn(), runAndGoOn: vi.fn(), leave: vi.fn() };
let editor: CellEditor;

function place(options: Parameters<typeof cellMarkup>[0] = { code: "const a = 1;\nshow(a);" }): void {
  // The cell is wider than its text.
  document.body.innerHTML = `<main style="padding: 2rem">${cellMarkup(options)}</main>`;
  const element = document.querySelector<HTMLElement>("code-cell")!;
  const whole: EditorHost = { ...host, label: "Code of cell one", cellId: "one", element };
  editor = new CellEditor(element.querySelector<HTMLElement>(".cell-paper")!, whole);
}

beforeEach(() => {
  host.changed.mockReset();
  place();
});

const area = () => page.getByRole("textbox", { name: "Code of cell one" });

// In this order: once the editor has come, it opens at once.
describe("before the editor has come", () => {
  test("the text is written in a plain area", async () => {
    editor.open(0);
    await userEvent.keyboard("// why{Enter}");
    await expect.element(area()).toHaveValue("// why\nconst a = 1;\nshow(a);");
    expect([editor.source, editor.isEdited]).toEqual(["// why\nconst a = 1;\nshow(a);", true]);
    expect(host.changed).toHaveBeenCalled();
    expect(document.querySelector(".cell-paper pre")!.getAttribute("aria-hidden")).toBe("true");
  });

  test("opened twice, there is one area, with the cursor where it was asked for", () => {
    editor.open(3);
    editor.open(5);
    expect(area().elements()).toHaveLength(1);
    expect((area().element() as HTMLTextAreaElement).selectionStart).toBe(5);
  });

  test("a text from elsewhere is in the area, too, with lines that end as they should", async () => {
    editor.open();
    editor.source = "a\r\nb\rc";
    await expect.element(area()).toHaveValue("a\nb\nc");
    expect(host.changed).not.toHaveBeenCalled();
  });

  test("folded imports are not in it, until they are opened; the cursor stays in the text", async () => {
    const imports = 'import { a } from "x";\nimport { b } from "y";\n';
    place({ code: `${imports}show(a);`, fold: true });
    editor.open(imports.length + 2);
    await expect.element(area()).toHaveValue("show(a);");
    const field = area().element() as HTMLTextAreaElement;
    expect(field.selectionStart).toBe(2);
    document.querySelector("details")!.open = true;
    await expect.element(area()).toHaveValue(`${imports}show(a);`);
    expect(field.selectionStart).toBe(imports.length + 2);
  });

  test("a click opens it where it hit; a selection, and the fold, are left alone", async () => {
    const code = document.querySelector(".cell-paper code")!;
    getSelection()!.selectAllChildren(code);
    code.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    expect(area().elements()).toEqual([]);
    getSelection()!.removeAllRanges();
    const { left, top } = code.getBoundingClientRect();
    const at = { clientX: left + 1, clientY: top + 5, bubbles: true };
    code.dispatchEvent(new MouseEvent("click", at));
    await expect.element(area()).toHaveFocus();
    expect((area().element() as HTMLTextAreaElement).selectionStart).toBeLessThan(3);
  });
});

describe("when the editor comes", () => {
  test("it has the text and the selection as they are then, and the focus", async () => {
    editor.open(0);
    await userEvent.keyboard("x");
    (area().element() as HTMLTextAreaElement).setSelectionRange(1, 4, "backward");
    await expect.poll(() => (live.come(), live.made)).toBeGreaterThan(0);
    expect(live.opened.at(-1)!.slice(0, 2)).toEqual(["xconst a = 1;\nshow(a);", { anchor: 4, head: 1 }]);
    expect([area().elements(), document.activeElement?.className]).toEqual([[], "live"]);
  });

  test("it is there at once for the next cell", () => {
    const before = live.made;
    editor.open(4);
    editor.open();
    expect([live.made - before, live.opened.at(-1)![1]]).toEqual([1, { anchor: 4, head: 4 }]);
    editor.source = "other";
    expect([editor.source, editor.isEdited]).toEqual(["other", true]);
  });
});

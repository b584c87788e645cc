import { history } from "@codemirror/commands";
import { EditorView } from "@codemirror/view";
import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { TouchBar } from "../../../../src/elements/editor/touch-bar.ts";

const actions = { run: vi.fn(), format: vi.fn(), help: vi.fn() };
let view: EditorView;
let bar: TouchBar;
const press = (name: string) => userEvent.click(page.getByRole("button", { name }));
const toolbar = () => page.getByRole("toolbar", { name: "Keys for the code" });

function place(isTouch: boolean): void {
  view = new EditorView({ doc: "abc", extensions: history(), parent: document.body });
  vi.spyOn(globalThis, "matchMedia").mockReturnValue({ matches: isTouch } as MediaQueryList);
  bar = new TouchBar();
  bar.attach(view, actions);
  view.focus();
}

beforeEach(() => place(true));

test("a pair is put around what is selected, and the focus stays in the text", async () => {
  view.dispatch({ selection: { anchor: 0, head: 2 } });
  await press("Insert round brackets");
  expect([view.state.doc.toString(), view.hasFocus]).toEqual(["(ab)c", true]);
  await press("Undo");
  expect(view.state.doc.toString()).toBe("abc");
  await press("Redo");
  expect(view.state.doc.toString()).toBe("(ab)c");
});

test("lines go in and out", async () => {
  await press("Indent");
  expect(view.state.doc.toString()).toBe("  abc");
  await press("Outdent");
  expect(view.state.doc.toString()).toBe("abc");
});

test("the cell's own actions are there", async () => {
  for (const name of ["Run", "Format", "Keys"]) await press(name);
  expect(Object.values(actions).map((one) => one.mock.calls.length)).toEqual([1, 1, 1]);
});

test("it goes with its editor, not with another one", () => {
  vi.mocked(matchMedia).mockRestore();
  bar.detach(new EditorView());
  expect(toolbar().elements()).toHaveLength(1);
  bar.detach(view);
  expect(toolbar().elements()).toEqual([]);
  expect(bar.covers(document.body)).toBe(0);
});

test("a mouse needs none", () => {
  vi.mocked(matchMedia).mockRestore();
  document.body.replaceChildren();
  place(false);
  expect(toolbar().elements()).toEqual([]);
});

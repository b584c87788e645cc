import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { beforeEach, expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { keyHelp, keys } from "../../../../src/elements/editor/keys.ts";

const actions = {
  ...{ run: vi.fn(), runAndGoOn: vi.fn(), leave: vi.fn(), format: vi.fn() },
  ...{ explain: vi.fn(), showSignature: vi.fn(), help: vi.fn() },
};
let isInside = true;
let view: EditorView;
const text = () => view.state.doc.toString();

beforeEach(() => {
  isInside = true;
  for (const one of Object.values(actions)) one.mockReset();
  view = new EditorView({
    doc: "  ab",
    extensions: [EditorState.tabSize.of(2), keys({ ...actions, isInside: () => isInside })],
    parent: document.body,
    selection: { anchor: 4 },
  });
  document.body.append(document.createElement("button"));
  view.focus();
});

test.each([
  ["{Shift>}{Enter}{/Shift}", actions.runAndGoOn],
  ["{Control>}{Enter}{/Control}", actions.run],
  ["{Escape}", actions.leave],
  ["{Shift>}{Alt>}f{/Alt}{/Shift}", actions.format],
  ["{Control>}i{/Control}", actions.explain],
  ["{F1}", actions.help],
])("%s", async (pressed, action) => {
  await userEvent.keyboard(pressed);
  expect(action).toHaveBeenCalledOnce();
  expect(text()).toBe("  ab");
});

test("Tab indents who is inside, and moves on who is not", async () => {
  await userEvent.keyboard("{Tab}");
  expect([text(), view.hasFocus]).toEqual(["  ab  ", true]);
  isInside = false;
  await userEvent.keyboard("{Tab}");
  expect([text(), document.activeElement?.localName]).toEqual(["  ab  ", "button"]);
});

test("at the beginning of a line Tab indents the line, and Shift-Tab takes it back", async () => {
  view.dispatch({ selection: { anchor: 1 } });
  await userEvent.keyboard("{Tab}");
  expect(text()).toBe("    ab");
  await userEvent.keyboard("{Shift>}{Tab}{/Shift}");
  expect(text()).toBe("  ab");
});

test("every key of the help has its words", () => {
  for (const [key, words] of keyHelp) expect([key, words].every(Boolean)).toBe(true);
});

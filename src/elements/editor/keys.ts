import { acceptCompletion, closeBracketsKeymap, completionStatus } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { nextDiagnostic, previousDiagnostic } from "@codemirror/lint";
import { searchKeymap } from "@codemirror/search";
import { type Extension, Prec } from "@codemirror/state";
import { type EditorView, type KeyBinding, keymap } from "@codemirror/view";
import { foldImports, unfoldImports } from "./import-fold.ts";

/** What a key can ask for besides editing. */
export interface KeyActions {
  run(): void;
  runAndGoOn(): void;
  leave(): void;
  format(): void;
  explain(): void;
  showSignature(): void;
  help(): void;
  /** whether the reader has typed or clicked inside: only then Tab is theirs */
  isInside(): boolean;
}

/** For the help dialog; Mod is Cmd on a Mac and Ctrl elsewhere. */
export const keyHelp: readonly (readonly [keys: string, what: string])[] = [
  ["Shift-Enter", "run, and on to the next cell"],
  ["Mod-Enter", "run"],
  ["Esc", "leave the text; Enter comes back"],
  ["Tab, Shift-Tab", "indent and outdent, once you have typed or clicked in the text"],
  ["Mod-/", "comment lines, or make them code again"],
  ["Shift-Alt-F", "format"],
  ["Ctrl-Space", "complete"],
  ["Mod-I", "explain the name at the cursor"],
  ["Ctrl-Shift-Space", "show the parameters of the call"],
  ["F8, Shift-F8", "to the next or previous problem"],
  ["Mod-F", "search and replace in this cell"],
  ["Ctrl-Shift-[, Ctrl-Shift-]", "fold the imports at the top, where the page does, and unfold"],
  ["Mod-Z, Mod-Shift-Z", "undo, redo"],
  ["Alt-Up, Alt-Down", "move the line"],
  ["F1", "this help"],
];

export function keys(actions: KeyActions): Extension {
  return [
    history(),
    Prec.high(keymap.of(ownKeys(actions))),
    keymap.of([...closeBracketsKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
  ];
}

function ownKeys(actions: KeyActions): KeyBinding[] {
  const always = (act: () => void) => () => {
    act();
    return true;
  };
  const inside = (command: (view: EditorView) => boolean) => (view: EditorView) => actions.isInside() && command(view);
  return [
    { key: "Shift-Enter", run: always(actions.runAndGoOn) },
    { key: "Mod-Enter", run: always(actions.run) },
    { key: "Ctrl-Enter", run: always(actions.run) },
    { key: "Escape", run: (view) => !isCompleting(view) && always(actions.leave)() },
    { key: "Tab", run: acceptCompletion },
    { key: "Tab", run: inside(insertIndent), shift: inside(indentLess) },
    { key: "Shift-Alt-f", run: always(actions.format), preventDefault: true },
    { key: "Mod-i", run: always(actions.explain), preventDefault: true },
    { key: "Ctrl-Shift-[", run: foldImports, preventDefault: true },
    { key: "Ctrl-Shift-]", run: (view) => unfoldImports(view), preventDefault: true },
    { key: "Ctrl-Shift-Space", run: always(actions.showSignature), preventDefault: true },
    { key: "F8", run: nextDiagnostic, shift: previousDiagnostic },
    { key: "F1", run: always(actions.help), preventDefault: true },
  ];
}

function isCompleting({ state }: EditorView): boolean {
  return completionStatus(state) === "active";
}

/** Indents whole lines; without a selection, moves the text at the cursor to the next stop. */
function insertIndent(view: EditorView): boolean {
  const { state } = view;
  const { main } = state.selection;
  if (!main.empty) return indentMore(view);
  const line = state.doc.lineAt(main.head);
  if (/^\s*$/.test(line.text.slice(0, main.head - line.from)) && /\S/.test(line.text)) return indentMore(view);
  const width = state.tabSize - ((main.head - line.from) % state.tabSize);
  view.dispatch(state.replaceSelection(" ".repeat(width)), { userEvent: "input.indent" });
  return true;
}

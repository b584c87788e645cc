/** What the types say about a place in the text: on hover, at the cursor, within a call. */
import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { EditorView, hoverTooltip, showTooltip, type Tooltip, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { explanation, signatureHelp } from "./explanation.ts";
import { language } from "./language.ts";

type Kind = "signature" | "name";
type Hint = Tooltip & { kind: Kind };

const setHint = StateEffect.define<Hint | null>();

const hintField = StateField.define<Hint | null>({
  create: () => null,
  update(hint, { effects, changes, docChanged, selection }) {
    for (const effect of effects) if (effect.is(setHint)) return effect.value;
    if (hint?.kind === "name" && (docChanged || selection)) return null;
    return hint && { ...hint, pos: changes.mapPos(hint.pos) };
  },
  provide: (field) => showTooltip.from(field),
});

export function hints(cell: string): Extension {
  return [hintField, hover(cell), ViewPlugin.define((view) => new CallWatch(view, cell))];
}

/** Takes the hint away. @returns whether there was one */
export function dismissHint(view: EditorView): boolean {
  if (!view.state.field(hintField, false)) return false;
  view.dispatch({ effects: setHint.of(null) });
  return true;
}

/** The type of what the cursor is at; @returns it as a text, for who cannot see the hint */
export async function explainAtCursor(view: EditorView, cell: string): Promise<string | null> {
  const { head } = view.state.selection.main;
  const found = await language.ask("hover", cell, head);
  if (!found || view.state.selection.main.head !== head) return null;
  show(view, { kind: "name", pos: found.from, dom: explanation(found) });
  return [found.code, found.doc].filter(Boolean).join(". ");
}

/** The parameters of the call that the cursor is in. */
export async function showSignature(view: EditorView, cell: string): Promise<string | null> {
  const { head } = view.state.selection.main;
  const found = await language.ask("signature", cell, head);
  if (view.state.selection.main.head !== head) return null;
  if (!found) {
    if (view.state.field(hintField, false)?.kind === "signature") dismissHint(view);
    return null;
  }
  show(view, { kind: "signature", pos: head, dom: signatureHelp(found) });
  return found.parameters[found.active] ?? null;
}

function show(view: EditorView, { kind, pos, dom }: { kind: Kind; pos: number; dom: HTMLElement }): void {
  dom.classList.add("cell-tip");
  view.dispatch({ effects: setHint.of({ kind, pos, above: true, create: () => ({ dom }) }) });
}

function hover(cell: string): Extension {
  return hoverTooltip(async (_view, pos) => {
    const found = await language.ask("hover", cell, pos);
    if (!found || found.code === "any") return null;
    const dom = explanation(found);
    dom.classList.add("cell-tip");
    return { pos: found.from, end: found.to, above: true, create: () => ({ dom }) };
  });
}

/** Asks again for the parameters while the reader writes a call. */
class CallWatch {
  readonly #view: EditorView;
  readonly #cell: string;

  constructor(view: EditorView, cell: string) {
    this.#view = view;
    this.#cell = cell;
  }

  update({ state, transactions, docChanged, selectionSet }: ViewUpdate): void {
    if (!docChanged && !selectionSet) return;
    const isOpen = state.field(hintField, false)?.kind === "signature";
    const { head } = state.selection.main;
    const isTyped = docChanged && transactions.some((one) => one.isUserEvent("input.type"));
    const opens = isTyped && /^(?:[(,]|\(\))$/.test(state.sliceDoc(head - 1, head));
    if (isOpen || opens) queueMicrotask(() => void showSignature(this.#view, this.#cell));
  }
}

/** The imports at a text's top as one line, as the page shows them before it is edited. */
import { codeFolding, foldedRanges, foldEffect, unfoldEffect } from "@codemirror/language";
import { type EditorState, type Extension, Facet } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import { foldLabel, topImports } from "../base/import-lines.ts";

/** Imports further down than this are no longer a top. */
const longestTop = 10_000;

export function importFold(): Extension {
  return [
    canFold.of(true),
    codeFolding({
      preparePlaceholder: (state, { from, to }) => foldLabel(state.sliceDoc(from, to)),
      placeholderDOM: (_view, unfold, label: string) => placeholder(label, unfold),
    }),
    EditorView.decorations.of(openMark),
  ];
}

const canFold = Facet.define<boolean, boolean>({ combine: (given) => given.includes(true) });

/** @returns whether there was anything to fold */
export function foldImports(view: EditorView): boolean {
  const to = view.state.facet(canFold) ? importsEnd(view.state) : 0;
  if (to === 0 || isFolded(view.state)) return false;
  // A cursor within would open it again.
  const { head } = view.state.selection.main;
  const selection = head < to ? { selection: { anchor: to } } : {};
  view.dispatch({ ...selection, effects: foldEffect.of({ from: 0, to }) });
  return true;
}

/** Unfolds what hides `place`. @returns whether anything did */
export function unfoldImports(view: EditorView, place = 0): boolean {
  const effects: ReturnType<typeof unfoldEffect.of>[] = [];
  foldedRanges(view.state).between(place, place, (from, to) => void effects.push(unfoldEffect.of({ from, to })));
  if (effects.length > 0) view.dispatch({ effects });
  return effects.length > 0;
}

function isFolded(state: EditorState): boolean {
  return foldedRanges(state).size > 0;
}

function importsEnd(state: EditorState): number {
  return topImports(state.sliceDoc(0, longestTop)).length;
}

function placeholder(label: string, unfold: (event: Event) => void): HTMLElement {
  const element = document.createElement("span");
  element.className = "cell-fold-label";
  element.textContent = label;
  element.title = "Unfold";
  element.onclick = unfold;
  return element;
}

/** Where the imports can be folded, a mark before the first of them. */
class OpenMark extends WidgetType {
  override eq(): boolean {
    return true;
  }

  override toDOM(view: EditorView): HTMLElement {
    const element = document.createElement("span");
    element.className = "cell-fold-mark";
    element.title = "Fold the imports";
    element.ariaHidden = "true";
    element.onmousedown = (event) => {
      event.preventDefault();
      foldImports(view);
    };
    return element;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

const mark = Decoration.set(Decoration.widget({ widget: new OpenMark(), side: -1 }).range(0));

function openMark({ state }: EditorView): DecorationSet {
  return isFolded(state) || importsEnd(state) === 0 ? Decoration.none : mark;
}

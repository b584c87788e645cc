/**
 * The colours of the code: first those that the page already shows, moved along with the text;
 * then, once it is here, Shiki's own, a few milliseconds at a time.
 */
import { RangeSetBuilder, StateEffect, StateField, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { LineTokens, type LineTokenizer, type Token } from "./line-tokens.ts";

const setColours = StateEffect.define<DecorationSet>();

const sliceMs = 12;
/** Longer texts are not the book's; their end stays plain. */
const mostLines = 5000;

let tokenizer: Promise<LineTokenizer<unknown>> | null = null;

/** Shiki and its grammar, loaded with the first editor. */
function loadTokenizer(): Promise<LineTokenizer<unknown>> {
  tokenizer ??= import("./shiki-tokenizer.ts").then(
    (module) => module.createShikiTokenizer() as LineTokenizer<unknown>,
  );
  tokenizer.catch(() => (tokenizer = null));
  return tokenizer;
}

/** @param painted the tokens of the text as the page has coloured it */
export function colours(painted: readonly Token[]) {
  const field = StateField.define<DecorationSet>({
    create: ({ doc }) => decorations(painted.filter(({ to }) => to <= doc.length)),
    update(before, transaction) {
      const fresh = transaction.effects.findLast((effect) => effect.is(setColours));
      return fresh ? fresh.value : before.map(transaction.changes);
    },
    provide: (one) => EditorView.decorations.from(one),
  });
  return [field, ViewPlugin.fromClass(Colouring)];
}

class Colouring {
  readonly #view: EditorView;
  #lines: LineTokens<unknown> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(view: EditorView) {
    this.#view = view;
    loadTokenizer().then(
      (loaded) => {
        this.#lines = new LineTokens(loaded);
        this.#later(0);
      },
      () => {}, // Without a network the colours stay as they are.
    );
  }

  update({ docChanged, changes, startState, state }: ViewUpdate): void {
    if (!docChanged || !this.#lines) return;
    changes.iterChangedRanges((fromA, toA, fromB, toB) => {
      const first = state.doc.lineAt(fromB).number;
      const removed = startState.doc.lineAt(toA).number - startState.doc.lineAt(fromA).number + 1;
      this.#lines!.replace(first - 1, removed, state.doc.lineAt(toB).number - first + 1);
    });
    // An update may not start another one; this one is still before the next frame.
    queueMicrotask(() => this.#colour());
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#lines = null;
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#colour(), ms);
  }

  #colour(): void {
    if (!this.#lines) return;
    clearTimeout(this.#timer);
    const { doc } = this.#view.state;
    const end = Math.min(doc.lines, mostLines);
    const deadline = performance.now() + sliceMs;
    const lineAt = (index: number): string => doc.line(index + 1).text;
    const count = this.#lines.read(lineAt, end, () => performance.now() > deadline);
    if (count < end) return this.#later(1);
    const tokens = documentTokens(doc, end, this.#lines);
    this.#view.dispatch({ effects: setColours.of(decorations(tokens)) });
  }
}

function documentTokens(doc: Text, end: number, lines: LineTokens<unknown>): Token[] {
  return Array.from({ length: end }, (_, index) => {
    const { from } = doc.line(index + 1);
    return lines.tokens(index).map((one) => ({ ...one, from: one.from + from, to: one.to + from }));
  }).flat();
}

const marks = new Map<string, Decoration>();

function decorations(tokens: readonly Token[]): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to, name } of tokens) {
    let mark = marks.get(name);
    if (!mark) marks.set(name, (mark = Decoration.mark({ class: name })));
    builder.add(from, to, mark);
  }
  return builder.finish();
}

import {
  autocompletion,
  type Completion as Option,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Completion, Completions } from "../../editor/language-api.ts";
import { explanation } from "./explanation.ts";
import { language } from "./language.ts";

/** Names from this cell, the cells above, the core and the language. */
export function completion(cell: string): Extension {
  return autocompletion({
    override: [(context) => complete(cell, context)],
    icons: false,
    maxRenderedOptions: 60,
  });
}

async function complete(cell: string, context: CompletionContext): Promise<CompletionResult | null> {
  const { pos, explicit } = context;
  if (!explicit && !context.matchBefore(/[\w$]$|\.$|\bfrom ["'][^"']*$/)) return null;
  const found = await language.ask("complete", cell, pos);
  if (!found || context.aborted) return null;
  return {
    from: found.from,
    options: found.items.map((item) => option(cell, pos, found, item)),
    validFor: /^[\w$]*$/,
  };
}

function option(cell: string, offset: number, { from }: Completions, item: Completion): Option {
  const { label, kind, module, rank } = item;
  return {
    label,
    type: kind,
    detail: module ?? detail(kind),
    boost: 20 - rank,
    info: async () => {
      const more = await language.ask("describe", cell, offset, label, module ?? null);
      return more && explanation(more);
    },
    apply: (view, chosen, _from, to) => apply(view, chosen, item, from, to),
  };
}

function detail(kind: string): string {
  return /^(?:keyword|module)$/.test(kind) ? "" : kind;
}

/** Writes the name, and at the top the import that it needs. */
function apply(view: EditorView, chosen: Option, { label, edit }: Completion, from: number, to: number): void {
  const changes = view.state.changes([{ from, to, insert: label }, ...(edit && edit.to <= from ? [edit] : [])]);
  view.dispatch({
    changes,
    selection: { anchor: changes.mapPos(to, 1) },
    annotations: pickedCompletion.of(chosen),
    userEvent: "input.complete",
    scrollIntoView: true,
  });
}

/** TypeScript's language service for the cells of one page. It knows no worker and no editor. */
import ts from "typescript";
import { cellPath, type CellFile, type EditorCell } from "./cell-files.ts";
import { importEdit, ModuleNames } from "./module-names.ts";
import type {
  Completion,
  Completions,
  Described,
  LanguageApi,
  Problem,
  Signature,
  Span,
  TextEdit,
} from "./language-api.ts";
import { LanguageHost } from "./language-host.ts";
import type { TypePack } from "./type-pack.ts";

const format: ts.FormatCodeSettings = {
  ...ts.getDefaultFormatCodeSettings("\n"),
  indentSize: 2,
  tabSize: 2,
  semicolons: ts.SemicolonPreference.Insert,
};

const preferences: ts.UserPreferences = { includeCompletionsWithInsertText: true };

export class CellLanguage implements LanguageApi {
  readonly #host: LanguageHost;
  readonly #service: ts.LanguageService;
  readonly #names: ModuleNames;

  constructor(pack: TypePack) {
    this.#host = new LanguageHost(pack);
    this.#service = ts.createLanguageService(this.#host);
    this.#names = new ModuleNames(pack.modules, (name) => this.#host.moduleFile(name));
  }

  setCells(cells: readonly EditorCell[]): void {
    this.#host.setCells(cells);
  }

  complete(cell: string, offset: number): Completions | null {
    const file = this.#cell(cell);
    const at = file.start + offset;
    const inPath = this.#modulePath(file, at);
    if (inPath) return inPath;
    const found = this.#service.getCompletionsAtPosition(file.path, at, preferences);
    const word = /[\w$]*$/.exec(file.text.slice(file.start, at))![0];
    const own = (found?.entries ?? []).flatMap((entry) => completion(entry));

    const others = found?.isGlobalCompletion ? this.#importable(file, own, word) : [];
    if (own.length + others.length === 0) return null;
    return { from: offset - word.length, items: [...own, ...others] };
  }

  describe(cell: string, offset: number, name: string, module: string | null): Described | null {
    const file = this.#cell(cell);
    if (module) return this.#names.describe(this.#program(), module, name);
    const at = file.start + offset;
    const details = this.#service.getCompletionEntryDetails(
      file.path,
      at,
      name,
      undefined,
      undefined,
      preferences,
      undefined,
    );
    return details ? { code: text(details.displayParts), doc: text(details.documentation) } : null;
  }

  hover(cell: string, offset: number): (Described & Span) | null {
    const file = this.#cell(cell);
    const info = this.#service.getQuickInfoAtPosition(file.path, file.start + offset, 2000);
    const span = info && within(file, info.textSpan);
    if (!span) return null;
    const code = text(info.displayParts).replace(/^\(alias\) ([\s\S]*?)\nimport [^\n]*$/, "$1");
    return { ...span, code, doc: text(info.documentation) };
  }

  signature(cell: string, offset: number): Signature | null {
    const file = this.#cell(cell);
    const help = this.#service.getSignatureHelpItems(file.path, file.start + offset, undefined);
    const item = help?.items[help.selectedItemIndex];
    if (!help || !item) return null;
    return {
      head: text(item.prefixDisplayParts),
      parameters: item.parameters.map(({ displayParts }) => text(displayParts)),
      tail: text(item.suffixDisplayParts),
      active: Math.min(help.argumentIndex, item.parameters.length - 1),
      doc: text(item.parameters[help.argumentIndex]?.documentation) || text(item.documentation),
      overloads: help.items.length,
    };
  }

  problems(cell: string): Problem[] {
    const file = this.#cell(cell);
    const found = [
      ...this.#service.getSyntacticDiagnostics(file.path),
      ...this.#service.getSemanticDiagnostics(file.path),
    ];
    return found.flatMap(({ start = 0, length = 0, messageText, code }) => {
      const span = within(file, { start, length });
      return span ? [{ ...span, code, message: ts.flattenDiagnosticMessageText(messageText, "\n") }] : [];
    });
  }

  format(cell: string): TextEdit[] {
    const file = this.#cell(cell);
    // Semicolons are another matter at the end of the text than before what the page adds.
    const edits = this.#service.getFormattingEditsForRange(file.path, file.start, file.end, format);
    return edits.flatMap(({ span, newText }) => {
      const inside = within(file, span);
      return inside ? [{ ...inside, insert: newText }] : [];
    });
  }

  #cell(id: string): CellFile {
    const file = this.#host.cell(cellPath(id));
    if (!file) throw new Error(`The editor's worker knows no cell "${id}".`);
    return file;
  }

  #program(): ts.Program {
    return this.#service.getProgram()!;
  }

  /** What can be imported, where a module's name is being written. */
  #modulePath(file: CellFile, at: number): Completions | null {
    const line = file.text.slice(file.text.lastIndexOf("\n", at - 1) + 1, at);
    const open = /(?:\bfrom|\bimport)\s*\(?\s*(["'])([^"']*)$/.exec(line);
    if (!open) return null;
    const from = at - file.start - open[2]!.length;
    const items = this.#host.modules.map((label) => ({ label, kind: "module", rank: 11 }));
    return { from, items };
  }

  /** Names of the core that are not in scope; choosing one adds its import. */
  #importable(file: CellFile, own: Completion[], word: string): Completion[] {
    if (word.length === 0) return [];
    const taken = new Set(own.map(({ label }) => label));
    const source = file.text.slice(file.start, file.end);
    return this.#names
      .all(this.#program())
      .filter(({ name }) => name.startsWith(word[0]!) && !taken.has(name))
      .map(({ name, module, kind }) => {
        return { label: name, kind, rank: 16, module, edit: importEdit(source, name, module) };
      });
  }
}

function completion({ name, kind, sortText, insertText, source }: ts.CompletionEntry): Completion[] {
  const isPlain = !source && (insertText ?? name) === name;
  return isPlain ? [{ label: name, kind, rank: Number.parseInt(sortText, 10) || 11 }] : [];
}

/** A span of the file as one of the reader's text, unless it reaches out of it. */
function within({ start, end }: CellFile, span: ts.TextSpan): Span | null {
  if (span.start < start || span.start > end) return null;
  return { from: span.start - start, to: Math.min(span.start + span.length, end) - start };
}

function text(parts: ts.SymbolDisplayPart[] | undefined): string {
  return ts.displayPartsToString(parts).trim();
}

/** What the editor's worker may answer (language-api.ts); it reads whatever a reader or a link has typed. */
import {
  count,
  fitting,
  list,
  number,
  nullable,
  optional,
  record,
  type Schema,
  text,
} from "../notebook/base/schema.ts";
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

const line = text(2000);
const words = text(100_000);
const span = { from: count, to: count };
const edit = forward(record<TextEdit>({ ...span, insert: words }));

function forward<T extends Span>(schema: Schema<T>): Schema<T> {
  return fitting(schema, "its end behind its beginning", ({ from, to }) => from <= to);
}

const completion = record<Completion>({
  label: line,
  kind: line,
  rank: number,
  module: optional(line),
  edit: optional(edit),
});

const signature = record<Signature>({
  head: words,
  parameters: list(words, 1000),
  tail: words,
  active: number,
  doc: words,
  overloads: count,
});

/** By question. */
export const answerSchemas: { [Method in keyof LanguageApi]: Schema<ReturnType<LanguageApi[Method]>> } = {
  complete: nullable(record<Completions>({ from: number, items: list(completion, 50_000) })),
  describe: nullable(record<Described>({ code: words, doc: words })),
  hover: nullable(forward(record<Described & Span>({ ...span, code: words, doc: words }))),
  signature: nullable(signature),
  problems: list(forward(record<Problem>({ ...span, message: words, code: number })), 10_000),
  format: list(edit, 100_000),
};

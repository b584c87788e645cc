/** What the page asks the editor's worker; offsets count from the beginning of a cell's text. */
export interface LanguageApi {
  complete(cell: string, offset: number): Completions | null;
  /** More on one completion, when it is selected. */
  describe(cell: string, offset: number, name: string, module: string | null): Described | null;
  hover(cell: string, offset: number): (Described & Span) | null;
  signature(cell: string, offset: number): Signature | null;
  problems(cell: string): Problem[];
  /** The edits that set a cell's text in order. */
  format(cell: string): TextEdit[];
}

export interface Span {
  from: number;
  to: number;
}

export interface Completions {
  /** where the word begins that a completion replaces */
  from: number;
  items: Completion[];
}

export interface Completion {
  label: string;
  kind: string;
  /** smaller is nearer; see TypeScript's sortText */
  rank: number;
  /** the module it comes from, where choosing it adds an import */
  module?: string;
  /** the edit that adds that import */
  edit?: TextEdit;
}

export interface Described {
  /** TypeScript: a declaration or a type */
  code: string;
  doc: string;
}

export interface Signature {
  /** what stands before, between and after the parameters */
  head: string;
  parameters: string[];
  tail: string;
  /** which parameter is being written */
  active: number;
  doc: string;
  /** of how many overloads this is one */
  overloads: number;
}

export interface Problem extends Span {
  message: string;
  /** TypeScript's number of the error */
  code: number;
}

export interface TextEdit extends Span {
  insert: string;
}

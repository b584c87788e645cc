/** A coloured piece of a text or of a line. */
export interface Token {
  from: number;
  to: number;
  /** its class */
  name: string;
}

/** Reads a line; what it is within (a comment, a template) is in the states before and after. */
export interface LineTokenizer<State> {
  tokenize(line: string, before: State | undefined): { tokens: Token[]; after: State };
  isSame(a: State | undefined, b: State | undefined): boolean;
}

interface Line<State> {
  text: string;
  before: State | undefined;
  after: State;
  tokens: Token[];
}

/** Longer lines are data, and would take long. */
const longestLine = 2000;

/** The tokens of a text's lines, read again only where the text or what is above it has changed. */
export class LineTokens<State> {
  readonly #tokenizer: LineTokenizer<State>;
  #lines: (Line<State> | undefined)[] = [];

  constructor(tokenizer: LineTokenizer<State>) {
    this.#tokenizer = tokenizer;
  }

  /** Lines `first` to `first + removed` have become `added` others; lines count from 0. */
  replace(first: number, removed: number, added: number): void {
    this.#lines.splice(first, removed, ...new Array<undefined>(added));
  }

  /** Reads lines from the top up to number `end`, or until time is up. @returns how many it has */
  read(lineAt: (index: number) => string, end: number, isLate: () => boolean): number {
    let before: State | undefined;
    for (let index = 0; index < end; index++) {
      const text = lineAt(index);
      const known = this.#lines[index];
      const holds = known?.text === text && this.#tokenizer.isSame(known.before, before);
      if (!holds && isLate()) return index;
      before = (holds ? known : this.#readLine(index, text, before))?.after;
    }
    return end;
  }

  tokens(index: number): readonly Token[] {
    return this.#lines[index]?.tokens ?? [];
  }

  #readLine(index: number, text: string, before: State | undefined): Line<State> {
    const isLong = text.length > longestLine;
    const { tokens, after } = this.#tokenizer.tokenize(isLong ? "" : text, before);
    return (this.#lines[index] = { text, before, after, tokens });
  }
}

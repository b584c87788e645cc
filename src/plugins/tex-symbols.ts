/**
 * Finds the symbols of a TeX formula in a table of what symbols mean, the longest first: `x_{<t}`
 * is one symbol if the table has it, and otherwise `x` with an index `t`. What looks like a symbol
 * and is not in the table is returned as unexplained.
 */

interface Token {
  /** as it is compared: without the braces of `_{t}` and without spaces */
  text: string;
  start: number;
  end: number;
}

export interface Explained {
  /** the formula, with \htmlData{sym=3}{...} around the symbol that is number 3 of the table */
  tex: string;
  /** numbers of the symbols in it, in order of appearance */
  symbols: number[];
  unexplained: string[];
}

/** Commands that arrange or relate, and carry no meaning of their own that a table could give. */
const STRUCTURE = new Set(
  (
    "frac dfrac tfrac binom sqrt left right big Big bigl bigr Bigl Bigr biggl biggr middle " +
    "cdot cdots dots ldots times approx le leq ge geq ne in to sim mid quad qquad pm cup subset " +
    "propto infty Rightarrow rightarrow ne succ prec lt gt lvert rvert Vert parallel bar hat tilde begin end"
  ).split(" "),
);

/** Their argument is words and no symbols. */
const WORDS = new Set(["text", "textbf", "tag", "begin", "end", "hspace"]);

/** Their argument makes one symbol. */
const ALPHABETS = new Set(["mathrm", "mathbb", "mathcal", "mathbf", "operatorname"]);

/** Their limits would move if they were wrapped. */
const WITH_LIMITS = new Set(["\\sum", "\\prod", "\\min", "\\max"]);

export function explainSymbols(tex: string, table: readonly string[]): Explained {
  const keys = table
    .map((symbol, number) => ({ number, tokens: tokenize(symbol).map(({ text }) => text) }))
    .sort((a, b) => b.tokens.length - a.tokens.length);
  const tokens = tokenize(tex);
  const symbols = new Set<number>();
  const unexplained: string[] = [];
  let result = "";
  let copied = 0;
  for (let i = 0; i < tokens.length;) {
    const key = keys.find((one) => one.tokens.every((text, k) => tokens[i + k]?.text === text));
    if (!key) {
      if (isSymbol(tokens[i]!.text)) unexplained.push(tokens[i]!.text);
      i += 1;
      continue;
    }
    const [first, last] = [tokens[i]!, tokens[i + key.tokens.length - 1]!];
    symbols.add(key.number);
    if (!WITH_LIMITS.has(first.text)) {
      const wrapped = `\\htmlData{sym=${key.number}}{${tex.slice(first.start, last.end)}}`;
      const isScript = ["_", "^"].includes(tokens[i - 1]?.text ?? "");
      result += tex.slice(copied, first.start) + (isScript ? `{${wrapped}}` : wrapped);
      copied = last.end;
    }
    i += key.tokens.length;
  }
  return { tex: result + tex.slice(copied), symbols: [...symbols], unexplained };
}

/** Takes the marks out again, for the TeX that readers copy. */
export function withoutMarks(tex: string): string {
  let plain = tex;
  for (;;) {
    const mark = /\\htmlData\{sym=\d+\}\{/.exec(plain);
    if (!mark) return plain;
    const open = mark.index + mark[0].length - 1;
    const close = closingBrace(plain, open);
    plain = plain.slice(0, mark.index) + plain.slice(open + 1, close) + plain.slice(close + 1);
  }
}

function isSymbol(text: string): boolean {
  if (/^[A-Za-z]$/.test(text)) return true;
  const command = /^\\([A-Za-z]+)/.exec(text)?.[1];
  return command !== undefined && !STRUCTURE.has(command) && !WORDS.has(command);
}

function tokenize(tex: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\\\\(?:\[[^\]]*\])?|\\[A-Za-z]+|\\.|[^\s]/g;
  for (let match = pattern.exec(tex); match; match = pattern.exec(tex)) {
    const start = match.index;
    let end = pattern.lastIndex;
    const command = match[0].slice(1);
    if ((WORDS.has(command) || ALPHABETS.has(command)) && tex[end] === "{") {
      end = closingBrace(tex, end) + 1;
      pattern.lastIndex = end;
    }
    tokens.push({ text: tex.slice(start, end).replace(/\s+/g, ""), start, end });
  }
  return withoutLoneBraces(tokens);
}

/** `_{t}` reads as `_t`. */
function withoutLoneBraces(tokens: Token[]): Token[] {
  const kept: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const [open, inner, close] = tokens.slice(i, i + 3);
    const isScript = ["_", "^"].includes(kept.at(-1)?.text ?? "");
    if (isScript && open!.text === "{" && inner?.text !== "}" && close?.text === "}") {
      kept.push({ text: inner!.text, start: open!.start, end: close.end });
      i += 2;
    } else {
      kept.push(open!);
    }
  }
  return kept;
}

function closingBrace(tex: string, open: number): number {
  let depth = 0;
  for (let i = open; i < tex.length; i++) {
    if (tex[i] === "\\") i += 1;
    else if (tex[i] === "{") depth += 1;
    else if (tex[i] === "}" && --depth === 0) return i;
  }
  return tex.length;
}

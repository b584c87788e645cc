/** Says in words what is the matter where a parser met something that cannot stand there. */
export interface Unexpected {
  message: string;
  hint: string;
}

interface Bracket {
  text: string;
  offset: number;
}

// Maps, for a token may be called "constructor".
const closes = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const opens = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
]);
const firstHalves = new Map([
  ["else", "if (…) { … }"],
  ["catch", "try { … }"],
  ["finally", "try { … }"],
  ["case", "switch (…) {"],
  ["default", "switch (…) {"],
]);
const wrongQuotes = /^[“”„«»‘’‚´]/;
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const invisible = /^[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u0000-\u0008\u000e-\u001f\u007f]/;
const operator =
  /(?:=>|[-+*/%&|^!~<>=?:,.([{;]|\b(?:return|typeof|in|of|instanceof|new|await|yield|case|throw|delete|void))$/;
const reserved =
  /^(?:break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|import|in|instanceof|new|null|return|super|switch|this|throw|true|try|typeof|var|void|while|with|let|static|implements|interface|package|private|protected|public|yield|await)$/;

export function unexpected(source: string, offset: number): Unexpected {
  const rest = source.slice(offset, offset + 100);
  const open = openBrackets(source.slice(0, offset));
  const inner = open.at(-1);
  const lineOf = (at: number): number => source.slice(0, at).split(/\r\n|[\n\r\u2028\u2029]/).length;
  if (source.slice(offset).trim() === "") return endsEarly(inner, lineOf);
  const token = /^(?:[\p{ID_Continue}$]+|=>|\.{3}|[-+*/%&|^=<>!?]{1,3}|["'`]|.)/u.exec(rest)?.[0] ?? rest[0]!;
  const before = withoutComments(source.slice(0, offset));
  const last = /(?:[\p{ID_Continue}$]+|=>|.)$/u.exec(before.slice(-80))?.[0] ?? "";
  return (
    strangeCharacter(token) ??
    strangeBracket(token, inner, lineOf) ??
    reservedName(token, last) ??
    orphan(token) ??
    missingValue(token, last, before) ??
    notClosed(token, inner, lineOf) ??
    missingComma({ source, before, offset, inner, token, last, lineOf }) ??
    sideBySide(token, last) ?? {
      message: last ? `“${token}” cannot stand behind “${last}”.` : `A cell cannot begin with “${token}”.`,
      hint: "Is a bracket, a comma, an operator or a quote missing before it?",
    }
  );
}

/** The text up to the last thing in it that is neither blank nor a comment on a line of its own. */
function withoutComments(text: string): string {
  let bare = text.trimEnd();
  for (;;) {
    const line = bare.slice(bare.lastIndexOf("\n") + 1);
    if (!/^\s*\/\//.test(line)) return bare;
    bare = bare.slice(0, bare.length - line.length).trimEnd();
  }
}

type LineOf = (offset: number) => number;

function endsEarly(inner: Bracket | undefined, lineOf: LineOf): Unexpected {
  const message = "The code ends too early. Is a bracket, brace or quote left open?";
  if (!inner) return { message, hint: "Complete the last line." };
  return {
    message,
    hint: `The “${inner.text}” of line ${lineOf(inner.offset)} needs its “${closes.get(inner.text)}”.`,
  };
}

function strangeCharacter(token: string): Unexpected | null {
  if (wrongQuotes.test(token)) {
    return {
      message: `“${token}” is a quotation mark of texts, not of programs.`,
      hint: "Write a straight one: \" or ' or `. Word processors and chats replace them.",
    };
  }
  if (!invisible.test(token)) return null;
  const code = token.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
  return {
    message: `There is an invisible character here (U+${code}).`,
    hint: "It came with what was pasted. Delete it, or type the line anew.",
  };
}

function strangeBracket(token: string, inner: Bracket | undefined, lineOf: LineOf): Unexpected | null {
  const opening = opens.get(token);
  if (opening === undefined) return null;
  if (!inner)
    return {
      message: `This “${token}” closes nothing: no “${opening}” is open here.`,
      hint: `Delete it, or write the “${opening}” before it.`,
    };
  if (inner.text === opening) return null;
  const wanted = closes.get(inner.text)!;
  return {
    message: `This “${token}” comes before the “${inner.text}” of line ${lineOf(inner.offset)} is closed.`,
    hint: `Write “${wanted}” where that ends.`,
  };
}

function reservedName(token: string, last: string): Unexpected | null {
  if (!/^(?:const|let|var|function|class)$/.test(last) || !reserved.test(token)) return null;
  return {
    message: `“${token}” is a word of the language, so nothing can be called that.`,
    hint: "Choose another name.",
  };
}

/** The later halves of statements. */
function orphan(token: string): Unexpected | null {
  const first = firstHalves.get(token);
  if (!first) return null;
  return {
    message: `“${token}” has nothing to belong to: no “${first}” ends right before it.`,
    hint: "Is a brace missing or one too many above, or a semicolon between them?",
  };
}

/** A statement that ends within brackets. (`for (;;)` may.) */
function notClosed(token: string, inner: Bracket | undefined, lineOf: LineOf): Unexpected | null {
  if (token !== ";" || !inner || inner.text === "{") return null;
  const message = `The “${inner.text}” of line ${lineOf(inner.offset)} is not closed before “;”.`;
  return { message, hint: `Write “${closes.get(inner.text)}” before it, or what is missing there.` };
}

function missingValue(token: string, last: string, before: string): Unexpected | null {
  if (!/^(?:[)\]};,]|[*/%&|^=<>?]+|=>|\.)/.test(token) || !operator.test(before.slice(-20))) return null;
  return {
    message: `Between “${last}” and “${token}” a value is missing.`,
    hint: "Write it, or delete one of the two.",
  };
}

interface Place {
  source: string;
  before: string;
  offset: number;
  inner: Bracket | undefined;
  token: string;
  last: string;
  lineOf: LineOf;
}

/** Two items of a list, record or call, the second on a line of its own. */
function missingComma({ source, before, offset, inner, token, last, lineOf }: Place): Unexpected | null {
  const isNewLine = /[\n\r]/.test(source.slice(before.length, offset));
  if (!inner || !isNewLine || !startsValue(token) || !endsValue(last)) return null;
  const where = `the “${inner.text}” of line ${lineOf(inner.offset)}`;
  return {
    message: `Something is missing at the end of line ${lineOf(before.length)}: “${token}” goes on within ${where}.`,
    hint: `A comma, if it is the next item; or “${closes.get(inner.text)}”, if ${where} should end.`,
  };
}

function sideBySide(token: string, last: string): Unexpected | null {
  if (!startsValue(token) || !endsValue(last)) return null;
  return {
    message: `Between “${last}” and “${token}” something is missing.`,
    hint: "An operator, a comma or a new line? A text stands between quotes, a comment behind //.",
  };
}

function startsValue(token: string): boolean {
  return /^[\p{ID_Start}$_\d"'`([{@#]/u.test(token);
}

function endsValue(last: string): boolean {
  return /[\p{ID_Continue}$"'`)\]}]$/u.test(last);
}

/** What to do about the rest of what the parser says in its own words. */
const remedies: [said: RegExp, hint: string][] = [
  [/^Unterminated string/, "Write the quote that ends it; a text of several lines stands between backticks: `…`"],
  [/^Unterminated template/, "Write the backtick that ends it, and a } for each ${."],
  [/^Unterminated comment/, "Write */ where the comment ends."],
  [/^Unterminated regular expression/, "A / that divides needs a value before it; a pattern ends with a / of its own."],
  [/has already been declared/, "Choose another name, or assign without const or let."],
  [/^Assigning to rvalue/, "Only a name, or a property of something, can be assigned. To compare, write ===."],
  [/keyword '.*' is reserved/, "It is a word of the language; choose another name."],
  [/^Expecting Unicode escape/, "Outside a text, a \\ means nothing; delete it."],
  [/directly after number/, "A name cannot begin with a digit; for a product write 2 * x."],
  [
    /^Invalid regular expression/,
    "Put a \\ before a character that is meant as itself, or divide with blanks around /.",
  ],
  [/coalesce expressions cannot be mixed/, "Write (a || b) ?? c or a || (b ?? c)."],
];

export function remedyFor(said: string): string | undefined {
  return remedies.find(([pattern]) => pattern.test(said))?.[1];
}

/** The brackets that are open at the end of a text, outermost first; texts and comments aside. */
function openBrackets(text: string): Bracket[] {
  const open: Bracket[] = [];
  const pattern =
    /\/\/.*|\/\*[^]*?(?:\*\/|$)|"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?|`(?:[^`\\]|\\[^])*`?|[()[\]{}]/g;
  for (const { 0: found, index: offset } of text.matchAll(pattern)) {
    if (closes.has(found)) open.push({ text: found, offset });
    else if (opens.has(found) && open.at(-1)?.text === opens.get(found)) open.pop();
  }
  return open;
}

import { magic, shell } from "./foreign-commands.ts";
import { css, diff, html, jsx, latex, markdown } from "./foreign-documents.ts";
import type { ForeignLanguage } from "./foreign-language.ts";
import { c, go, java, r, rust, sql } from "./foreign-programs.ts";
import { python } from "./foreign-python.ts";

/**
 * Text that is no TypeScript, but code of another language, or not code at all: which one it is, and
 * how a cell says the same. Asked only about text that could not be read.
 */
export interface ForeignCode {
  language: string;
  /** what to do */
  hint: string;
  /** where in the text the sign of it stands */
  offset: number;
}

/**
 * In this order: the names of commands say more than a # before them, and both more than a colon.
 */
const languages = [magic, shell, diff, html, jsx, python, css, c, java, rust, go, r, sql, latex, markdown];

/** What a text that cannot be read is, if it is known; `stopped` is where the reading ended. */
export function foreignCode(source: string, stopped: number): ForeignCode | null {
  if (isJson(source)) {
    return {
      language: "JSON",
      hint: "Give the value a name: const data = … and write show(data) below it",
      offset: stopped,
    };
  }
  const lines = linesOf(source);
  for (const language of languages) {
    const found = signIn(language, lines, stopped);
    if (found) return found;
  }
  return null;
}

interface Line {
  text: string;
  start: number;
}

/** No text that is pasted by hand needs more of them to be known. */
const maxLines = 2000;
const maxColumns = 200;

function linesOf(source: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const text of source.split("\n", maxLines)) {
    lines.push({ text: text.replace(/\r$/, "").slice(0, maxColumns), start });
    start += text.length + 1;
  }
  return lines;
}

/**
 * The first sign counts in the line where the reading stopped, or in the few above it: a statement
 * may be read on into the next lines.
 */
function signIn({ name, signs }: ForeignLanguage, lines: Line[], stopped: number): ForeignCode | null {
  const at = lines.findLastIndex(({ start }) => start <= stopped);
  for (const { text, start } of lines.slice(Math.max(0, at - 3), at + 1)) {
    const code = withoutTexts(text);
    for (const { pattern, hint } of signs) {
      const found = pattern.exec(code);
      if (found)
        return {
          language: name,
          hint: `${hint}.`.replace(/([.!?}`)])\.$/, "$1"),
          offset: start + indentOf(found[0]) + found.index,
        };
    }
  }
  return null;
}

/** What stands between quotes is no sign of anything. */
function withoutTexts(line: string): string {
  return line.replace(/"[^"]*"|'[^']*'|`[^`]*`/g, (text) => `${text[0]}${" ".repeat(text.length - 2)}${text[0]}`);
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

function isJson(source: string): boolean {
  if (!/^\s*[{[]/.test(source)) return false;
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}

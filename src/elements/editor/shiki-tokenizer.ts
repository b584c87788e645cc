/**
 * Shiki in the page, with the theme and the grammar of the build, for one line after another. The
 * grammar's expressions are JavaScript's already: to translate them here would take half a second.
 */
import typescript from "@shikijs/langs-precompiled/typescript";
import { createCssVariablesTheme, createHighlighterCoreSync } from "shiki/core";
import type { GrammarState } from "shiki/types";
import { createJavaScriptRawEngine } from "shiki/engine/javascript";
import { tokenClass } from "../base/token-class.ts";
import type { LineTokenizer, Token } from "./line-tokens.ts";

const theme = createCssVariablesTheme({ name: "book", variablePrefix: "--code-" });

export function createShikiTokenizer(): LineTokenizer<GrammarState> {
  const shiki = createHighlighterCoreSync({
    themes: [theme],
    langs: [typescript],
    engine: createJavaScriptRawEngine(),
  });
  return {
    tokenize(line, before) {
      const options = { lang: "typescript", theme: "book", tokenizeTimeLimit: 0 };
      const lines = shiki.codeToTokensBase(line, { ...options, ...(before && { grammarState: before }) });
      const tokens: Token[] = [];
      for (const { offset, content, color } of lines[0] ?? []) {
        const name = tokenClass(color ?? "", content);
        if (name) add(tokens, { from: offset, to: offset + content.length, name });
      }
      return { tokens, after: shiki.getLastGrammarState(lines)! };
    },
    isSame: (a, b) => a === b || Boolean(a && b && a.getInternalStack()?.equals(b.getInternalStack()!)),
  };
}

/** Neighbours of one colour are one piece, as at build: more pieces would move the letters a little. */
function add(tokens: Token[], token: Token): void {
  const last = tokens.at(-1);
  if (last?.name === token.name && last.to === token.from) last.to = token.to;
  else tokens.push(token);
}

/**
 * Colours TypeScript while it is being typed, in the classes Shiki's colours have at build. A few
 * patterns are enough here: a token it misreads looks plain until the book's own text is back.
 */
import { escapeHtml } from "../../notebook/output/escape-html.ts";

const tokens = new RegExp(
  [
    /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/,
    /(?<string>"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|`(?:\\[\s\S]|[^`\\])*`?)/,
    /(?<constant>\b(?:true|false|null|undefined|NaN|Infinity|this|super)\b|\b\d[\w.]*)/,
    /(?<keyword>\b(?:abstract|as|async|await|break|case|catch|class|const|continue|default|delete|do|else|export|extends|finally|for|from|function|if|implements|import|in|instanceof|interface|let|new|of|readonly|return|satisfies|static|switch|throw|try|type|typeof|var|while|yield)\b)/,
    /(?<function>[A-Z][\w$]*|[a-z_$][\w$]*(?=\s*\()|\b(?:any|bigint|boolean|never|number|object|string|symbol|unknown|void)\b)/,
    /(?<name>[A-Za-z_$][\w$]*)/,
  ]
    .map((part) => part.source)
    .join("|"),
  "g",
);

const tooLong = 50_000;

export function highlight(source: string): string {
  if (source.length > tooLong) return escapeHtml(source);
  let html = "";
  let from = 0;
  for (const match of source.matchAll(tokens)) {
    html += escapeHtml(source.slice(from, match.index));
    from = match.index + match[0].length;
    const kind = Object.entries(match.groups!).find(([, text]) => text !== undefined)![0];
    const text = escapeHtml(match[0]);
    html += kind === "name" ? text : `<span class="tok-${kind}">${text}</span>`;
  }
  return html + escapeHtml(source.slice(from));
}

/**
 * Which class a token of Shiki's gets. Few colours: operators and variables stay in ink.
 * @param colour a variable of the "book" theme, such as var(--code-token-keyword)
 */
export function tokenClass(colour: string, content: string): string | null {
  const kind = /--code-token-([\w-]+)/.exec(colour)?.[1];
  const shown = kind && calm(kind, content.trim());
  return shown ? `tok-${shown}` : null;
}

function calm(kind: string, text: string): string | null {
  if (kind === "keyword") return /\w/.test(text) ? "keyword" : null;
  if (kind === "function" || kind === "constant") {
    if (/^\.?\d|^(?:true|false|null|undefined|NaN|Infinity|this|super)$/.test(text)) return "constant";
    return kind === "function" || isType(text) ? "function" : null;
  }
  return /^(?:string|string-expression|comment)$/.test(kind) ? kind : null;
}

function isType(text: string): boolean {
  return /^[A-Z]|^(?:any|bigint|boolean|never|number|object|string|symbol|unknown|void)$/.test(text);
}

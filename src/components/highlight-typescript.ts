import { codeToHtml, createCssVariablesTheme, type ShikiTransformer } from "shiki";

/** Colours are decided in cell.css, once for both themes. */
const theme = createCssVariablesTheme({ name: "book", variablePrefix: "--code-" });

/** As classes instead of style attributes: small, and the colours stay in one place. */
const classes: ShikiTransformer = {
  span(node) {
    const [text] = node.children;
    const kind = /--code-token-([\w-]+)/.exec(String(node.properties.style ?? ""))?.[1];
    delete node.properties.style;
    const shown = kind && calm(kind, text?.type === "text" ? text.value.trim() : "");
    if (shown) node.properties.class = `tok-${shown}`;
  },
  pre(node) {
    delete node.properties.style;
    node.properties.class = "cell-pre";
    // The editor, not the text, is what the keyboard reaches.
    delete node.properties.tabindex;
  },
};

/** Few colours, as in src/elements/highlight.ts: operators and variables stay in ink. */
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

/** TypeScript as a coloured `<pre>`, at build; `more` may change it further. */
export function highlightTypeScript(code: string, ...more: ShikiTransformer[]): Promise<string> {
  return codeToHtml(code, { lang: "ts", theme, transformers: [classes, ...more] });
}

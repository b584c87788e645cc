import { codeToHtml, createCssVariablesTheme, type ShikiTransformer } from "shiki";

/** Colours are decided in cell.css, once for both themes. */
const theme = createCssVariablesTheme({ name: "book", variablePrefix: "--code-" });

/** `style="color:var(--code-token-keyword)"` becomes `class="tok-keyword"`: small, and fit for a strict CSP. */
const classes: ShikiTransformer = {
  span(node) {
    const style = String(node.properties.style ?? "");
    const kind = /--code-token-([\w-]+)/.exec(style)?.[1];
    delete node.properties.style;
    if (kind) node.properties.class = `tok-${kind}`;
  },
  pre(node) {
    delete node.properties.style;
    node.properties.class = "cell-pre";
    // The editor, not the text, is what the keyboard reaches.
    delete node.properties.tabindex;
  },
};

/** TypeScript as a coloured `<pre>`, at build. */
export function highlightTypeScript(code: string): Promise<string> {
  return codeToHtml(code, { lang: "ts", theme, transformers: [classes] });
}

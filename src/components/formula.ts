import katex from "katex";

/** A formula outside a chapter's text, as HTML that a translator leaves alone. */
export function formula(tex: string, output: "html" | "htmlAndMathml" = "html"): string {
  return `<span class="notranslate" translate="no">${katex.renderToString(tex, { output })}</span>`;
}

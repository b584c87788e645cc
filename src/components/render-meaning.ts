import katex from "katex";

/** The meaning of a symbol as HTML: text with `$formula$`, `*stress*` and `` `code` `` in it. */
export function renderMeaning(meaning: string): string {
  return meaning
    .split(/(\$[^$]+\$|\*[^*]+\*|`[^`]+`)/)
    .map((part) => {
      const inner = part.slice(1, -1);
      if (part.length > 2 && part.startsWith("$")) return katex.renderToString(inner, { output: "html" });
      if (part.length > 2 && part.startsWith("*")) return `<em>${escapeText(inner)}</em>`;
      if (part.length > 2 && part.startsWith("`")) return `<code>${escapeText(inner)}</code>`;
      return escapeText(part);
    })
    .join("");
}

function escapeText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

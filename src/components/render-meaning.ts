import { formula } from "./formula.ts";

/** The meaning of a symbol as HTML: text with `$formula$`, `*stress*` and `` `code` `` in it. */
export function renderMeaning(meaning: string): string {
  return meaning
    .split(/(\$[^$]+\$|\*[^*]+\*|`[^`]+`)/)
    .map((part) => {
      const inner = part.slice(1, -1);
      if (part.length > 2 && part.startsWith("$")) return formula(inner);
      if (part.length > 2 && part.startsWith("*")) return `<em>${escapeText(inner)}</em>`;
      if (part.length > 2 && part.startsWith("`"))
        return `<code class="notranslate" translate="no">${escapeText(inner)}</code>`;
      return escapeText(part);
    })
    .join("");
}

function escapeText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

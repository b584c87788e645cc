/** The meaning of a symbol: a phrase with `$formula$`, `*stress*` and `` `code` `` in it. */
import type { Element, Properties, Text } from "hast";
import type { Node, PhrasingContent } from "mdast";

/** A formula, as remark-math makes one. */
export interface MathNode extends Node {
  type: "math" | "inlineMath";
  value: string;
  data: { hName: string; hProperties: Properties; hChildren: (Element | Text)[] };
}

/** As Markdown nodes. */
export function meaningNodes(meaning: string): PhrasingContent[] {
  return meaning.split(/(\$[^$]+\$|\*[^*]+\*|`[^`]+`)/).flatMap((part): PhrasingContent[] => {
    if (part === "") return [];
    const inner = part.slice(1, -1);
    if (part.length > 2 && part.startsWith("$")) return [inlineMath(inner)];
    if (part.length > 2 && part.startsWith("*")) {
      return [{ type: "emphasis" as const, children: [{ type: "text" as const, value: inner }] }];
    }
    if (part.length > 2 && part.startsWith("`")) return [{ type: "inlineCode" as const, value: inner }];
    return [{ type: "text" as const, value: part }];
  });
}

/** A formula in a line; to mdast alone it is a phrase like any other. */
export function inlineMath(tex: string): PhrasingContent {
  const math: MathNode = {
    type: "inlineMath",
    value: tex,
    data: {
      hName: "code",
      hProperties: { className: ["language-math", "math-inline"] },
      hChildren: [{ type: "text", value: tex }],
    },
  };
  return math as unknown as PhrasingContent;
}

const GREEK: Record<string, string> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  theta: "θ",
  lambda: "λ",
  pi: "π",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  phi: "φ",
};

/** Without markup, for where only text can stand. */
export function plainMeaning(meaning: string): string {
  return meaning.replace(/\$([^$]+)\$/g, (_, tex: string) => plainTex(tex)).replace(/[*`]/g, "");
}

function plainTex(tex: string): string {
  return tex
    .replace(/\\([A-Za-z]+)/g, (_, name: string) => GREEK[name] ?? (/^(mathrm|text)$/.test(name) ? "" : name))
    .replace(/[{}]/g, "")
    .replace(/\s+/g, " ");
}

import type { Element, Text } from "hast";
import { codeToHtml, createCssVariablesTheme, type ShikiTransformer } from "shiki";
import { tokenClass } from "../elements/base/token-class.ts";

/** Colours are decided in cell.css, once for both themes. */
const theme = createCssVariablesTheme({ name: "book", variablePrefix: "--code-" });

/** As classes instead of style attributes: small, and the colours stay in one place. */
const classes: ShikiTransformer = {
  span(node) {
    const [text] = node.children;
    const colour = String(node.properties.style ?? "");
    delete node.properties.style;
    const shown = tokenClass(colour, text?.type === "text" ? text.value : "");
    if (shown) node.properties.class = shown;
  },
  line(node) {
    node.children = joined(node.children as Element[]);
  },
  pre(node) {
    delete node.properties.style;
    node.properties.class = "cell-pre";
    // The editor, not the text, is what the keyboard reaches.
    delete node.properties.tabindex;
  },
};

/** Neighbours of one colour are one piece, and what has none is plain text. */
function joined(spans: Element[]): (Element | Text)[] {
  const pieces: (Element | Text)[] = [];
  for (const span of spans) {
    const text = plainText(span);
    const last = pieces.at(-1);
    if (text && last && colourOf(last) === colourOf(span)) {
      const before = last.type === "text" ? last : plainText(last);
      if (before) {
        before.value += text.value;
        continue;
      }
    }
    pieces.push(text && !colourOf(span) ? text : span);
  }
  return pieces;
}

function colourOf(piece: Element | Text): unknown {
  return piece.type === "element" ? piece.properties.class : undefined;
}

/** What a piece says, unless there is more in it than text, such as a link. */
function plainText({ children }: Element): Text | null {
  const [first, ...more] = children;
  return first?.type === "text" && more.length === 0 ? first : null;
}

/** A busy machine must not make half a line one colour. */
const thorough = { tokenizeTimeLimit: 0, mergeWhitespaces: false } as const;

/** TypeScript as a coloured `<pre>`, at build; `more` may change it further. */
export function highlightTypeScript(code: string, ...more: ShikiTransformer[]): Promise<string> {
  return codeToHtml(code, { lang: "ts", theme, ...thorough, transformers: [classes, ...more] });
}

/** What KaTeX cannot read in a formula, and where in the formula that is. */
import katex from "katex";

export interface TexFault {
  message: string;
  /** where in the TeX */
  offset: number;
}

interface ParseError {
  rawMessage: string;
  position?: number;
}

export function texFault(tex: string, displayMode: boolean): TexFault | null {
  try {
    katex.renderToString(tex, { displayMode, throwOnError: true, strict: "error" });
    return null;
  } catch (error) {
    if (!(error instanceof katex.ParseError)) throw error;
    const { rawMessage, position } = error as unknown as ParseError;
    const offset = Math.min(position ?? 0, tex.length);
    return { message: inWords(rawMessage, tex), offset };
  }
}

function inWords(raw: string, tex: string): string {
  const said = raw
    .replace(/^KaTeX parse error: /, "")
    .replace(/^LaTeX-incompatible input and strict mode is set to 'error': /, "");
  const open = openBraces(tex);
  const braces = open > 0 ? ` ${open === 1 ? "A { is" : `${open} { are`} not closed.` : "";
  return `The formula cannot be read: ${said.replace(/\.$/, "")}.${braces}`;
}

function openBraces(tex: string): number {
  const braces = tex.replace(/\\[\s\S]/g, "").match(/[{}]/g) ?? [];
  return braces.reduce((depth, brace) => depth + (brace === "{" ? 1 : -1), 0);
}

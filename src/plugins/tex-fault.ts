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
    const open = openBraces(tex);
    // The end of a formula says little; the brace that is not closed is where to look.
    const offset = /end of input|'EOF'/.test(rawMessage) && open.length > 0 ? open.at(-1)! : (position ?? 0);
    return { message: inWords(rawMessage, open.length), offset: Math.min(offset, tex.length) };
  }
}

function inWords(raw: string, open: number): string {
  const said = raw
    .replace(/^KaTeX parse error: /, "")
    .replace(/'EOF'/g, "the end of the formula")
    .replace("end of input", "end of the formula")
    .replace(/^LaTeX-incompatible input and strict mode is set to 'error': /, "");
  const braces = open > 0 ? ` ${open === 1 ? "A { is" : `${open} { are`} not closed.` : "";
  return `The formula cannot be read: ${said.replace(/\.$/, "")}.${braces}`;
}

/** Where the braces are that nothing closes. */
function openBraces(tex: string): number[] {
  const open: number[] = [];
  for (const { 0: sign, index } of tex.matchAll(/\\[\s\S]|[{}]/g)) {
    if (sign === "{") open.push(index);
    if (sign === "}") open.pop();
  }
  return open;
}

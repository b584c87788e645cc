import type { Described, Signature } from "../../editor/language-api.ts";
import { highlight } from "../base/highlight.ts";
import { setMarkup } from "../base/trusted.ts";

/** A declaration and its documentation, as an element. */
export function explanation({ code, doc }: Described): HTMLElement {
  const box = document.createElement("div");
  box.className = "cell-explanation";
  const pre = document.createElement("pre");
  // highlight escapes its text.
  setMarkup(pre, highlight(code));
  box.append(pre);
  if (doc) box.append(paragraph(doc));
  return box;
}

/** A call's parameters; the one that is being written stands out. */
export function signatureHelp({ head, parameters, tail, active, doc, overloads }: Signature): HTMLElement {
  const box = document.createElement("div");
  box.className = "cell-explanation";
  const pre = document.createElement("pre");
  pre.append(head);
  parameters.forEach((text, index) => {
    const parameter = document.createElement(index === active ? "b" : "span");
    setMarkup(parameter, highlight(text));
    pre.append(index > 0 ? ", " : "", parameter);
  });
  pre.append(tail);
  box.append(pre);
  const more = overloads > 1 ? `One of ${overloads} ways to call it.` : "";
  const text = [doc, more].filter(Boolean).join(" ");
  if (text) box.append(paragraph(text));
  return box;
}

function paragraph(text: string): HTMLElement {
  const element = document.createElement("p");
  // Code in backquotes, as it is written in the sources.
  element.append(
    ...text.split(/(`[^`\n]+`)/).map((part) => {
      if (!/^`.+`$/.test(part)) return part;
      const code = document.createElement("code");
      code.textContent = part.slice(1, -1);
      return code;
    }),
  );
  return element;
}

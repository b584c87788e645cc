import type { InputSpec } from "../output/input-spec.ts";
import { refusal } from "./check-arguments.ts";
import { checkSettings, type OptionsOf } from "./check-options.ts";
import { isInputName, keyed } from "./input-name.ts";
import { isNumber, maxText } from "../output/valid-input.ts";

export interface TextInputOptions {
  value?: string;
  label?: string;
  placeholder?: string;
  /** how many lines the box shows; 1 unless said */
  rows?: number;
}

const textOptions: OptionsOf<TextInputOptions> = { value: true, label: true, placeholder: true, rows: true };

/** A box for text as data. */
export function textSpec(name: string, options: TextInputOptions): InputSpec {
  const { value = "", label, placeholder, rows = 1 } = options;
  if (!isInputName(name))
    throw refusal("textInput", 'a name first, as in textInput("prompt", { value: "hello" })', name);
  checkSettings("textInput", options, textOptions);
  if (typeof value !== "string") throw refusal("textInput", "a value that is text", value);
  const lines = isNumber(rows) ? Math.min(20, Math.max(1, Math.round(rows))) : 1;
  return {
    type: "text",
    ...keyed(name, label),
    initial: value.slice(0, maxText),
    rows: lines,
    ...(placeholder ? { placeholder: String(placeholder) } : {}),
  };
}

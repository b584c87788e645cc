import type { InputSpec } from "../output/input-spec.ts";
import { refusal } from "./check-arguments.ts";
import { checkSettings } from "./check-options.ts";
import { isInputName, keyed } from "./input-name.ts";
import { maxText } from "../output/valid-input.ts";

export interface SelectOptions<T extends string | number> {
  /** the choice until the reader makes one; the first unless said */
  value?: T;
  label?: string;
}

/** Characters of one choice, and choices. */
const maxChoice = 1000;
const mostChoices = 1000;

/** A menu as data; its choices are texts there. */
export function selectSpec(
  name: string,
  options: readonly (string | number)[],
  settings?: SelectOptions<string | number>,
): InputSpec {
  const example = 'select("model", ["SFT", "PPO"])';
  if (!isInputName(name)) throw refusal("select", `a name first, as in ${example}`, name);
  checkSettings("select", settings, { value: true, label: true });
  const texts = Array.isArray(options) && options.length <= mostChoices ? Array.from(options, String) : [];
  if (texts.length === 0 || new Set(texts).size < texts.length) {
    throw refusal("select", `a list of at most ${mostChoices} different choices, as in ${example}`, options);
  }
  if (texts.some((text) => text.length > maxChoice) || texts.join("").length > maxText) {
    throw refusal(
      "select",
      `choices of up to ${maxChoice} characters, and ${maxText} in all, because the reader's choice is kept as it is`,
      options,
    );
  }
  const initial = settings?.value === undefined ? texts[0]! : String(settings.value);
  if (!texts.includes(initial))
    throw refusal("select", `a value that is one of its choices (${texts.join(", ")})`, settings?.value);
  return { type: "select", ...keyed(name, settings?.label), options: texts, initial };
}

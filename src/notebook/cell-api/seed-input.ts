import type { InputSpec } from "../output/input-spec.ts";
import { refusal } from "./check-arguments.ts";
import { checkSettings } from "./check-options.ts";
import { isInputName, keyed } from "./input-name.ts";
import { isSeed, maxSeed } from "../output/valid-input.ts";

export interface SeedInputOptions {
  /** 1 unless said */
  value?: number;
  label?: string;
}

/** A seed with its button, as data. */
export function seedSpec(name: string, options: SeedInputOptions): InputSpec {
  const { value = 1, label } = options;
  if (!isInputName(name)) throw refusal("seedInput", 'a name first, as in seedInput("seed")', name);
  checkSettings("seedInput", options, { value: true, label: true });
  if (!isSeed(value)) throw refusal("seedInput", `a whole number from 1 to ${maxSeed}`, value);
  return { type: "seed", ...keyed(name, label), initial: value };
}

import type { InputSpec } from "../output/input-spec.ts";
import { refusal } from "./check-arguments.ts";
import { checkOptions, type OptionsOf } from "./check-options.ts";
import { isInputName, keyed } from "./input-name.ts";
import { isNumber, isSpan } from "../output/valid-input.ts";

export interface SliderOptions {
  min: number;
  max: number;
  /** 1 for whole numbers within at least ten steps, otherwise a hundredth of the range */
  step?: number;
  /** where it stands until the reader moves it; `min` unless said */
  value?: number;
  label?: string;
  /** written after the number: "steps" */
  unit?: string;
}

const sliderOptions: OptionsOf<SliderOptions> = {
  min: true,
  max: true,
  step: true,
  value: true,
  label: true,
  unit: true,
};

/** A slider as data; what it cannot be is refused with an example. */
export function sliderSpec(name: string, options: SliderOptions): InputSpec {
  const example = 'slider("beta", { min: 0, max: 1, step: 0.01, value: 0.1 })';
  const { min, max, unit } = Object(options) as SliderOptions;
  if (!isInputName(name)) throw refusal("slider", `a name first, as in ${example}`, name);
  checkOptions("slider", options, sliderOptions);
  if (!isSpan(min, max)) {
    throw refusal("slider", `a min below its max, as in ${example}`, options);
  }
  const { step = defaultStep(min, max), value: initial = min } = options;
  if (!isNumber(step) || step <= 0) throw refusal("slider", "a step above 0", step);
  if (!isNumber(initial) || initial < min || initial > max) {
    throw refusal("slider", `a value from ${min} to ${max}`, initial);
  }
  return {
    type: "slider",
    ...keyed(name, options.label),
    min,
    max,
    step,
    initial,
    ...(unit ? { unit: String(unit) } : {}),
  };
}

function defaultStep(min: number, max: number): number {
  const isWhole = Number.isInteger(min) && Number.isInteger(max) && max - min >= 10;
  return isWhole ? 1 : Number(((max - min) / 100).toPrecision(6)) || max - min;
}

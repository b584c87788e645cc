import { refusal } from "./check-arguments.ts";
import { checkOptions, checkSettings, type OptionsOf } from "./check-options.ts";
import type { InputSpec, RankingInput } from "../output/input-spec.ts";
import type { InputOutput, InputValue, InputValues } from "../output/output.ts";
import { isNumber, isOrder, isSeed, isSpan, maxSeed, maxText, validValue } from "../output/valid-input.ts";
import type { StopSignal } from "../base/stop.ts";

/**
 * What the reader sets with sliders, menus and lists. A value belongs to its cell: the page keeps it
 * and hands it in with the cell's text, and a run with another value is another run.
 */

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

export interface SelectOptions<T extends string | number> {
  /** the choice until the reader makes one; the first unless said */
  value?: T;
  label?: string;
}

export interface TextInputOptions {
  value?: string;
  label?: string;
  placeholder?: string;
  /** how many lines the box shows; 1 unless said */
  rows?: number;
}

const textOptions: OptionsOf<TextInputOptions> = { value: true, label: true, placeholder: true, rows: true };

export interface SeedInputOptions {
  /** 1 unless said */
  value?: number;
  label?: string;
}

export interface RankingOptions {
  /** what the answers answer */
  prompt?: string;
  /** from two to nine */
  answers: readonly string[];
  /** indices, the best first; as listed unless said */
  order?: readonly number[];
}

const rankingOptions: OptionsOf<RankingOptions> = { prompt: true, answers: true, order: true };

/** Where inputs get the reader's values from, and where they are shown. */
export interface InputHost {
  /** returns what shows the input anew, in its place */
  show(output: InputOutput): (next: InputOutput) => void;
  /** what the reader has set, by key */
  values: InputValues;
  /** null where nobody can answer: when the book is built */
  waitFor: ((key: string) => Promise<InputValue>) | null;
}

export interface InputApi {
  /**
   * A number the reader moves: `const beta = slider("beta", { min: 0, max: 1, value: 0.1 })`.
   * Moving it runs the cell again if that takes no time, and marks it as out of date otherwise.
   */
  slider(name: string, options: SliderOptions): number;
  /** One of a few choices: `const model = select("model", ["SFT", "PPO"])`. */
  select<T extends string | number>(name: string, options: readonly T[], settings?: SelectOptions<T>): T;
  /** A text the reader writes: `const prompt = textInput("prompt", { value: "please name a bird" })`. */
  textInput(name: string, options?: TextInputOptions): string;
  /** A seed with a button that draws another: `const rng = createRng(seedInput("seed"))`. */
  seedInput(name?: string, options?: SeedInputOptions): number;
  /**
   * Answers that the reader orders by dragging or by keys; gives their indices, the best first, as
   * they stand now. `askRanking` waits for the reader instead.
   */
  ranking(name: string, options: RankingOptions): number[];
  /**
   * Shows answers and waits until the reader has ordered them and pressed Done:
   * `const best = (await askRanking("request 1", { answers }))[0]`. What was answered is kept, and
   * not asked again. Where there is no reader - the book is printed - it gives `order`.
   */
  askRanking(name: string, options: RankingOptions): Promise<number[]>;
}

export const inputNames = [
  "slider",
  "select",
  "textInput",
  "seedInput",
  "ranking",
  "askRanking",
] as const satisfies (keyof InputApi)[];

export function createInputs(host: InputHost, stop: StopSignal): InputApi {
  const used = new Set<string>();
  const enter = (spec: InputSpec): void => {
    stop.check();
    if (used.has(spec.key))
      throw new TypeError(`This cell has two inputs named "${spec.label}". Give each its own name.`);
    used.add(spec.key);
  };
  const place = (spec: InputSpec): InputValue => {
    enter(spec);
    const value = validValue(spec, host.values[spec.key]) ?? spec.initial;
    host.show({ kind: "input", input: spec, value });
    return value;
  };
  return {
    slider: (name, options) => place(sliderSpec(name, options)) as number,
    select<T extends string | number>(name: string, options: readonly T[], settings?: SelectOptions<T>): T {
      const chosen = place(selectSpec(name, options, settings));
      return options.find((option) => String(option) === chosen)!;
    },
    textInput: (name, options) => place(textSpec(name, options ?? {})) as string,
    seedInput: (name = "seed", options) => place(seedSpec(name, options ?? {})) as number,
    ranking: (name, options) => [...(place(rankingSpec("ranking", name, options)) as number[])],
    async askRanking(name, options) {
      const input: RankingInput = { ...rankingSpec("askRanking", name, options), asks: true };
      const known = validValue(input, host.values[input.key]);
      if (known !== undefined || !host.waitFor) return [...(place(input) as number[])];
      enter(input);
      const showAnew = host.show({ kind: "input", input: { ...input, awaits: true }, value: input.initial });
      const answer = await stop.race(host.waitFor(input.key));
      const value = validValue(input, answer) ?? input.initial;
      showAnew({ kind: "input", input, value });
      return [...(value as number[])];
    },
  };
}

const maxChoice = 1000;
const mostChoices = 1000;

function sliderSpec(name: string, options: SliderOptions): InputSpec {
  const example = 'slider("beta", { min: 0, max: 1, step: 0.01, value: 0.1 })';
  const { min, max, unit } = Object(options) as SliderOptions;
  if (!isName(name)) throw refusal("slider", `a name first, as in ${example}`, name);
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

function selectSpec(
  name: string,
  options: readonly (string | number)[],
  settings?: SelectOptions<string | number>,
): InputSpec {
  const example = 'select("model", ["SFT", "PPO"])';
  if (!isName(name)) throw refusal("select", `a name first, as in ${example}`, name);
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

function textSpec(name: string, options: TextInputOptions): InputSpec {
  const { value = "", label, placeholder, rows = 1 } = options;
  if (!isName(name)) throw refusal("textInput", 'a name first, as in textInput("prompt", { value: "hello" })', name);
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

function seedSpec(name: string, options: SeedInputOptions): InputSpec {
  const { value = 1, label } = options;
  if (!isName(name)) throw refusal("seedInput", 'a name first, as in seedInput("seed")', name);
  checkSettings("seedInput", options, { value: true, label: true });
  if (!isSeed(value)) throw refusal("seedInput", `a whole number from 1 to ${maxSeed}`, value);
  return { type: "seed", ...keyed(name, label), initial: value };
}

function rankingSpec(call: string, name: string, options: RankingOptions): RankingInput {
  const example = `${call}("request 1", { prompt: "name a bird", answers: ["a robin", "no"] })`;
  if (!isName(name)) throw refusal(call, `a name first, as in ${example}`, name);
  const { prompt, answers, order } = Object(options) as RankingOptions;
  checkOptions(call, options, rankingOptions);
  const isList = Array.isArray(answers) && answers.length >= 2 && answers.length <= 9;
  if (!isList || !answers.every((one) => typeof one === "string")) {
    throw refusal(call, `two to nine answers, as in ${example}`, answers);
  }
  const initial = order ? [...order.slice(0, answers.length + 1)] : answers.map((_, index) => index);
  if (!isOrder(initial, answers.length)) {
    throw refusal(call, `an order with each index once, as in [1, 0] for two answers`, order);
  }
  const texts = answers.map((one) => one.slice(0, maxText));
  const question = hash([prompt ?? "", ...texts].join("\n"));
  const shown = prompt ? { prompt: String(prompt).slice(0, maxText) } : {};
  return {
    type: "ranking",
    key: `${name}:${question}`,
    label: name,
    ...shown,
    answers: texts,
    initial,
    asks: false,
    awaits: false,
  };
}

function keyed(name: string, label: unknown): { key: string; label: string } {
  return { key: name, label: typeof label === "string" && label ? label : name };
}

/** Other answers are another question (FNV-1a). */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(36);
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= 100;
}

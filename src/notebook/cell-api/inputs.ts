import type { InputSpec, RankingInput } from "../output/input-spec.ts";
import type { InputOutput, InputValue, InputValues } from "../output/output.ts";
import { validValue } from "../output/valid-input.ts";
import { type RankingOptions, rankingSpec } from "./ranking.ts";
import { type SeedInputOptions, seedSpec } from "./seed-input.ts";
import { type SelectOptions, selectSpec } from "./select.ts";
import { type SliderOptions, sliderSpec } from "./slider.ts";
import type { StopSignal } from "../base/stop.ts";
import { type TextInputOptions, textSpec } from "./text-input.ts";

/**
 * What the reader sets with sliders, menus and lists. A value belongs to its cell: the page keeps it
 * and hands it in with the cell's text, and a run with another value is another run.
 */

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

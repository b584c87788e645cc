import type { RankingInput } from "../output/input-spec.ts";
import { refusal } from "./check-arguments.ts";
import { checkOptions, type OptionsOf } from "./check-options.ts";
import { hashText } from "../base/hash-text.ts";
import { isInputName } from "./input-name.ts";
import { isOrder, maxText } from "../output/valid-input.ts";

export interface RankingOptions {
  /** what the answers answer */
  prompt?: string;
  /** from two to nine */
  answers: readonly string[];
  /** indices, the best first; as listed unless said */
  order?: readonly number[];
}

const rankingOptions: OptionsOf<RankingOptions> = { prompt: true, answers: true, order: true };

/**
 * A list to order, as data.
 * @param call who asks: `ranking` or `askRanking`
 */
export function rankingSpec(call: string, name: string, options: RankingOptions): RankingInput {
  const example = `${call}("request 1", { prompt: "name a bird", answers: ["a robin", "no"] })`;
  if (!isInputName(name)) throw refusal(call, `a name first, as in ${example}`, name);
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
  // Other answers are another question.
  const question = hashText([prompt ?? "", ...texts].join("\n"));
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

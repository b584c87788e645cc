/**
 * What models of OpenAI cost while they were sold, in US dollars per million
 * tokens. OpenAI stated prices per thousand tokens until 2023, and one price
 * for prompt and answer alike. Sources: its deprecations page (a copy of
 * October 2026) for the text models, its pricing page (a copy of July 2022)
 * for davinci, its blog for the chat model; for 2026 a list that others
 * copied from its pricing page on 4 May 2026 (api-evangelist/openai).
 *
 * Left out: fine-tuned models, later cuts, discounts for what is cached.
 */
export interface Price {
  model: string;
  /** of the prompt */
  dollarsPerMillion: number;
  /** of the answer, where it has a price of its own */
  answerPerMillion?: number;
  /** when it cost this much */
  when: string;
}

const END = "until January 2024";

/** The GPT-3.5 line and its ancestors. */
export const prices: readonly Price[] = [
  { model: "davinci", dollarsPerMillion: 60, when: "July 2022" },
  { model: "text-davinci-001", dollarsPerMillion: 20, when: END },
  { model: "text-davinci-002", dollarsPerMillion: 20, when: END },
  { model: "text-davinci-003", dollarsPerMillion: 20, when: END },
  { model: "text-curie-001", dollarsPerMillion: 2, when: END },
  { model: "text-babbage-001", dollarsPerMillion: 0.5, when: END },
  { model: "gpt-3.5-turbo-0301", dollarsPerMillion: 2, when: "1 March 2023" },
];

const NOW = "May 2026";

/** Three of the models that were sold in 2026, from dear to cheap. */
export const laterPrices: readonly Price[] = [
  { model: "GPT-5.5", dollarsPerMillion: 5, answerPerMillion: 30, when: NOW },
  { model: "GPT-5.4", dollarsPerMillion: 2.5, answerPerMillion: 15, when: NOW },
  {
    model: "GPT-5.4 nano",
    dollarsPerMillion: 0.2,
    answerPerMillion: 1.25,
    when: NOW,
  },
];

/**
 * The price, in dollars, of tokens that are read and tokens that are written;
 * NaN if the model's price is not known.
 */
export function dollarsFor(model: string, read: number, written = 0): number {
  const price = [...prices, ...laterPrices].find((one) => one.model === model);
  if (!price) return NaN;
  const { dollarsPerMillion, answerPerMillion = dollarsPerMillion } = price;
  return (dollarsPerMillion * read + answerPerMillion * written) / 1e6;
}

/**
 * What models of OpenAI cost while they were sold, in US dollars per million
 * tokens, prompt and answer alike. OpenAI stated prices per thousand tokens
 * until 2023. Source: its deprecations page, a stored copy of October 2026.
 *
 * Left out: fine-tuned models, and later cuts of the same price.
 */
export interface Price {
  model: string;
  dollarsPerMillion: number;
  /** of a price that is known for one time only */
  when?: string;
}

export const prices: readonly Price[] = [
  { model: "davinci", dollarsPerMillion: 60, when: "2021" },
  { model: "text-davinci-001", dollarsPerMillion: 20 },
  { model: "text-davinci-002", dollarsPerMillion: 20 },
  { model: "text-davinci-003", dollarsPerMillion: 20 },
  { model: "text-curie-001", dollarsPerMillion: 2 },
  { model: "text-babbage-001", dollarsPerMillion: 0.5 },
  { model: "gpt-3.5-turbo-0301", dollarsPerMillion: 2, when: "1 March 2023" },
];

/** The price of a number of tokens, in dollars; NaN if no price is known. */
export function dollarsFor(model: string, tokens: number): number {
  const price = prices.find((one) => one.model === model);
  return price ? (price.dollarsPerMillion * tokens) / 1e6 : NaN;
}

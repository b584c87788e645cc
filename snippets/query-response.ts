/** A query and what was answered to it, as tokens. */
import { END, type Tokenizer } from "./tokenizer.ts";

export interface QueryResponse {
  query: readonly number[];
  /** END included, if the answer came to its end */
  response: readonly number[];
}

/** Text to tokens; END is put after the response. */
export function encodeQueryResponse(
  tokenizer: Tokenizer,
  prompt: string,
  response: string,
): QueryResponse {
  return {
    query: tokenizer.encode(prompt),
    response: [...tokenizer.encode(response), END],
  };
}

/** Whether a sampled response came to its end. */
export function hasEnded(response: readonly number[]): boolean {
  return response.at(-1) === END;
}

/** The response as text, without the END token. */
export function responseText(
  tokenizer: Tokenizer,
  response: readonly number[],
): string {
  return tokenizer.decode(response.filter((token) => token !== END));
}

/** A query and what was answered to it, as tokens. */
import { assert } from "./base/assert.ts";
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

/**
 * Throws an InputError unless every query and response has a token: there is
 * nothing to predict in one without.
 * @param what one of them is called, such as "Demonstration"
 */
export function assertTokens(
  what: string,
  queryResponses: readonly QueryResponse[],
): void {
  assert(
    queryResponses.length > 0,
    `There is something to learn from, got no ${what.toLowerCase()}.`,
  );
  queryResponses.forEach(({ query, response }, i) => {
    const empty = query.length === 0 ? "query" : "response";
    assert(
      query.length > 0 && response.length > 0,
      `${what} ${i + 1} of ${queryResponses.length} has an empty ${empty}: ` +
        `each has one token at least.`,
    );
  });
}

/** Throws an InputError unless there are queries, each with a token. */
export function assertQueries(queries: readonly (readonly number[])[]): void {
  assert(
    queries.length > 0 && queries.every(({ length }) => length > 0),
    `Queries are prompts to answer, each with one token at least, got ` +
      (queries.length === 0 ? "none." : "an empty one."),
  );
}

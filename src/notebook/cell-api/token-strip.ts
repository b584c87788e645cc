import { isRecord, refusal } from "./check-arguments.ts";
import { checkOptions, type OptionsOf } from "./check-options.ts";
import type { TokenRow, TokensOutput } from "../output/output.ts";
import { isNumbers, isTexts, type Numbers, plainNumbers, readDomain } from "./read-numbers.ts";
import { colorDomain } from "../output/color-scale.ts";

interface TokenStripRow {
  tokens: readonly string[];
  /** one number per token; null, NaN or missing leaves a token without colour */
  values: Numbers;
  /** what stands before, grey: the prompt */
  query?: readonly string[];
  /** whose text it is: "PPO" */
  name?: string;
  /** said of the whole text: "score 1.2" */
  note?: string;
}

interface TokenStripOptions {
  title?: string;
  /** what the numbers are: "logprob", "advantage", "KL" */
  label?: string;
  /** the numbers with full colour; the largest of them unless said */
  domain?: readonly [number, number];
}

export type TokenStripSpec = TokenStripOptions & (TokenStripRow | { rows: readonly TokenStripRow[] });

const rowOptions: OptionsOf<TokenStripRow> = { tokens: true, values: true, query: true, name: true, note: true };
const stripOptions: OptionsOf<TokenStripOptions> = { title: true, label: true, domain: true };

const maxRows = 100;
const maxTokens = 512;
const maxText = 200;
const example = 'tokenStrip({ tokens: ["a", "robin"], values: [-0.2, -1.5], label: "logprob" })';

/** Tokens and their numbers as an output; refuses what does not fit together. */
export function tokenStrip(spec: TokenStripSpec): TokensOutput {
  if (!isRecord(spec)) throw refusal("tokenStrip", `tokens and values, as in ${example}`, spec);
  checkOptions("tokenStrip", spec, { ...stripOptions, ...("rows" in spec ? { rows: true as const } : rowOptions) });
  const given = ("rows" in spec ? spec.rows : [spec]) as readonly TokenStripRow[];
  if (!Array.isArray(given) || given.length === 0)
    throw refusal("tokenStrip", `rows with tokens and values, as in ${example}`, spec);
  if ("rows" in spec) for (const row of given) checkOptions("a row of tokenStrip", row, rowOptions);
  const rows = given.slice(0, maxRows).map(plainRow);
  const { title, label = "value" } = spec;
  return {
    kind: "tokens",
    ...(title ? { title: String(title) } : {}),
    label: String(label),
    domain: domainOf(rows, spec.domain),
    rows,
  };
}

function plainRow(row: unknown): TokenRow {
  if (!isRecord(row) || !isTexts(row.tokens))
    throw refusal("tokenStrip", `tokens, a list of words, as in ${example}`, row);
  const { tokens, values, query = [], name, note } = row as Record<string, unknown> & { tokens: string[] };
  if (!isNumbers(values)) throw refusal("tokenStrip", `values, a list of numbers, as in ${example}`, values);
  if (values.length !== tokens.length) {
    throw refusal(
      "tokenStrip",
      `one value per token: ${tokens.length} tokens and ${values.length} values do not fit`,
      row,
    );
  }
  if (!isTexts(query)) throw refusal("tokenStrip", "a query that is a list of words", query);
  return {
    ...(name ? { name: cut(String(name)) } : {}),
    ...(note ? { note: cut(String(note)) } : {}),
    query: query.slice(0, maxTokens).map(cut),
    tokens: tokens.slice(0, maxTokens).map(cut),
    values: plainNumbers(values, maxTokens),
  };
}

function domainOf(rows: TokenRow[], given: unknown): [number, number] {
  if (given !== undefined) return readDomain("tokenStrip", "domain", given);
  return colorDomain(rows.flatMap((row) => row.values).filter((value) => value !== null));
}

function cut(text: string): string {
  return text.length > maxText ? `${text.slice(0, maxText)}…` : text;
}

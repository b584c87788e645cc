/**
 * Which tokens end a text, and which fills rows up: each model has its own.
 *
 * transformers looks first into generation_config.json, then into config.json;
 * tokenizer_config.json has the words, in case neither has the ids.
 */
import { assert } from "../base/assert.ts";
import type { Tokenizer } from "../tokenizer.ts";
import { isRecord, type Json, type ReadFile } from "./files.ts";
import { readJson, readJsonIfAny } from "./files.ts";
import { shown } from "./tokenizer-fields.ts";

export interface SpecialTokens {
  /** any of them ends a text; none: nothing does */
  end: readonly number[];
  /** undefined: the model has none */
  pad: number | undefined;
}

/** Throws an InputError on an id that can be none. */
export async function loadSpecialTokens(
  readFile: ReadFile,
  tokenizer: Tokenizer,
): Promise<SpecialTokens> {
  const config = await readJson(readFile, "config.json");
  const files: [string, Json][] = [
    [
      "generation_config.json",
      await readJsonIfAny(readFile, "generation_config.json"),
    ],
    ["config.json", config],
  ];
  const names = await readJsonIfAny(readFile, "tokenizer_config.json");
  const idsOf = (what: "eos" | "pad"): number[] => {
    for (const [file, json] of files) {
      const value = json[`${what}_token_id`] ?? [];
      const ids: unknown[] = Array.isArray(value) ? value : [value];
      for (const id of ids) assertId(id, `${file}: ${what}_token_id`);
      // GPT-2's own 50256 also stands in files of smaller vocabularies.
      const own = ids.filter((id) => Number(id) < Number(config.vocab_size));
      if (own.length > 0) return own as number[];
    }
    const id = tokenizer.words.indexOf(contentOf(names[`${what}_token`]));
    return id < 0 ? [] : [id];
  };
  return { end: idsOf("eos"), pad: idsOf("pad")[0] };
}

function assertId(id: unknown, name: string): void {
  assert(
    Number.isSafeInteger(id) && Number(id) >= 0,
    `${name} is a token's id, a whole number from 0, or a list of such; got ` +
      `${shown(id)}.`,
  );
}

/** A token's text, which may stand in an object with how to read it. */
function contentOf(token: unknown): string {
  return String(isRecord(token) ? token.content : (token ?? ""));
}

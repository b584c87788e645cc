/** Prints the tokenizer.json of the Burrow, for make_typed_text_fixture.py. */
import { toTokenizerJson } from "../../snippets/checkpoint/tokenizer-json.ts";
import { WORDS } from "../../snippets/world/vocabulary.ts";

process.stdout.write(JSON.stringify(toTokenizerJson(WORDS)));

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bookDeck, DECK, deckText } from "../../../snippets/cli/deck.ts";
import { startWasm } from "../wasm.ts";

test("the book's deck is what this code makes of the book's checkpoints; if not: npm run rlhf -- deck", async () => {
  await startWasm();
  expect(deckText(await bookDeck())).toBe(readFileSync(join(DECK, "deck.json"), "utf8"));
});

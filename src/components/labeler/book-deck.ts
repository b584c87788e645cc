import { readFileSync } from "node:fs";
import path from "node:path";
import type { Deck } from "mini-rlhf/labeler/deck";

/** The deck that the book's SFT model has written (`npm run rlhf -- deck`). */
export const bookDeck = JSON.parse(readFileSync(path.join(process.cwd(), "public/labeler/deck.json"), "utf8")) as Deck;

/**
 * Writes the labeler's deck, made from the book's checkpoints, with their
 * digest: a test says when it is out of date.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadGPT, loadScalarModel } from "../checkpoint.ts";
import type { Deck } from "../labeler/deck.ts";
import { makeDeck } from "../labeler/make-deck.ts";
import { createRng } from "../random.ts";
import { BOOK, folder, readBytes, writeFiles } from "./folders.ts";

export const DECK = fileURLToPath(
  new URL("../../public/labeler", import.meta.url),
);

/** The deck as a file: what it was made from comes first. */
export interface DeckFile extends Deck {
  /** digest of the checkpoints */
  from: string;
}

export async function writeDeck(): Promise<void> {
  const text = deckText(await bookDeck());
  writeFiles(DECK, { "deck.json": new TextEncoder().encode(text) });
  const kilobytes = Math.round(text.length / 1000);
  process.stdout.write(`wrote public/labeler/deck.json, ${kilobytes} kB\n`);
}

/** Of seed 1, like the checkpoints. */
export async function bookDeck(): Promise<Deck> {
  const sft = await loadGPT(folder(join(BOOK, "sft")));
  const crew = await loadScalarModel(folder(join(BOOK, "reward")));
  const rng = createRng(1).fork("deck");
  return makeDeck({ sft, crew, rng, prompts: 45 }); // keeps the file small
}

/** A prompt a line; features to three decimals, the scorer to five digits. */
export function deckText({ features, prompts, scorer }: Deck): string {
  const line = (value: unknown, round: (x: number) => number) =>
    JSON.stringify(value, (_, x) => (typeof x === "number" ? round(x) : x));
  const lines = prompts.map((entry) =>
    line(entry, (x) => Math.round(1000 * x) / 1000 || 0),
  );
  return [
    `{"from":${JSON.stringify(deckSource())},`,
    `"features":${JSON.stringify(features)},`,
    `"scorer":${line(scorer, (x) => Number(x.toPrecision(5)))},`,
    `"prompts":[\n${lines.join(",\n")}\n]}\n`,
  ].join("\n");
}

/** The checkpoints that it comes from, as twelve hexadecimal digits. */
export function deckSource(): string {
  const hash = createHash("sha256");
  for (const stage of ["sft", "reward"]) {
    hash.update(readBytes(join(BOOK, stage, "model.safetensors")));
  }
  return hash.digest("hex").slice(0, 12);
}

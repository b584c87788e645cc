import { readFileSync } from "node:fs";
import path from "node:path";
import { measurementOf, type PublishedExperiment } from "../../book/experiments.ts";
import type { Foretold } from "../../labeler/taste-words.ts";

const file = path.join(process.cwd(), "public/experiments/twelve-cards.json");

/** Means over five tastes and five seeds, of readers with noise .1 (`npm run experiments -- twelve-cards`). */
export const foretold: Foretold = [4, 8, 12, 20].map((cards) => {
  const experiment = { name: "twelve-cards", ...JSON.parse(readFileSync(file, "utf8")) } as PublishedExperiment;
  const where = { part: "accuracy", dealt: "four tones", noise: 0.1, cards };
  return [cards, measurementOf(experiment, where, "accuracyTaste").mean];
});

import { expect, test } from "vitest";
import { episodeStrip } from "../../../snippets/illustrations/episode-strip.ts";
import { burrow } from "../../../snippets/world/vocabulary.ts";

const [query, response] = [burrow.encode("name two sounds"), burrow.encode("the owl")];

test("answers in words, with their numbers and their score", () => {
  const strip = episodeStrip([{ query, response, score: -0.126 }], [[0.5, -2]], { label: "advantage" });
  expect(strip).toEqual({
    label: "advantage",
    rows: [{ query: ["name", "two", "sounds"], tokens: ["the", "owl"], values: [0.5, -2], note: "score -0.13" }],
  });
});

test("full colour where it is said, in both directions", () => {
  const strip = episodeStrip([{ query, response }], [[0.5, -2]], { label: "change", title: "what it did", most: 0.3 });
  expect(strip.domain).toEqual([-0.3, 0.3]);
  expect(strip.title).toBe("what it did");
  expect(strip.rows[0]).not.toHaveProperty("note");
});

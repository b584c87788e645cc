import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readCellFences } from "../../../src/book/cell-fence.ts";
import { chapterFolders } from "../../../src/book/chapter-folders.ts";
import { chapterSlug } from "../../../src/book/chapter-slug.ts";
import { moves } from "../../../src/book/moves.ts";

const root = path.resolve(import.meta.dirname, "../../../chapters");
const cellsOf = new Map(
  chapterFolders(root).map((folder) => {
    const mdx = readFileSync(path.join(root, folder, "index.mdx"), "utf8");
    return [chapterSlug(folder), readCellFences(mdx).cells.map(({ id }) => id)];
  }),
);

describe.each(moves)("what went from $from to $to", ({ from, to, cells, anchors }) => {
  test("its cells stand there, and no longer here", () => {
    expect(cellsOf.get(to)).toEqual(expect.arrayContaining(cells));
    expect(cellsOf.get(from)!.filter((id) => cells.includes(id))).toEqual([]);
  });

  test("each anchor is an id, or an old and a new one", () => {
    for (const anchor of anchors) expect(anchor).toMatch(/^[\w-]+(?:=[\w-]+)?$/);
  });
});

test("nothing of a page went to two places", () => {
  for (const from of new Set(moves.map((move) => move.from))) {
    const gone = moves.filter((move) => move.from === from);
    const ids = gone.flatMap(({ cells, anchors }) => [
      ...cells,
      ...anchors.map((anchor) => `#${anchor.split("=")[0]}`),
    ]);
    expect(ids).toEqual([...new Set(ids)]);
  }
});

test("every cell of the two long chapters is where it was, or in the table", () => {
  const were = {
    ppo:
      "no-gradient baseline kl-estimators gae clip models round round-film microscope watched value-watch one-step " +
      "ppo-train ppo-compare hack leash tricks tax ptx lab-sign lab-mask lab-old lab-temperature zoo zoo-names " +
      "ex-gae ex-clip ex-leash",
    "after-2022":
      "models best-of-n gao dpo-by-hand dpo-train dpo-compare dpo-moved group grpo-train think exact own-rule " +
      "courtesy export pairs-out ex-bon ex-dpo ex-top",
  };
  for (const [from, ids] of Object.entries(were)) {
    const gone = moves.filter((move) => move.from === from).flatMap(({ cells }) => cells);
    expect([...cellsOf.get(from)!, ...gone]).toEqual(expect.arrayContaining(ids.split(" ")));
  }
});

import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { chapterFolders } from "../src/book/chapter-folders.ts";
import { digest } from "../src/freeze/digest.ts";
import { readOutputs } from "../src/freeze/outputs-file.ts";
import { changelogIsTrue, readChangelog } from "./architecture/changelog-rules.ts";

const root = path.resolve(import.meta.dirname, "..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

/**
 * The outputs and values of all cells, and what the reference training gives. Not the keys that say what they
 * were made of, nor what depends on how fast the machine was.
 */
function frozenDigest(): string {
  const chapters = chapterFolders(path.join(root, "chapters")).map((folder) => {
    const cells = Object.entries(readOutputs(folder).cells);
    return JSON.stringify([folder, cells.map(([id, { values, kept, outputs }]) => [id, values, kept, outputs])]);
  });
  return digest(...chapters, read("tests/same-bits/reference.json"));
}

describe("every entry says what became of the bits, and it is true", () => {
  test("in the repository", () => {
    expect(changelogIsTrue(readChangelog(read(".github/CHANGELOG.md")), frozenDigest())).toEqual([]);
  });

  const [a, b] = ["aaaaaaaaaaaa", "bbbbbbbbbbbb"];
  const log = (entry: string, newest = b, before = a) => `# Changelog

## [Unreleased]

Frozen outputs: \`${newest}\`

### Changed

- ${entry}

## [0.1.0] - 2026-11-22

Frozen outputs: \`${before}\`

### Added

- The book.
  Bits: unchanged.
`;
  const faults = (text: string, now = b) => changelogIsTrue(readChangelog(text), now);
  const frozen = "PPO clips. Bits: changed. Frozen anew: chapter 5.";

  test("as it is where bits change, and where they do not", () => {
    expect(faults(log(frozen))).toEqual([]);
    expect(faults(log("A picture. Bits: unchanged.", a), a)).toEqual([]);
    const [unreleased] = readChangelog(log(frozen));
    expect(unreleased).toEqual({
      name: "Unreleased",
      date: undefined,
      digest: b,
      entries: [{ line: 9, section: "Changed", text: frozen }],
    });
  });

  test.each([
    ["says nothing of them", log("A picture.", a), a, /line 9: end it with "Bits/],
    ["does not say what was frozen", log("PPO clips. Bits: changed."), b, /line 9: end it with "Bits/],
    ["keeps silent about other outputs", log("A picture. Bits: unchanged."), b, /other frozen outputs than 0\.1\.0/],
    ["speaks of a change that there is not", log(frozen, a), a, /says that bits changed/],
    ["is behind the frozen outputs", log(frozen), "cccccccccccc", /no longer those of Unreleased.*`cccccccccccc`/],
    ["has no digest", log(frozen, "none"), b, /does not say what its frozen outputs are/],
    ["has a section of its own", log(frozen).replace("### Changed", "### News"), b, /"News" is none of/],
    ["has a version without a date", log(frozen).replace(" - 2026-11-22", ""), b, /0\.1\.0 has no date/],
  ])("unlike one that %s", (_, text, now, fault) => {
    expect(faults(text, now)).toContainEqual(expect.stringMatching(fault));
  });
});

/** What is done with a chapter's Markdown, in this order: for the page, and for the checks before it. */
import remarkMath from "remark-math";
import { remarkCellNames } from "./remark-cell-names.ts";
import { remarkCells } from "./remark-cells.ts";
import { remarkChapterLinks } from "./remark-chapter-links.ts";
import { remarkCitations } from "./remark-citations.ts";
import { remarkComponents } from "./remark-components.ts";
import { remarkExercises } from "./remark-exercises.ts";
import { remarkFaults } from "./faults.ts";
import { remarkFigures } from "./remark-figures.ts";
import { remarkFormulas } from "./remark-formulas.ts";
import { remarkFrontmatter } from "./remark-frontmatter.ts";
import { remarkHeadings } from "./remark-headings.ts";
import { remarkImages } from "./remark-images.ts";
import { remarkInlineElements } from "./remark-inline-elements.ts";
import { remarkNumbers } from "./remark-numbers.ts";
import { remarkParseFaults } from "./remark-parse-faults.ts";
import { remarkSources } from "./remark-sources.ts";
import { remarkSymbols } from "./remark-symbols.ts";
import { remarkValues } from "./remark-values.ts";

export const chapterPlugins = [
  remarkParseFaults,
  remarkMath,
  // first of all, what others add to
  remarkFrontmatter,
  remarkInlineElements,
  remarkComponents,
  remarkFormulas,
  remarkImages,
  remarkChapterLinks,
  remarkHeadings,
  remarkCells,
  remarkCellNames,
  remarkSources,
  remarkExercises,
  remarkFigures,
  remarkCitations,
  remarkSymbols,
  remarkNumbers,
  remarkValues,
  remarkFaults,
];

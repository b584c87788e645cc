/** Tells the faults of built pages where a writer can mend them: in a chapter, in an .astro file, or else in the page. */
import { chapterAddress } from "../book/chapter-slug.ts";
import { astroPlaces } from "./astro-origins.ts";
import { type Origin, originsIn, originsOfAddress } from "./chapter-origins.ts";
import type { SiteFault } from "./site-faults.ts";

export interface Sources {
  /** the text of each chapter, by its folder's name */
  chapters: ReadonlyMap<string, string>;
  /** the texts of the .astro files, by path */
  astro: ReadonlyMap<string, string>;
  base: string;
}

/** A line for each fault; what the same words make in many pages is told once. */
export function tellSiteFaults(faults: readonly SiteFault[], { chapters, astro, base }: Sources): string[] {
  const byPage = new Map(
    [...chapters].map(([folder, mdx]) => [`${chapterAddress(folder)}index.html`, { folder, mdx }]),
  );
  const origins = new Map<string, Origin[]>();
  const lines = new Set<string>();
  const elsewhere = new Map<string, SiteFault[]>();
  for (const fault of faults) {
    const chapter = byPage.get(fault.page);
    if (chapter && !origins.has(fault.page)) origins.set(fault.page, originsIn(chapter.mdx));
    const found = chapter ? originsOfAddress(origins.get(fault.page)!, fault.sought, base) : [];
    for (const { line, column } of found) {
      lines.add(`chapters/${chapter!.folder}/index.mdx:${line}:${column}: ${fault.message}`);
    }
    if (found.length === 0) elsewhere.set(fault.message, [...(elsewhere.get(fault.message) ?? []), fault]);
  }
  return [...lines, ...[...elsewhere.values()].flatMap((same) => tellElsewhere(same, astro, base))];
}

function tellElsewhere(same: readonly SiteFault[], astro: ReadonlyMap<string, string>, base: string): string[] {
  const { page, message, sought, element } = same[0]!;
  const pages = new Set(same.map((one) => one.page));
  const where = pages.size === 1 ? `in ${base}${page}` : `in ${pages.size} pages, the first of them ${base}${page}`;
  const places = astroPlaces(astro, sought, base);
  if (places.length > 0) {
    return places.map(({ file, line, column }) => `${file}:${line}:${column}: ${message} It is ${where}.`);
  }
  const inside = element.within === "" ? "" : `, within #${element.within}`;
  const said = element.text === "" ? "" : `, at “${element.text}”`;
  return [`dist/${page}: ${message} A component or layout made it, ${where}${inside}${said}.`];
}

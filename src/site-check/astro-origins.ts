/** Finds the .astro file that writes an address which is the same in every page. */

export interface AstroPlace {
  file: string;
  line: number;
  column: number;
}

/**
 * Where an address is written out: link("ppo/"), href="/mini-rlhf/ppo/" or href="#content".
 * @param files the texts of the .astro files, by path
 */
export function astroPlaces(files: ReadonlyMap<string, string>, address: string, base: string): AstroPlace[] {
  const below = address.startsWith(base) ? address.slice(base.length) : null;
  const quotes = ['"', "'", "`"];
  const sought = quotes.flatMap((quote) => [
    `${quote}${address}${quote}`,
    ...(below === null ? [] : [`link(${quote}${below}${quote})`]),
    // an id of the same page, in an attribute of ids
    ...(address.startsWith("#") ? [`=${quote}${address.slice(1)}${quote}`] : []),
  ]);
  return [...files].flatMap(([file, text]) => {
    const found = sought.map((one) => text.indexOf(one)).filter((at) => at >= 0);
    return found.slice(0, 1).map((at) => ({ file, ...placeAt(text, at) }));
  });
}

function placeAt(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  return { line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
}

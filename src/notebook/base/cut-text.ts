/** What a cell prints: no page can draw more at once, and nobody reads it. */
export const textLimit = 100_000;

/** A text, and where it is longer than that, its beginning and how much is missing. */
export function cutText(text: string, limit = textLimit): string {
  if (text.length <= limit) return text;
  // Counted before it is known how long the note is; it is no shorter than this one.
  const longest = note(text.length).length;
  const shown = Math.max(0, limit - longest);
  return `${text.slice(0, shown)}${note(text.length - shown)}`;
}

function note(missing: number): string {
  return `… (${missing.toLocaleString("en")} more characters are not shown)`;
}

/** Counts and lists, as a sentence has them. */

export function cards(count: number): string {
  return count === 1 ? "1 card" : `${count} cards`;
}

/** "a, b and c"; of many, the first ones */
export function listed(parts: readonly string[], most = 6): string {
  if (parts.length > most) return `${parts.slice(0, most).join(", ")} and ${parts.length - most} more`;
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/**
 * Why a browser keeps nothing, or does not give it back: there is no room, it may not, what is there
 * cannot be read, or a newer edition of the book has written it.
 */
export type StorageTrouble = "full" | "blocked" | "broken" | "newer";

/** What was thrown by localStorage or IndexedDB, told apart. Browsers have different names for it. */
export function troubleOf(error: unknown): StorageTrouble {
  const { name, message } = Object(error) as { name?: unknown; message?: unknown };
  if (/quota/i.test(`${String(name)} ${String(message)}`)) return "full";
  if (name === "VersionError") return "newer";
  return /^(?:NotFoundError|DataError|UnknownError|TypeError)$/.test(String(name)) ? "broken" : "blocked";
}

/**
 * The whole address of a file of this site: a worker of a blob has none of its own that "/x" could be
 * resolved against, but its modules have. What does not begin with "/" is in the book's folder.
 */
export function siteAddress(path: string): string {
  const base = import.meta.env.BASE_URL.replace(/\/?$/, "/");
  return new URL(path, new URL(base, import.meta.url)).href;
}

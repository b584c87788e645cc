/** The start of the site in an address: the address of the book, whatever follows. */
const base = import.meta.env.BASE_URL.replace(/\/*$/, "/");

/**
 * Under which name a page keeps what is its own. A server hands out one page at several addresses:
 * with `index.html`, without the last slash, and some with the site's name in other letters.
 */
export function pageKey(pathname: string = location.pathname, site: string = base): string {
  const isHere = pathname.toLowerCase().startsWith(site.toLowerCase());
  const path = isHere ? site + pathname.slice(site.length) : pathname;
  return path.replace(/(?:^|\/)index\.html?$/i, "/").replace(/\/*$/, "/");
}

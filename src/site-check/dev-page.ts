/** In the dev server: a page with a dead anchor, an id twice or a silent picture shows that instead of itself. */
import path from "node:path";
import type { MiddlewareHandler } from "astro";
import { readPage } from "./read-page.ts";
import { siteFaults } from "./site-faults.ts";
import { readSources } from "./site-sources.ts";
import { tellSiteFaults } from "./tell-site-faults.ts";

export const onRequest: MiddlewareHandler = async ({ url }, next) => {
  const response = await next();
  if (!response.headers.get("content-type")?.startsWith("text/html") || response.status !== 200) return response;
  const text = await response.text();
  const faults = pageFaults(text, url.pathname);
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return new Response(text, response);
};

/** What can be said of a page without the others. */
function pageFaults(text: string, pathname: string): string[] {
  const base = import.meta.env.BASE_URL.replace(/\/?$/, "/");
  const page = `${pathname.slice(base.length)}index.html`;
  const built = readPage(text, base);
  const alone = { ...built, links: built.links.filter(({ address }) => address.startsWith("#")) };
  const faults = siteFaults({ pages: new Map([[page, alone]]), files: new Set([page]), base });
  if (faults.length === 0) return [];
  return tellSiteFaults(faults, readSources(path.resolve("."), base));
}

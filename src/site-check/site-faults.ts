/** Holds the built pages against each other: dead addresses and anchors, ids that are there twice, silent pictures. */
import { closest } from "../notebook/base/suggest.ts";
import type { BuiltElement, BuiltPage } from "./read-page.ts";

export interface SiteFault {
  /** the page's file below dist/: "ppo/index.html" */
  page: string;
  /** what is wrong, and what to do */
  message: string;
  /** the address that is dead, or the id that is wrong: what to look for in the page's source */
  sought: string;
  element: BuiltElement;
}

export interface Site {
  /** by file below dist/: "ppo/index.html" */
  pages: ReadonlyMap<string, BuiltPage>;
  /** every file below dist/ */
  files: ReadonlySet<string>;
  /** "/mini-rlhf/" */
  base: string;
  /** where the site will live, if that is known */
  origin?: string;
}

const nowhere = "http://nowhere.invalid";

export function siteFaults(site: Site): SiteFault[] {
  return [...site.pages].flatMap(([page, built]) => [
    ...built.links.flatMap((link) => {
      const message = linkFault(link.address, page, site);
      return message === null ? [] : [{ page, message, sought: link.address, element: link }];
    }),
    ...[...built.ids].flatMap(([id, count]) => {
      if (count === 1) return [];
      const message = `The id "${id}" is there ${count} times, and only the first can be reached: give them ids of their own.`;
      return [{ page, message, sought: `#${id}`, element: { tag: "", within: id, text: "" } }];
    }),
    ...built.silent.map((element) => {
      const message = `A picture (<${element.tag}>) has no text for those who cannot see it: ${remedies[element.tag] ?? named}.`;
      return { page, message, sought: `#${element.within}`, element };
    }),
  ]);
}

const named = 'give it an aria-label, or aria-hidden="true" where it only decorates';
const remedies: Record<string, string> = {
  img: 'write alt="what it shows"',
  svg: named,
  figure: "give it a caption, or an aria-label",
};

/** @returns what is wrong with an address of this page; null for a good one, and for other sites */
export function linkFault(address: string, page: string, { pages, files, base, origin }: Site): string | null {
  const from = origin ?? nowhere;
  const here = `${from}${base}${page.replace(/index\.html$/, "")}`;
  if (!URL.canParse(address, here)) return `"${address}" is no address: mend it.`;
  const url = new URL(address, here);
  if (url.origin !== from) return null;
  if (!url.pathname.startsWith(base)) {
    return `${address} leads out of the book, which lives at ${base}: begin it with ${base}, or with "/" in a chapter.`;
  }
  const target = decodeURIComponent(url.pathname.slice(base.length));
  const file = target === "" || target.endsWith("/") ? `${target}index.html` : target;
  if (!files.has(file)) return deadPage(address, target, files);
  const anchor = decodeURIComponent(url.hash.slice(1).replace(/:~:.*$/, ""));
  const ids = pages.get(file)?.ids;
  if (anchor === "" || anchor === "top" || !ids || ids.has(anchor)) return null;
  const where = file === page ? "this page" : `${base}${target}`;
  return `${address}: nothing in ${where} has the id "${anchor}".${suggestion(anchor, ids.keys(), "#")}`;
}

function deadPage(address: string, target: string, files: ReadonlySet<string>): string {
  if (files.has(`${target}/index.html`)) return `${address} is the address of a page without its last "/": add it.`;
  const addresses = [...files].map((file) => file.replace(/(^|\/)index\.html$/, "$1"));
  return `${address} leads to nothing: the book has no ${target || "start page"}.${suggestion(target, addresses, "/")}`;
}

function suggestion(name: string, names: Iterable<string>, mark: string): string {
  const near = closest(name, names);
  return near === null ? " Mend the address, or leave the link out." : ` Did you mean ${mark}${near}?`;
}

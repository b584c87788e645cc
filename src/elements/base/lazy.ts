/**
 * Loads a part of the page that is needed only now. If it does not come, finds out why: there is no
 * network, the book was published anew and has other files by now, or something holds the file back.
 */
import { isLoadMessage } from "../../notebook/base/load-error.ts";
import { pageNotice, pageNoticeOnce } from "./page-notice.ts";

export type LoadCause = "offline" | "edition" | "withheld";

/** A part of the page that did not come; the message says so to the reader. */
export class LoadProblem extends Error {
  readonly loadCause: LoadCause;

  constructor(loadCause: LoadCause) {
    super(words[loadCause]);
    this.loadCause = loadCause;
  }
}

const words: Record<LoadCause, string> = {
  offline: "Is the network connection there? When it is back, reload the page; your edits are kept.",
  edition: "The book was published anew since this page was opened. Your edits are kept: reload the page.",
  withheld: "A file of this page does not come: a filter or an extension may hold it back. Your edits are kept.",
};

/** Loads it, or throws a LoadProblem; an error of what was loaded stays what it is. */
export async function lazy<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw error instanceof TypeError && isLoadMessage(error.message) ? await loadProblem() : error;
  }
}

/** Loads it and goes on with it; whatever goes wrong is told to the reader. */
export function lazily<T>(load: () => Promise<T>, goOn: (loaded: T) => unknown): void {
  lazy(load).then(goOn).catch(tellFailure);
}

export function tellFailure(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  if (!(error instanceof LoadProblem)) return pageNotice(`That did not work (${text}).`);
  // Several parts of the page may be missed at once, for the one reason.
  pageNoticeOnce(text, [{ label: "Reload", run: () => location.reload() }]);
}

/** Why a file of the page did not come. */
export async function loadProblem(): Promise<LoadProblem> {
  try {
    const response = await fetch(location.pathname, { cache: "no-store" });
    const there = [...(await response.text()).matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, address]) => address!);
    const here = [...document.querySelectorAll("script[src]")].map((script) => script.getAttribute("src")!);
    const isSame = response.ok ? named(here) === named(there) : response.status !== 404;
    return new LoadProblem(isSame ? "withheld" : "edition");
  } catch {
    return new LoadProblem("offline");
  }
}

/** The book's own scripts; their names change with what is in them, and in what they load. */
function named(addresses: string[]): string {
  return [...new Set(addresses.filter((address) => address.includes("/_astro/")))].sort().join();
}

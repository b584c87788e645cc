/** The worker behind the editor: fetches the types with the first question, then answers what the page asks. */
import { CellLanguage } from "./cell-language.ts";
import type { Answer, Question } from "./language-client.ts";
import { siteAddress } from "../notebook/base/site-address.ts";
import { type TypePack, typePackFile } from "./type-pack.ts";

let language: Promise<CellLanguage> | undefined;

async function fetchTypes(): Promise<TypePack> {
  const response = await fetch(siteAddress(typePackFile));
  if (!response.ok) throw new Error(`${typePackFile}: ${response.status}`);
  return (await response.json()) as TypePack;
}

self.onmessage = async ({ data }: MessageEvent<Question>) => {
  self.postMessage(await answer(data));
};

async function answer({ number, method, args, cells }: Question): Promise<Answer> {
  let service: CellLanguage;
  try {
    // Not before somebody waits for it: what fails with nobody waiting is an uncaught error.
    language ??= fetchTypes().then((pack) => new CellLanguage(pack));
    service = await language;
  } catch (error) {
    return { number, failed: String(error), isFatal: true };
  }
  try {
    if (cells) service.setCells(cells);
    const ask = service[method] as (...args: unknown[]) => unknown;
    return { number, value: ask.apply(service, args) };
  } catch (error) {
    // The compiler has its own bugs: one question without an answer is no reason to stop.
    return { number, failed: String(error), isFatal: false };
  }
}

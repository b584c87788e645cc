import { siteAddress } from "../base/site-address.ts";

/** Reads a file of the site's public folder, as `book("folder")("file")` does in a cell. */
export async function readBookFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const clean = path.replace(/^\/+|\/+(?=\/)/g, "");
  let response: Response;
  try {
    response = await fetch(siteAddress(`./${clean}`));
  } catch {
    throw new Error(`"${clean}" could not be loaded. Is the network connection there?`);
  }
  if (response.status === 404) throw new Error(`The book has no file "${clean}".`);
  if (!response.ok) throw new Error(`"${clean}" could not be loaded: the server answered ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}

import { trustedAddress } from "./trusted.ts";

/**
 * Starts a module worker that is held by the page's policy (layouts/Book.astro). A worker of a file has
 * the policy of that file, which is none, since GitHub Pages sends no headers; one of a blob has the
 * page's, and so have the workers that it starts. The blob only imports the file.
 * @param file what an import of "….ts?worker&url" gives
 */
export function startWorker(file: string, name?: string): Worker {
  const code = new Blob([importing(new URL(file, location.href).href)], { type: "text/javascript" });
  // The address is never revoked: the worker starts others from it (notebook/kernel/page-workers.ts).
  return new Worker(trustedAddress(URL.createObjectURL(code)), { type: "module", ...(name ? { name } : {}) });
}

/** Messages that come before the file is there are kept, and given to it when it is. */
function importing(address: string): string {
  return `const early = [];
const keep = (event) => early.push(event);
addEventListener("message", keep);
import(${JSON.stringify(address)}).then(() => {
  removeEventListener("message", keep);
  for (const { data, ports } of early) dispatchEvent(new MessageEvent("message", { data, ports }));
}).catch(reportError);
`;
}

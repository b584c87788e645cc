import type { Refusal } from "../base/refusals.ts";
import { siteAddress } from "../base/site-address.ts";

/** What takes an address as its first argument. */
const takers = ["fetch", "Request", "EventSource", "WebSocket", "WebTransport", "Worker"];

/**
 * Watches the addresses that cells ask for. Those without a host are files of the book, as in
 * `book(…)`: the worker is of a blob, which has no folder. Of those that the page's policy will refuse
 * it tells, since not every browser says which it has refused; this itself refuses nothing.
 */
export function watchAddresses(tell: (refusal: Refusal) => void): void {
  for (const name of takers) watch(globalThis, name, 0, tell);
  watch(XMLHttpRequest.prototype, "open", 1, tell);
}

function watch(owner: object, name: string, at: number, tell: (refusal: Refusal) => void): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== "function") return;
  const whole = (args: unknown[]): unknown[] => {
    const address = args[at] instanceof URL || typeof args[at] === "string" ? parse(String(args[at])) : null;
    if (!address) return args;
    if (isRefused(address, name)) tell({ address: address.href, isWorker: name === "Worker" });
    return args.map((arg, index) => (index === at ? address.href : arg));
  };
  const value = new Proxy(original, {
    apply: (target, self, args) => Reflect.apply(target, self, whole(args)),
    construct: (target, args, newTarget) => Reflect.construct(target, whole(args), newTarget),
  });
  Object.defineProperty(owner, name, { value });
}

function parse(text: string): URL | null {
  try {
    return new URL(text, siteAddress("."));
  } catch {
    return null;
  }
}

function isRefused({ protocol, host }: URL, taker: string): boolean {
  // The dev server has no policy.
  if (!import.meta.env.PROD) return false;
  if (protocol === "data:") return taker === "Worker";
  return /^(http|ws)s?:$/.test(protocol) && host !== new URL(location.origin).host;
}

/** What the browser tells of a refusal itself, where it does. */
export function refusalOf({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): Refusal | null {
  // "eval" and other words stand for what has no address.
  const hasAddress = /^\w+:|^(blob|data)$/.test(blockedURI);
  return hasAddress ? { address: blockedURI, isWorker: effectiveDirective === "worker-src" } : null;
}

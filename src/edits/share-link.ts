import { type CellChange, plainChanges } from "./changes.ts";

/** Longer addresses are cut or refused by some programs that they pass through. */
export const maxLinkLength = 8000;

/** What a link may unpack to; a few kilobytes can be made to unpack to gigabytes. */
const maxBytes = 512 * 1024;

/** The format of what follows. */
const version = "1";

/** In the address: #shared=1.k0DKB... */
const pattern = /^#?shared=(\d+)\.(.*)$/s;

/** A link that can't be read; the message says so to its reader. */
export class LinkProblem extends Error {}

export function isShareHash(hash: string): boolean {
  return /^#?shared=/.test(hash);
}

/** The changes as the hash of an address, without "#". */
export async function shareHash(changes: CellChange[]): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify(changes));
  const packed = await collect(through(json, new CompressionStream("deflate-raw")), Infinity);
  return `shared=${version}.${toBase64Url(packed)}`;
}

/** What a hash brings; throws a LinkProblem if it is damaged, or made to do damage. */
export async function readShareHash(hash: string): Promise<CellChange[]> {
  const [, itsVersion, text] = pattern.exec(hash) ?? [];
  if (text === undefined) throw damaged();
  if (itsVersion !== version)
    throw new LinkProblem("This link is from another version of the book and can’t be read by this one.");
  const json = await unpack(fromBase64Url(text));
  const changes = plainChanges(parse(json));
  if (!changes || changes.length === 0) throw damaged();
  return changes;
}

async function unpack(packed: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    const bytes = await collect(through(packed, new DecompressionStream("deflate-raw")), maxBytes);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw error instanceof LinkProblem ? error : damaged();
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw damaged();
  }
}

function damaged(): LinkProblem {
  return new LinkProblem(
    "The end of this link can’t be read: it was cut off or changed on its way. The page is as the book has it.",
  );
}

function through(bytes: Uint8Array<ArrayBuffer>, filter: CompressionStream | DecompressionStream) {
  return new Blob([bytes]).stream().pipeThrough(filter);
}

/** Reads a stream, and gives up as soon as it is longer than it may be. */
async function collect(stream: ReadableStream<Uint8Array<ArrayBuffer>>, limit: number) {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      void reader.cancel().catch(() => {});
      throw new LinkProblem("This link unpacks to more than cells can be. It was not opened.");
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(text)) throw damaged();
  try {
    const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch {
    throw damaged();
  }
}

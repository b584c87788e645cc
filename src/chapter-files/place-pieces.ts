/**
 * Finds for each cell of a file the cell of the book that it is: by its name, by its text, by what it
 * is like. A cell that was split is put together, cells that were merged are taken apart. What has no
 * place is handed back, so that nothing that a reader wrote is lost.
 */
import { type CellChange, plainInputs } from "../edits/changes.ts";
import { cutMerged, type KnownCell } from "./cut-merged.ts";
import type { FilePiece } from "./file-piece.ts";
import { shareIn, wordRuns, type WordRuns } from "./likeness.ts";

/** A cell of the page: the texts that it has, or had. */
export interface PageCell {
  id: string;
  texts: string[];
}

/** Something of the file that no cell is for. */
export interface LeftOver {
  why: string;
  kind: FilePiece["kind"];
  text: string;
}

export interface Placement {
  changes: CellChange[];
  leftOver: LeftOver[];
  /** cells that were in several pieces */
  joined: string[];
  /** cells that the file does not have */
  missing: string[];
}

interface Claim extends FilePiece {
  /** the cell it is */
  owner: string | null;
  /** why it is none */
  why: string;
  runs: WordRuns;
}

/** Two pieces of one name that have so much in common are two versions of a cell, not its halves. */
const copyShare = 0.5;

/** A piece is of a cell if so much of it is, and twice as much as of any other. */
const likeShare = 0.4;

export function placePieces(pieces: readonly FilePiece[], cells: readonly PageCell[]): Placement {
  const known = cells.map(({ id, texts }): KnownCell => {
    return { id, texts, versions: texts.map(wordRuns), runs: wordRuns(texts.join("\n\n")) };
  });
  const named = claimByName(pieces, new Set(cells.map(({ id }) => id)));
  claimByText(named, cells);
  claimByLikeness(named, known);
  const claims = cutAll(named, known);
  const own = cells.map(({ id, texts }) => ({ id, texts, parts: claims.filter(({ owner }) => owner === id) }));
  const lost = claims.filter(({ owner, source }) => owner === null && source.trim() !== "");
  return {
    changes: own.flatMap(({ id, texts, parts }) => (parts.length === 0 ? [] : [changeOf(id, parts, texts)])),
    leftOver: lost.map(({ why, kind, source }) => ({ why, kind, text: source })),
    joined: own.filter(({ parts }) => parts.length > 1).map(({ id }) => id),
    missing: own.filter(({ parts }) => parts.length === 0).map(({ id }) => id),
  };
}

function changeOf(id: string, parts: readonly Claim[], texts: readonly string[]): CellChange {
  const inputs = plainInputs(Object.assign({}, ...parts.map((one) => Object(one.inputs) as object)));
  const sources = parts.map(({ source }) => source);
  const written = sources.filter((source) => source.trim() !== "");
  const source = (written.length > 0 ? written : sources.slice(0, 1)).reduce((before, next) =>
    together(before, next, texts),
  );
  return { id, source, ...(Object.keys(inputs).length > 0 ? { inputs } : {}) };
}

function claimByName(pieces: readonly FilePiece[], ids: ReadonlySet<string>): Claim[] {
  const claims: Claim[] = [];
  const named = new Map<string, Claim[]>();
  for (const piece of pieces) {
    const { label, kind, source } = piece;
    const claim: Claim = { ...piece, owner: null, why: whyNot(piece), runs: wordRuns(source) };
    claims.push(claim);
    if (kind !== "code" || label === null || !ids.has(label)) continue;
    const others = named.get(label) ?? [];
    named.set(label, [...others, claim]);
    if (others.some((one) => isVersion(one, claim))) claim.why = `Another version of the cell ${label}`;
    else claim.owner = label;
  }
  return claims;
}

function isVersion(a: Claim, b: Claim): boolean {
  const share = Math.max(shareIn(a.runs, b.runs), shareIn(b.runs, a.runs));
  return share >= copyShare || (a.source === b.source && a.source.trim() !== "");
}

function whyNot({ kind, label }: FilePiece): string {
  if (kind === "text") return "Text between the cells";
  return label === null ? "A cell without a name" : `A cell called ${label}`;
}

/** The same words in another layout are the same text. */
function claimByText(claims: Claim[], cells: readonly PageCell[]): void {
  const plain = (text: string): string => text.replace(/\s+/g, " ").trim();
  const texts = cells.map(({ id, texts }) => ({ id, texts: texts.map(plain) }));
  const taken = new Set(claims.map(({ owner }) => owner));
  for (const claim of claims.filter(isOpen)) {
    const text = plain(claim.source);
    const [same, ...more] = texts.filter((one) => !taken.has(one.id) && one.texts.includes(text));
    if (!same || more.length > 0) continue;
    claim.owner = same.id;
    taken.add(same.id);
  }
}

function isOpen({ owner, kind, source }: Claim): boolean {
  return owner === null && kind === "code" && source.trim() !== "";
}

/** The surest first; what a cell has already of its text, a further piece cannot bring. */
function claimByLikeness(claims: Claim[], known: readonly KnownCell[]): void {
  const open = new Set(claims.filter(isOpen));
  while (open.size > 0) {
    const rest = restOf(claims, known);
    const best = [...open]
      .map((claim) => ({ claim, ...closest(claim.runs, rest) }))
      .sort((a, b) => b.share - a.share)[0]!;
    if (best.share < likeShare) return;
    best.claim.owner = best.id;
    open.delete(best.claim);
  }
}

/** Of which cells each run of words is, where no piece has brought it yet. */
function restOf(claims: readonly Claim[], known: readonly KnownCell[]): Map<string, string[]> {
  const rest = new Map<string, string[]>();
  for (const { id, runs } of known) {
    const there = claims.filter(({ owner }) => owner === id);
    for (const run of runs) if (!there.some((one) => one.runs.has(run))) rest.set(run, [...(rest.get(run) ?? []), id]);
  }
  return rest;
}

/** The cell that a text is from; a share of 0 if it could be several. */
function closest(runs: WordRuns, rest: ReadonlyMap<string, string[]>): { id: string | null; share: number } {
  const counts = new Map<string, number>();
  for (const run of runs) for (const id of rest.get(run) ?? []) counts.set(id, (counts.get(id) ?? 0) + 1);
  const [first, second] = [...counts].sort(([, a], [, b]) => b - a);
  const isSure = first !== undefined && first[1] >= 2 * (second?.[1] ?? 0);
  return isSure ? { id: first[0], share: first[1] / runs.size } : { id: null, share: 0 };
}

function cutAll(claims: readonly Claim[], known: readonly KnownCell[]): Claim[] {
  const taken = new Set(claims.map(({ owner }) => owner));
  return claims.flatMap((claim): Claim[] => {
    if (claim.kind === "text") return [claim];
    const owner = known.find(({ id }) => id === claim.owner) ?? null;
    const parts = cutMerged(
      claim.source,
      owner,
      known.filter(({ id }) => !taken.has(id)),
    );
    if (!parts) return [claim];
    for (const { id } of parts) taken.add(id);
    return parts.map(({ id, text }) => ({
      ...claim,
      owner: id,
      source: text,
      inputs: id === claim.owner ? claim.inputs : {},
    }));
  });
}

/** Two halves of a cell, with as many line ends between them as in one of its texts, else as they come. */
function together(before: string, next: string, texts: readonly string[]): string {
  const [upper, lower] = [before.replace(/\n+$/, ""), next.replace(/^\n+/, "")];
  const [last, first] = [upper.slice(upper.lastIndexOf("\n") + 1), lower.split("\n", 1)[0]!];
  const gap = ["\n", "\n\n", "\n\n\n"].find((ends) => texts.some((text) => text.includes(last + ends + first)));
  if (gap) return upper + gap + lower;
  return upper.length < before.length || lower.length < next.length ? before + next : `${before}\n${next}`;
}

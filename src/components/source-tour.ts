/**
 * The order in which the source is best read: what each chapter is the first to use, from the ground
 * up, and then the inner rooms. It is made from the imports and from snippets/README.md, so that a new
 * file has its place at once.
 */
export interface TourStop {
  title: string;
  about: string;
  /** below snippets/, without their endings */
  files: string[];
}

/** A file and the files that it imports. */
export type ImportGraph = ReadonlyMap<string, { imports: readonly string[] }>;

interface UsingChapter {
  short: string;
  description: string;
  /** files that its cells import */
  uses: readonly string[];
}

/** @param readme the text of snippets/README.md, which says what each room is for */
export function sourceTour(graph: ImportGraph, chapters: readonly UsingChapter[], readme: string): TourStop[] {
  const rooms = readRooms(readme);
  const taken = new Set<string>();
  const stops = chapters.map(({ short, description, uses }): TourStop => {
    const isOpen = (name: string): boolean => graph.has(name) && !isInner(name);
    return { title: short, about: description, files: fromTheGround(uses, graph, isOpen, taken) };
  });
  const roomStops = rooms.map(({ folder, title, about }): TourStop => {
    const own = [...graph.keys()].filter((name) => name.startsWith(`${folder}/`));
    const isOwn = (name: string): boolean => name.startsWith(`${folder}/`);
    return { title, about, files: fromTheGround(own, graph, isOwn, taken) };
  });
  const rest = [...graph.keys()].filter((name) => !taken.has(name));
  const last = { title: "Besides", about: "What no cell imports itself.", files: rest };
  return [...stops, ...roomStops, last].filter(({ files }) => files.length > 0);
}

/** What a chapter reads itself: the public core. */
function isInner(name: string): boolean {
  return name.includes("/") && !/^(?:world|methods|labeler|chase|illustrations)\//.test(name);
}

/** The files and what they import, each after what it needs itself. */
function fromTheGround(
  names: readonly string[],
  graph: ImportGraph,
  isIn: (name: string) => boolean,
  taken: Set<string>,
): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const needed of graph.get(name)?.imports ?? []) visit(needed);
    if (!isIn(name) || taken.has(name)) return;
    taken.add(name);
    order.push(name);
  };
  for (const name of names) visit(name);
  return order;
}

interface Room {
  folder: string;
  title: string;
  about: string;
}

/** Sections such as "### `engine/`: What makes it fast", with the paragraph below. */
export function readRooms(readme: string): Room[] {
  const sections = readme.matchAll(/^### `([\w-]+)\/`: (.+)\n\n((?:.+\n)+)/gm);
  return [...sections].map(([, folder, title, about]) => ({
    folder: folder!,
    title: title!,
    about: about!.trim().replace(/\s+/g, " "),
  }));
}

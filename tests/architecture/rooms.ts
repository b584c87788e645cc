/**
 * The rooms of the house, from the ground up: a file's folder says what it may import, namely its own
 * room and the rooms before it. A new file needs no entry here; a new folder does.
 */
const rooms = [
  "snippets/base",
  "snippets/", // and the rooms that it is made with: see `within`
  "snippets/methods",
  "snippets/labeler",
  "snippets/chase",
  "snippets/illustrations",
  "snippets/experiments",
  "snippets/cli",
  "src/notebook/base",
  "src/notebook/language",
  "src/notebook/output",
  "src/notebook/cell-api",
  "src/notebook/kernel",
  "src/notebook/client",
  "src/public-core",
  "src/editor",
  "src/edits",
  "src/chapter-files",
  "src/benchmark",
  "src/labeler",
  "src/book",
  "src/plugins",
  "src/site-check",
  "src/elements/base",
  "src/elements/state",
  "src/elements/run",
  "src/elements/outputs",
  "src/elements/editor",
  "src/elements/cell",
  "src/elements/chapter",
  "src/elements/page",
  "src/elements/labeler",
  "src/components",
  "src/layouts",
  "src/pages",
  "src/check",
  "src/freeze",
  "src/new-chapter",
  "src/script",
  "src/", // what package.json starts
] as const;

/**
 * The public core and its inner rooms read each other: a trainer uses the engine, the engine knows the
 * model's shapes. What an inner room may not know is said here.
 */
const within: Record<string, string[]> = {
  "snippets/tensor": ["engine", "checkpoint", "workers", "world"],
  "snippets/engine": ["checkpoint", "workers", "world"],
  "snippets/checkpoint": ["tensor", "engine", "workers", "world"],
  "snippets/workers": ["checkpoint", "world"],
  "snippets/world": ["tensor", "engine", "checkpoint", "workers"],
};

/** The folder of a file, as far as it is a room. */
export function roomOf(path: string): string | undefined {
  const inner = Object.keys(within).find((room) => path.startsWith(`${room}/`));
  if (inner) return inner;
  const room = rooms.find((name) =>
    name.endsWith("/") ? path.slice(0, path.lastIndexOf("/") + 1) === name : path.startsWith(`${name}/`),
  );
  return room?.replace(/\/$/, "");
}

/** Whether a file of one room may import one of another. */
export function mayImport(from: string, target: string): boolean {
  if (within[from]?.some((name) => target === `snippets/${name}`)) return false;
  return floorOf(target) <= floorOf(from);
}

function floorOf(room: string): number {
  const name = room in within ? "snippets" : room;
  return rooms.findIndex((one) => one.replace(/\/$/, "") === name);
}

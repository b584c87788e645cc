/**
 * What is wrong with a chapter, told together at the end: a writer mends it in one go. A plugin refuses with
 * `file.fail` inside `attempt`, or with `refuse`; `remarkFaults`, the last of the plugins, fails the build.
 */
import path from "node:path";
import type { Node, Root } from "mdast";
import type { VFile } from "vfile";

type Message = VFile["messages"][number];

/** A node, or where in the file. */
export type Place = Node | { line: number; column: number };

/** Does one step of a check; what it refuses with `file.fail` is told at the end. */
export function attempt(file: VFile, step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!file.messages.includes(error as Message)) throw error;
  }
}

/** Refuses the chapter, and goes on looking. */
export function refuse(file: VFile, reason: string, place: Place): void {
  file.message(reason, place as Node).fatal = true;
}

const refused = new WeakSet<object>();

/** Notes that a node has been refused: what others would find wrong with it follows from that. */
export function markRefused(node: object): void {
  refused.add(node);
}

export function isRefused(node: object): boolean {
  return refused.has(node);
}

export function remarkFaults() {
  return (_: Root, file: VFile) => tellFaults(file);
}

/** @throws the first fault; its message has all of them, a line each */
export function tellFaults(file: VFile): void {
  const first = faultsOf(file)[0];
  if (!first) return;
  first.message = faultLines(file).join("\n");
  throw first;
}

/** "chapters/05-ppo/index.mdx:12:3: what is wrong", in the order of the file */
export function faultLines(file: VFile): string[] {
  return faultsOf(file).map(({ line, column, reason }) => `${shownPath(file)}:${line ?? 1}:${column ?? 1}: ${reason}`);
}

function faultsOf(file: VFile): Message[] {
  return file.messages.filter(({ fatal }) => fatal).sort(byPlace);
}

function shownPath({ cwd, path: given = "" }: VFile): string {
  const relative = path.relative(cwd, path.resolve(cwd, given));
  return relative.startsWith("..") ? given : relative.split(path.sep).join("/");
}

function byPlace(a: Message, b: Message): number {
  return (a.line ?? 1) - (b.line ?? 1) || (a.column ?? 1) - (b.column ?? 1);
}

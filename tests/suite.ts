/**
 * Which tests a run is of: the quick ones that `npm test` runs every day, the deep ones (long
 * trainings, generated corpora) in `*.deep.test.ts` and `*.deep.spec.ts`, or all.
 */
export type Suite = "quick" | "deep" | "all";

/** The files of the chosen suite, as globs; by hand, without a choice, all. @param kind "test" or "spec" */
export function filesOf(
  kind: "test" | "spec",
  suite = process.env.SUITE ?? "all",
): { include: string[]; exclude: string[] } {
  const deep = `**/*.deep.${kind}.ts`;
  return { include: [suite === "deep" ? deep : `**/*.${kind}.ts`], exclude: suite === "quick" ? [deep] : [] };
}

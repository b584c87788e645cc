import type { Module } from "./modules.ts";

/** What runs in the browser: the elements and the workers, with all that they import. */
const beginnings =
  /^src\/(?:elements\/|notebook\/kernel\/worker|editor\/language-worker|benchmark\/worker|public-core\/)/;

/** The packages that reach the browser, whenever they do. */
export function packagesInBrowser(modules: Module[]): string[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { target, specifier, typeOnly } of byPath.get(file)?.imports ?? []) {
      if (target) visit(target.replace(/\?.*$/, ""));
      else if (!typeOnly && !/^node:|\?url$/.test(specifier)) packages.add(specifier);
    }
  };
  for (const file of byPath.keys()) if (beginnings.test(file)) visit(file);
  return [...packages].sort();
}

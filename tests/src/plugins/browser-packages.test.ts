import path from "node:path";
import { expect, test } from "vitest";
import { browserPackages } from "../../../src/plugins/browser-packages.ts";
import { parseModules } from "../../architecture/modules.ts";
import { readSourceTree } from "../../architecture/source-tree.ts";

/** What runs in the browser: the elements and the workers, with all that they import. */
const beginnings =
  /^src\/(?:elements\/|notebook\/kernel\/worker|editor\/language-worker|benchmark\/worker|public-core\/)/;

test("every package that the browser gets is on the list, and no other one", () => {
  const modules = new Map(
    parseModules(readSourceTree(path.resolve(import.meta.dirname, "../../.."))).map((one) => [one.path, one]),
  );
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { target, specifier, typeOnly } of modules.get(file)?.imports ?? []) {
      if (target) visit(target.replace(/\?.*$/, ""));
      else if (!typeOnly && !/^node:|\?url$/.test(specifier)) packages.add(specifier);
    }
  };
  for (const file of modules.keys()) if (beginnings.test(file)) visit(file);
  expect([...packages].sort()).toEqual([...browserPackages].sort());
});

import type { SourceTree } from "./source-tree.ts";

const topLevel = new Set([
  "LICENSE",
  "README.md",
  "astro.config.mjs",
  "chapters",
  "package-lock.json",
  "package.json",
  "public",
  "snippets",
  "src",
  "tests",
  "tsconfig.json",
]);

/** Nothing new at the root but dot-files. */
export function topLevelIsFixed(names: string[]) {
  return names
    .filter((name) => !name.startsWith(".") && !topLevel.has(name))
    .map((name) => `${name} does not belong at the top level`);
}

/** Folders of one person's machine, and package registries. */
const places = [
  /(?<![\w.])\/(?:work|root|home\/\w+|Users\/\w+|tmp\/\w+)\//,
  /[A-Z]:\\+Users\\+\w+/,
  /\bregistry\.[\w.-]+\.\w+/,
  /"resolved": "http/,
];

/** Their examples of what is wrong would be found themselves. */
const withMadeUpPlaces = new Set([
  "tests/architecture.test.ts",
  "tests/architecture/repository-rules.ts",
  "tests/provision.test.ts",
]);

/** Nothing that is true on one machine only. */
export function filesFitEveryMachine(tree: SourceTree) {
  return [...tree]
    .filter(([path]) => !withMadeUpPlaces.has(path))
    .flatMap(([path, text]) =>
      text.split("\n").flatMap((line, index) => {
        const place = places.map((pattern) => line.match(pattern)?.[0]).find(Boolean);
        return place ? [`${path}:${index + 1} names ${place}`] : [];
      }),
    );
}

interface LockedPackage {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/**
 * The lock file has every package that another one asks for, on all platforms:
 * npm leaves out those it cannot see, and then `npm ci` fails.
 */
export function lockIsComplete(packages: Record<string, LockedPackage>) {
  return Object.entries(packages).flatMap(([from, locked]) => {
    const wanted = {
      ...locked.dependencies,
      ...locked.optionalDependencies,
      ...(from === "" ? locked.devDependencies : {}),
    };
    return Object.keys(wanted)
      .filter((name) => !isLocked(name, from, packages))
      .map((name) => `${from || "package.json"} asks for ${name}, which package-lock.json lacks`);
  });
}

/** Looks for a package as Node does: beside the asker, then further out. */
function isLocked(name: string, from: string, packages: Record<string, unknown>) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    if (`${folder && `${folder}/`}node_modules/${name}` in packages) return true;
    if (folder === "") return false;
  }
}

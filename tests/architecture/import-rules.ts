import type { Module } from "./modules.ts";
import { mayImport, roomOf } from "./rooms.ts";

/** Every file of the house is in a room, and imports only from below. */
export function importsPointDown(modules: Module[]) {
  return house(modules).flatMap((module) => {
    const room = roomOf(module.path);
    if (!room)
      return [`${module.path} is in no room: put it into one, or add its folder to tests/architecture/rooms.ts`];
    return module.imports.flatMap(({ target, line }) => {
      if (!target || !/^(snippets|src)\/.*\.(ts|astro)$/.test(target)) return [];
      const other = roomOf(target);
      if (other && mayImport(room, other)) return [];
      return [
        `${module.path}:${line} imports ${target}; ${room}/ may not know ${other ? `${other}/` : "what is in no room"}`,
      ];
    });
  });
}

/** No file imports itself through others. */
export function importsHaveNoCycles(modules: Module[]) {
  const edges = new Map(modules.map(({ path, imports }) => [path, imports.flatMap(({ target }) => target ?? [])]));
  const finished = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: string[]) => {
    if (trail.includes(path)) {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(" > "));
      return;
    }
    if (finished.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    finished.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return cycles;
}

/** The core uses itself and TensorFlow.js; only its cli uses Node, and commander to read what is typed. */
export function coreStandsAlone(modules: Module[]) {
  return core(modules).flatMap(({ path, imports }) =>
    imports.flatMap(({ specifier, target, line }) => {
      if (target?.startsWith("snippets/") || specifier.startsWith("@tensorflow/")) return [];
      if (isCli(path) && (specifier === "commander" || specifier.startsWith("node:"))) return [];
      return [`${path}:${line} imports ${specifier}; the core stands alone`];
    }),
  );
}

/** What the base and the Burrow do needs no TensorFlow.js, nor does anything that they use. */
export function worldIsPlain(modules: Module[]) {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const reach = (path: string, seen: Set<string>): string | undefined => {
    if (seen.has(path)) return undefined;
    seen.add(path);
    for (const { specifier, target, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (typeOnly) continue;
      if (specifier.startsWith("@tensorflow/")) return path;
      const found = target && reach(target, seen);
      if (found) return found;
    }
    return undefined;
  };
  const plain = modules.filter(({ path }) => /^snippets\/(?:base|world)\//.test(path));
  return plain.flatMap(({ path }) => {
    const found = reach(path, new Set());
    return found ? [`${path} needs TensorFlow.js, by way of ${found}`] : [];
  });
}

/** Where the notebook reaches the core: the cells' modules, their backend, the other workers. */
const bridges = [
  "core-modules",
  "start-backend",
  "page-workers",
  "training-worker",
  "tensor-state",
  "backend-cost",
].map((name) => `src/notebook/kernel/${name}.ts`);

/** The notebook knows no page and no Astro, and the core only over its bridges. */
export function notebookKnowsNoPage(modules: Module[]) {
  return modules
    .filter(({ path }) => path.startsWith("src/notebook/"))
    .flatMap(({ path, imports }) =>
      imports.flatMap(({ specifier, target, line }) => {
        if (/^(astro\b|@astrojs\/|node:)/.test(specifier) || target?.endsWith(".astro")) {
          return [`${path}:${line} imports ${specifier}; the notebook knows no page and no Node`];
        }
        const toCore = target?.startsWith("snippets/") || specifier.startsWith("@tensorflow/");
        return toCore && !bridges.includes(path)
          ? [`${path}:${line} imports ${specifier}; only ${bridges.join(", ")} reach the core`]
          : [];
      }),
    );
}

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** Imported packages are in package.json: as dependencies, for all but tests, tools and types. */
export function packagesAreDeclared(modules: Module[], manifest: Manifest) {
  const forSite = Object.keys(manifest.dependencies ?? {});
  const forTests = [...forSite, ...Object.keys(manifest.devDependencies ?? {})];
  return modules.flatMap(({ path, imports }) =>
    imports.flatMap(({ specifier, target, line, typeOnly }) => {
      if (target || /^(node|astro|virtual):/.test(specifier)) return [];
      const name = specifier.match(/^(@[^/]+\/)?[^/?]+/)?.[0] ?? specifier;
      const known = typeOnly || path.startsWith("tests/") ? forTests : forSite;
      if (known.includes(name) || (typeOnly && known.includes(`@types/${name}`))) return [];
      return [`${path}:${line} imports ${name}, which package.json lacks`];
    }),
  );
}

/** Every import of one of our files names a file that is there. */
export function importsExist(modules: Module[], exists: (path: string) => boolean) {
  return modules.flatMap(({ path, imports }) =>
    imports.flatMap(({ target, specifier, line }) =>
      target && !exists(target) ? [`${path}:${line} imports ${specifier}, which is not there`] : [],
    ),
  );
}

function house(modules: Module[]) {
  return modules.filter(({ path }) => /^(snippets|src)\//.test(path));
}

function core(modules: Module[]) {
  return modules.filter(({ path }) => path.startsWith("snippets/"));
}

export function isCli(path: string) {
  return path === "snippets/cli/main.ts" || path.startsWith("snippets/cli/");
}

import { layerOf, layers } from "./layers.ts";
import type { Module } from "./modules.ts";

/** Every file of the house has a place, and imports only from below. */
export function importsPointDown(modules: Module[]) {
  return house(modules).flatMap((module) => {
    const layer = layerOf(module.path);
    if (layer < 0) return [`${module.path} has no layer: add it to tests/architecture/layers.ts`];
    return module.imports.flatMap(({ target, line }) => {
      if (!target || !/^(snippets|src)\/.*\.(ts|astro)$/.test(target)) return [];
      const below = layerOf(target);
      if (below >= 0 && below <= layer) return [];
      const place = below < 0 ? "which has no layer" : `which is above it: ${layers[below]!.name}`;
      return [`${module.path}:${line} (${layers[layer]!.name}) imports ${target}, ${place}`];
    });
  });
}

/** No file imports itself through others. */
export function importsHaveNoCycles(modules: Module[]) {
  const edges = new Map(
    modules.map(({ path, imports }) => [path, imports.flatMap(({ target }) => target ?? [])]),
  );
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

/** The core uses itself and TensorFlow.js (not in L0); only its cli uses Node. */
export function coreStandsAlone(modules: Module[]) {
  return core(modules).flatMap(({ path, imports }) =>
    imports.flatMap(({ specifier, target, line }) => {
      if (target?.startsWith("snippets/")) return [];
      if (/^@tensorflow\//.test(specifier)) {
        return isPlain(path) ? [`${path}:${line} is L0 and imports ${specifier}`] : [];
      }
      if (specifier.startsWith("node:") && isCli(path)) return [];
      return [`${path}:${line} imports ${specifier}; the core stands alone`];
    }),
  );
}

/** Where the notebook reaches the core: the cells' modules, their backend, the second worker. */
const bridges = [
  "src/notebook/modules.ts",
  "src/notebook/start-backend.ts",
  "src/notebook/two-workers.ts",
  "src/notebook/training-worker.ts",
  "src/notebook/tensor-state.ts",
  "src/notebook/backend-cost.ts",
];

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

/** Imported packages are in package.json: as dependencies, for all but tests and types. */
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

function isPlain(path: string) {
  return layers[layerOf(path)]?.name.startsWith("L0") ?? false;
}

export function isCli(path: string) {
  return path === "snippets/cli.ts" || path.startsWith("snippets/cli/");
}

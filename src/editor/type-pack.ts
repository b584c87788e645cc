/** What the editor's worker fetches before it can say anything about types. */
export interface TypePack {
  /** declaration files by absolute path */
  files: Record<string, string>;
  /** what a cell may import */
  modules: string[];
  /** which file a module stands in, where it is a package's */
  packages: Record<string, string>;
}

/** What a cell can use without an import: it runs in a worker, so it has no page. */
export const libraries = ["es2024", "esnext.disposable", "webworker"] as const;

/** The pack's file, from the site's base. */
export const typePackFile = "editor-types.json";

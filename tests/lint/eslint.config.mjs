/** What ESLint looks for, in `npm run check`: what Prettier and the types do not see. */
import path from "node:path";
import js from "@eslint/js";
import astro from "eslint-plugin-astro";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";
import { reasons } from "./reasons.mjs";

const root = path.resolve(import.meta.dirname, "../..");

const notOurs = ["dist/", ".astro/", "runs/", "public/", "chapters/", "**/fixtures/"];
// AssemblyScript: its compiler knows it, TypeScript does not.
const otherLanguage = ["snippets/engine/kernels/", "tests/bench/kernel/"];

/** For scripts of .astro files, too. */
const everywhere = {
  // `_` is what one has to name and does not use.
  "@typescript-eslint/no-unused-vars": [
    "error",
    { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none", ignoreRestSiblings: true },
  ],
  // `async ({}, use)` is how Playwright reads that a fixture needs no other.
  "no-empty-pattern": ["error", { allowObjectPatternsAsParameters: true }],
};

const accessible = {
  // Without a role, Safari takes a list that has no bullets for no list.
  "astro/jsx-a11y/no-redundant-roles": ["error", { ol: ["list"], ul: ["list"] }],
  // What scrolls must be reached by the keyboard; it is a region with a name then.
  "astro/jsx-a11y/no-noninteractive-tabindex": ["error", { roles: ["region"], allowExpressionValues: true }],
};

const withTypes = {
  // What is new in a union is seen by every switch over it, or the switch says `default`.
  "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
  // JSON and what libraries leave untyped is `any` where it comes in, and gets its type in the next line.
  "@typescript-eslint/no-unsafe-argument": "off",
  "@typescript-eslint/no-unsafe-assignment": "off",
  "@typescript-eslint/no-unsafe-call": "off",
  "@typescript-eslint/no-unsafe-member-access": "off",
  "@typescript-eslint/no-unsafe-return": "off",
  // Interfaces are written with methods, also where what fulfils them is a closure without `this`.
  "@typescript-eslint/unbound-method": "off",
  // What fulfils an interface of promises is async, though this one need not wait: what it throws, rejects.
  "@typescript-eslint/require-await": "off",
  // A complaint prints whatever it was given, the shape [2, 3] as well as an object.
  "@typescript-eslint/no-base-to-string": "off",
  "@typescript-eslint/restrict-template-expressions": "off",
};

export default defineConfig(
  globalIgnores([...notOurs, ...otherLanguage]),
  { linterOptions: { reportUnusedDisableDirectives: "error", reportUnusedInlineConfigs: "error" } },
  {
    files: ["**/*.ts", "**/*.mjs", "**/*.cjs", "**/*.astro"],
    plugins: { house: { rules: { reasons } } },
    extends: [js.configs.recommended],
    // Names that are not there are TypeScript's affair, in .astro files too.
    rules: { "house/reasons": "error", "no-undef": "off" },
  },
  {
    files: ["**/*.ts"],
    ignores: ["**/*.astro/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: { ...everywhere, ...withTypes },
  },
  {
    files: ["**/*.astro", "**/*.astro/*.ts"],
    extends: [
      tseslint.configs.recommended,
      astro.configs["flat/recommended"],
      astro.configs["flat/jsx-a11y-recommended"],
    ],
    rules: { ...everywhere, ...accessible },
  },
  {
    files: ["tests/**"],
    // Lists with holes are among what no cell and no forged record may break the page with.
    rules: { "no-sparse-arrays": "off" },
  },
);

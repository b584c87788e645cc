/** A component's template: tests/src/elements/astro-markup.ts. */
declare module "*.astro?markup" {
  const markup: (names: Record<string, unknown>) => string;
  export default markup;
}

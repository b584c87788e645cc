import { expect, test } from "vitest";
import { cellModules, cellsOf, unreadFences } from "../../../src/check/cell-program.ts";

const mdx = `# Title

\`\`\`ts cell id=first
const x: number = 1;
const y = "two";
\`\`\`

\`\`\`ts
not a cell
\`\`\`

\`\`\`ts cell id=second
const y = x + 1;
\`\`\`

\`\`\`ts cell id=third
show(x + y);
\`\`\`
`;

test("finds the cells and their lines", () => {
  expect(cellsOf(mdx).map(({ id, line }) => [id, line])).toEqual([
    ["first", 4],
    ["second", 13],
    ["third", 17],
  ]);
});

test("a cell stands at its own line and imports the nearest definitions above", () => {
  const { modules, faults } = cellModules(cellsOf(mdx));
  expect(faults).toEqual([]);
  const [first, second, third] = modules.map(({ text }) => text.split("\n"));
  expect(first!.slice(3)).toEqual(["const x: number = 1;", 'const y = "two";', "export { x, y };", ""]);
  expect(second![12]).toBe("const y = x + 1;");
  expect(second!.slice(13)).toEqual(['import { x } from "./first.ts";', "export { y };", ""]);
  expect(third!.slice(17)).toEqual([
    'import { x } from "./first.ts";',
    'import { y } from "./second.ts";',
    "export {  };",
    "",
  ]);
});

test("a cell that can't be read is a fault at its place in the page", () => {
  const broken = mdx.replace("const y = x + 1;", "const y = = 1;");
  const { modules, faults } = cellModules(cellsOf(broken));
  expect(modules.map(({ id }) => id)).toEqual(["first", "third"]);
  expect(faults).toMatchObject([{ line: 13, column: 11 }]);
});

test.each(["  ```ts cell id=a", "````ts cell id=a", "~~~ts cell id=a", "```ts cell", "```ts cell id=a x"])(
  "a fence that the type check does not know is a fault: %s",
  (fence) => expect(unreadFences(`text\n${fence}`)).toMatchObject([{ line: 2 }]),
);

test("other fences are none of its business", () => {
  expect(unreadFences(`${mdx}\n\`\`\`sh\nls\n\`\`\``)).toEqual([]);
});

import { describe, expect, test } from "vitest";
import { FakeNotebook, textOf } from "../fake-notebook.ts";

/** Names that objects, promises and engines use for themselves are names like any other in a cell. */
const usual =
  "__proto__ constructor toString valueOf hasOwnProperty prototype then catch_ async of get set self globalThis window process NaN Infinity undefined exports module require type".split(
    " ",
  );

describe("a cell's name may be", () => {
  test.each(usual)("%s", async (name) => {
    const page = new FakeNotebook({ a: `const ${name} = 3;`, b: `${name} + 1` });
    expect(textOf((await page.run("b")).outputs)).toBe("4");
    expect(page.ran()).toEqual(["a", "b"]);
    expect(textOf((await page.run("b")).outputs)).toBe("4");
    expect(page.ran(), "the cell above has run").toEqual(["b"]);
  });

  test.each(usual)("%s, when a function of the cell changes it", async (name) => {
    const page = new FakeNotebook({ a: `let ${name} = 3; const add = () => { ${name}++; };`, b: `add(); ${name}` });
    expect(textOf((await page.run("b")).outputs)).toBe("4");
  });
});

test.each(["default", "arguments", "eval", "await", "let", "static", "yield"])(
  "%s is refused with a place",
  async (name) => {
    const { state, error } = await new FakeNotebook({ a: `const ${name} = 3;` }).run("a");
    expect(state).toBe("error");
    expect(error).toMatchObject({ name: "SyntaxError", line: 1 });
  },
);

test("a name that nobody defines is the engine's, not one of the cell API's object", async () => {
  const page = new FakeNotebook({ a: "[typeof hasOwnProperty, constructor === globalThis.constructor].join()" });
  expect(textOf((await page.run("a")).outputs)).toBe("function,true");
});

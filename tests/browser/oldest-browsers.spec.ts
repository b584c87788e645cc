import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "acorn";
import { oldestBrowsers } from "../../src/notebook/base/oldest-browsers.ts";
import { beginWith } from "./begin-with.ts";
import { cellAt, run } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/**
 * What is built uses nothing that the oldest browsers of src/notebook/base/oldest-browsers.ts lack, unless
 * it asks first; and the notebook runs in a browser from which all of that is taken away.
 */
const built = path.resolve(import.meta.dirname, "../../dist/_astro");

/** Names with the browsers that were the last to have them, all newer than the oldest. */
const newerStatics: Record<string, string[]> = {
  Promise: ["withResolvers", "try"], // Safari 17.4, 18.2
  Array: ["fromAsync"], // Chrome 121
  Object: ["groupBy"], // Safari 17.4
  Map: ["groupBy"],
  URL: ["canParse", "parse"], // Chrome 120, 126
  AbortSignal: ["any"], // Firefox 124
  RegExp: ["escape"], // Chrome 136
  Error: ["isError"], // Chrome 134
  Iterator: ["from", "concat"], // Safari 18.4
  Math: ["f16round", "sumPrecise"],
  Uint8Array: ["fromBase64", "fromHex"],
  Symbol: ["dispose", "asyncDispose"],
  Intl: ["DurationFormat"],
  Atomics: ["pause"],
};
const newerMethods: Record<string, string[]> = {
  Set: ["isSubsetOf", "isSupersetOf", "isDisjointFrom", "symmetricDifference"], // Firefox 127
  String: ["isWellFormed", "toWellFormed"], // Firefox 119
  Map: ["getOrInsert", "getOrInsertComputed"],
  Uint8Array: ["toBase64", "setFromBase64", "setFromHex"],
  ArrayBuffer: ["transferToFixedLength"], // Safari 17.4
  Element: ["checkVisibility", "moveBefore", "setHTML"], // Safari 17.4
  HTMLElement: ["showPopover", "hidePopover", "togglePopover"], // Firefox 125
  Document: ["startViewTransition", "caretPositionFromPoint"], // Firefox 144, Chrome 128
};
const newerGlobals = [
  "Iterator",
  "Float16Array",
  "DisposableStack",
  "SuppressedError",
  "Temporal",
  "EditContext",
  "CloseWatcher",
  "scheduler",
  "requestIdleCallback",
];

/** They are asked for before they are used. */
const asked: Record<string, RegExp> = {
  showPopover: /^button-menu/,
  hidePopover: /^button-menu/,
  caretPositionFromPoint: /./, // `in document`, src/elements/cell/painted-text.ts
  checkVisibility: /./, // with `?.`, src/elements/base/is-shown.ts
  EditContext: /^live-editor/, // CodeMirror: window.EditContext && …
  requestIdleCallback: /^live-editor/, // CodeMirror: typeof
  dispose: /^shiki-tokenizer/, // Shiki names a method after it; without it the name is "undefined", and nobody calls it
};

interface Node {
  type: string;
  name?: string;
  object?: Node;
  property?: Node;
  computed?: boolean;
  optional?: boolean;
  [key: string]: unknown;
}

function* nodesOf(node: Node): Generator<Node> {
  const waiting: Node[] = [node];
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    yield one;
    for (const value of Object.values(one)) {
      for (const part of Array.isArray(value) ? value : [value])
        if (part && typeof part === "object" && "type" in part) waiting.push(part as Node);
    }
  }
}

/** What a script uses of the names above. */
function newerIn(tree: Node): Set<string> {
  const methods = new Set(Object.values(newerMethods).flat());
  const found = new Set<string>();
  for (const node of nodesOf(tree)) {
    if (node.type === "NewExpression" || node.type === "CallExpression") {
      const callee = node.callee as Node;
      if (callee.type === "Identifier" && newerGlobals.includes(callee.name!)) found.add(callee.name!);
    }
    if (node.type !== "MemberExpression" || node.computed) continue;
    const [owner, name] = [node.object?.name, node.property?.name ?? ""];
    if (methods.has(name) || (owner && newerStatics[owner]?.includes(name))) found.add(name);
    if (newerGlobals.includes(name) && /^(?:window|self|globalThis)$/.test(owner ?? "")) found.add(name);
  }
  return found;
}

test("built scripts are of a language and with names that the oldest browsers know", () => {
  expect(oldestBrowsers).toEqual(["chrome111", "edge111", "firefox115", "safari16.4"]);
  const files = readdirSync(built).filter((name) => name.endsWith(".js"));
  expect(files.length).toBeGreaterThan(50);
  const wrong = files.flatMap((name) => {
    // ECMAScript 2022 is what Safari 16.4 speaks; the v flag, `using` and import attributes are later.
    const tree = parse(readFileSync(path.join(built, name), "utf8"), { ecmaVersion: 2022, sourceType: "module" });
    return [...newerIn(tree as unknown as Node)]
      .filter((found) => !asked[found]?.test(name))
      .map((found) => `${name}: ${found}`);
  });
  expect(wrong).toEqual([]);
});

test("a newer name or a newer language would be found", () => {
  const found = (code: string) => [
    ...newerIn(parse(code, { ecmaVersion: 2022, sourceType: "module" }) as unknown as Node),
  ];
  expect(found("const { promise } = Promise.withResolvers();")).toEqual(["withResolvers"]);
  expect(found("a.isSubsetOf(b); new Float16Array(2); el.showPopover();").sort()).toEqual([
    "Float16Array",
    "isSubsetOf",
    "showPopover",
  ]);
  expect(found('const name = "withResolvers"; list.try; Promise.resolve(1);')).toEqual([]);
  for (const later of ["/[a--b]/v", "{ using a = b; }", 'import a from "a" with { type: "json" };']) {
    expect(() => parse(later, { ecmaVersion: 2022, sourceType: "module" }), later).toThrow();
  }
});

test("built styles have their colours in browsers without light-dark()", () => {
  const styles = readdirSync(built)
    .filter((name) => name.endsWith(".css"))
    .map((name) => readFileSync(path.join(built, name), "utf8"));
  expect(styles.join("\n").match(/light-dark\(/g) ?? []).toEqual([]);
});

/** Deletes all that can be deleted, where a script of the page or of a worker begins. */
const takeAway = `{
  const statics = ${JSON.stringify(newerStatics)}, methods = ${JSON.stringify(newerMethods)};
  for (const [owner, names] of Object.entries(statics)) for (const name of names) if (globalThis[owner]) Reflect.deleteProperty(globalThis[owner], name);
  for (const [owner, names] of Object.entries(methods)) for (const name of names) if (globalThis[owner]) delete globalThis[owner].prototype[name];
  for (const name of ${JSON.stringify(newerGlobals)}) delete globalThis[name];
  if (globalThis.HTMLElement) delete HTMLElement.prototype.popover;
}`;

test("the notebook runs where all of that is missing", async ({ page }) => {
  await beginWith(page, takeAway);
  await page.goto("./gpt-basics/");
  expect(await page.evaluate(() => ["withResolvers" in Promise, "popover" in HTMLElement.prototype])).toEqual([
    false,
    false,
  ]);
  const gone = await run(cellAt(page, 0), '["withResolvers" in Promise, "groupBy" in Object].join()');
  expect(gone.outputs).toMatchObject([{ text: "false,false" }]);
  const tensors = await run(
    cellAt(page, 0),
    'import * as tf from "@tensorflow/tfjs";\ntf.sum(tf.ones([2, 3])).print();',
  );
  expect(tensors).toMatchObject({ state: "done", outputs: [{ kind: "text" }] });

  const more = page.locator("run-all .cell-more");
  const menu = page.getByRole("menu");
  await more.click();
  await expect(menu).toBeVisible();
  await expect(more).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  await expect(more).toBeFocused();
  await more.click();
  await expect(menu).toBeVisible();
  // The menu lies over the page's first lines.
  await page.mouse.click(3, 3);
  await expect(menu).toHaveCount(0);
  await expect(more).toHaveAttribute("aria-expanded", "false");
  await more.click();
  await page.getByRole("menuitem", { name: /Restart/ }).click();
  await expect(menu).toHaveCount(0);
  expect((await run(cellAt(page, 1), "20 + 22")).state).toBe("done");
});

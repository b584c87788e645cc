import path from "node:path";
import { expect, test } from "vitest";
import { registry } from "../../../src/notebook/kernel/core-modules.ts";
import { publicModules } from "../../../src/public-core/public-modules.ts";

const root = path.resolve(import.meta.dirname, "../../..");

test("the page offers what Node offers", () => {
  expect(registry.names()).toEqual(publicModules(root));
});

import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { scrollStop } from "../../../../src/elements/base/scroll-focusable.ts";

let box: HTMLElement;
let content: HTMLElement;
const stop = () => page.getByRole("group", { name: "Code of cell one" });

beforeEach(() => {
  box = document.createElement("div");
  box.style.cssText = "width: 200px; overflow: auto";
  content = document.createElement("pre");
  content.style.width = "100px";
  box.append(content);
  document.body.append(box);
});

test("a box that has nothing to scroll to is no stop", async () => {
  scrollStop(box, "Code of cell one");
  content.style.width = "400px";
  await expect.element(stop()).toBeInTheDocument();
  content.style.width = "100px";
  await expect.element(stop()).not.toBeInTheDocument();
  expect(box.hasAttribute("tabindex")).toBe(false);
});

test("one that has is a stop of the Tab key, with a name", async () => {
  content.style.width = "400px";
  scrollStop(box, "Code of cell one");
  await expect.element(stop()).toBeInTheDocument();
  expect(box.tabIndex).toBe(0);
});

test("what can be edited is a stop already", async () => {
  content.style.width = "400px";
  const changed = scrollStop(box, "Code of cell one");
  await expect.element(stop()).toBeInTheDocument();
  box.append(document.createElement("textarea"));
  changed();
  await expect.element(stop()).not.toBeInTheDocument();
});

test("a window that gets narrow makes it one", async () => {
  content.style.width = "150px";
  scrollStop(box, "Code of cell one");
  box.style.width = "80px";
  await expect.element(stop()).toBeInTheDocument();
});

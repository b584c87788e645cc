import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import markup from "../../../../src/components/ThemeToggle.astro?markup";
import { THEME_KEY } from "../../../../src/book/theme-key.ts";
import "../../../../src/elements/page/theme-toggle.ts";

const root = document.documentElement;
const system = Object.assign(new EventTarget(), { matches: false });
const place = () => (document.body.innerHTML = markup({}));
const button = (theme: string) => page.getByRole("button", { name: `Switch to the ${theme} theme` });
const seen = () => [root.dataset.theme, localStorage.getItem(THEME_KEY)];

beforeEach(() => {
  system.matches = false;
  vi.spyOn(globalThis, "matchMedia").mockReturnValue(system as unknown as MediaQueryList);
});

afterEach(() => {
  delete root.dataset.theme;
});

test("the button switches, is kept, and says what it would do next", async () => {
  place();
  await userEvent.click(button("dark"));
  expect(seen()).toEqual(["dark", "dark"]);
  await expect.element(button("light")).toHaveFocus();
});

test("choosing what the system asks for anyway forgets the choice", async () => {
  place();
  await userEvent.dblClick(page.getByRole("button"));
  expect(seen()).toEqual([undefined, null]);
});

test("the system's change is followed, until the button is gone", async () => {
  place();
  system.matches = true;
  system.dispatchEvent(new Event("change"));
  await expect.element(button("light")).toBeVisible();
  const gone = document.querySelector("button")!;
  document.body.replaceChildren();
  system.matches = false;
  system.dispatchEvent(new Event("change"));
  expect(gone.ariaLabel).toBe("Switch to the light theme");
});

test("moved to another place, it switches once a press", async () => {
  place();
  const toggle = document.querySelector("theme-toggle")!;
  toggle.remove();
  document.body.append(toggle);
  await userEvent.click(page.getByRole("button"));
  expect(root.dataset.theme).toBe("dark");
});

test("where nothing can be kept it lasts as long as the page", async () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("no", "SecurityError");
  });
  place();
  await userEvent.click(page.getByRole("button"));
  expect(seen()).toEqual(["dark", null]);
});

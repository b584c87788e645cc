import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import "../../../../src/styles/cell.css";
import { openMenu } from "../../../../src/elements/base/button-menu.ts";

const run = vi.fn();
let button: HTMLButtonElement;

beforeEach(() => {
  run.mockReset();
  document.body.innerHTML = `<button aria-label="More for one">…</button><p>elsewhere</p>`;
  button = document.querySelector("button")!;
  button.onclick = () =>
    openMenu(button, [
      { label: "Run all", hint: "From the top", run: () => run("all") },
      { label: "Reset", run: () => run("reset") },
      { label: "Share", run: () => run("share") },
    ]);
});

const menu = () => page.getByRole("menu");
const focused = () => document.activeElement?.firstChild?.textContent;

describe("a menu at a button", () => {
  test("has the button's name, says each item with its hint, and has the focus on the first", async () => {
    await userEvent.click(button);
    await expect.element(page.getByRole("menu", { name: "More for one" })).toBeVisible();
    await expect.element(page.getByRole("menuitem", { name: "Run all From the top" })).toBeVisible();
    expect(button.ariaExpanded).toBe("true");
    expect(focused()).toBe("Run all");
  });

  test("is walked with arrows, Home and End, around its ends", async () => {
    await userEvent.click(button);
    const seen: unknown[] = [];
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "Home", "End"]) {
      await userEvent.keyboard(`{${key}}`);
      seen.push(focused());
    }
    expect(seen).toEqual(["Reset", "Share", "Run all", "Share", "Run all", "Share"]);
  });

  test("runs what is chosen once, and is gone", async () => {
    await userEvent.click(button);
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(run.mock.calls).toEqual([["reset"]]);
    await expect.element(menu()).not.toBeInTheDocument();
    expect(button.ariaExpanded).toBe("false");
  });

  test.each(["{Escape}", "{Tab}"])("closes on %s and runs nothing", async (key) => {
    await userEvent.click(button);
    await userEvent.keyboard(key);
    await expect.element(menu()).not.toBeInTheDocument();
    expect(button.ariaExpanded).toBe("false");
    expect(run).not.toHaveBeenCalled();
  });

  test("gives the focus back to its button on Escape", async () => {
    await userEvent.click(button);
    await userEvent.keyboard("{Escape}");
    await expect.element(menu()).not.toBeInTheDocument();
    expect(document.activeElement).toBe(button);
  });

  test("closes at a click elsewhere", async () => {
    await userEvent.click(button);
    await userEvent.click(page.getByText("elsewhere"));
    await expect.element(menu()).not.toBeInTheDocument();
  });

  test("is one, however quickly its button is pressed again", async () => {
    button.click();
    button.click();
    await expect.poll(() => document.querySelectorAll("[role=menu]").length).toBe(1);
    await userEvent.keyboard("{Escape}");
    await expect.element(menu()).not.toBeInTheDocument();
    expect(button.ariaExpanded).toBe("false");
  });

  test("stays within the window, above a button at its lower right", async () => {
    button.style.cssText = "position: fixed; right: 0; bottom: 0";
    await userEvent.click(button);
    const box = document.querySelector("[role=menu]")!.getBoundingClientRect();
    expect(box.right).toBeLessThanOrEqual(innerWidth);
    expect(box.bottom).toBeLessThanOrEqual(button.getBoundingClientRect().top);
  });

  test("stays within the window when its button has left it", () => {
    button.style.cssText = `position: fixed; top: ${innerHeight + 400}px`;
    button.click();
    const { top, bottom } = document.querySelector("[role=menu]")!.getBoundingClientRect();
    expect(top).toBeGreaterThanOrEqual(8);
    expect(bottom).toBeLessThanOrEqual(innerHeight);
  });

  test("goes with its page while it is open", async () => {
    await userEvent.click(button);
    document.body.replaceChildren();
    await expect.element(menu()).not.toBeInTheDocument();
  });
});

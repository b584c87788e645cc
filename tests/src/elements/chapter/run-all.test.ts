import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import markup from "../../../../src/components/RunAll.astro?markup";
import "../../../../src/elements/chapter/run-all.ts";

const notebook = vi.hoisted(() => ({ runCells: vi.fn(), stopCells: vi.fn(), restartNotebook: vi.fn() }));
vi.mock("../../../../src/elements/run/notebook.ts", () => notebook);

class Cell extends HTMLElement {
  reset() {
    this.removeAttribute("data-changed");
  }
}
customElements.define("code-cell", Cell);

let end: (states: string[]) => void;

beforeEach(() => {
  for (const one of Object.values(notebook)) one.mockReset();
  notebook.restartNotebook.mockResolvedValue(undefined);
  notebook.runCells.mockImplementation(
    (ids: string[]) =>
      new Promise((resolve) => (end = (states) => resolve(new Map(ids.map((id, i) => [id, { state: states[i] }]))))),
  );
  document.body.innerHTML = `${markup({})}${["a", "b", "c"]
    .map((id) => `<code-cell data-cell="${id}" data-state="${id === "a" ? "done" : "frozen"}"></code-cell>`)
    .join("")}`;
});

const button = (name: string) => page.getByRole("button", { name });
const state = () => document.querySelector(".cell-state")!.textContent;
const asked = () => notebook.runCells.mock.calls.map(([ids]) => ids as string[]);

describe("Run all", () => {
  test("runs what is not up to date, and says how it ended", async () => {
    await userEvent.click(button("Run all"));
    await expect.poll(asked).toEqual([["b", "c"]]);
    await expect.element(button("Stop")).toHaveFocus();
    end(["done", "done"]);
    await expect.poll(state).toBe("all done");
    await expect.element(button("Run all")).toHaveFocus();
  });

  test("runs all of them where none is left", async () => {
    for (const cell of document.querySelectorAll<HTMLElement>("code-cell")) cell.dataset.state = "done";
    await userEvent.click(button("Run all"));
    await expect.poll(asked).toEqual([["a", "b", "c"]]);
  });

  test("is stopped by its button", async () => {
    await userEvent.click(button("Run all"));
    await expect.poll(asked).toHaveLength(1);
    await userEvent.click(button("Stop"));
    expect(notebook.stopCells).toHaveBeenCalledOnce();
    end(["done", "stopped"]);
    await expect.poll(state).toBe("stopped");
  });

  test("runs again what its run has put out of date", async () => {
    await userEvent.click(button("Run all"));
    await expect.poll(asked).toHaveLength(1);
    document.querySelector<HTMLElement>("code-cell")!.dataset.state = "stale";
    end(["done", "done"]);
    await expect.poll(asked).toEqual([["b", "c"], ["a"]]);
    end(["error"]);
    await expect.poll(state).toBe("done, 1 with an error, 1 out of date");
  });

  test("that fails to begin says so, and can be pressed again", async () => {
    notebook.runCells.mockRejectedValueOnce(new Error("no such thing"));
    await userEvent.click(button("Run all"));
    await expect.element(page.getByText("That did not work (no such thing).")).toBeVisible();
    await expect.element(button("Run all")).toBeVisible();
  });
});

describe("the chapter's menu", () => {
  const choose = async (name: string) => {
    await userEvent.click(button("More for this chapter"));
    await userEvent.click(page.getByRole("menuitem", { name: new RegExp(`^${name}`) }));
  };

  test("restarts the notebook, and says so", async () => {
    await choose("Restart the notebook");
    await expect.poll(state).toBe("restarted");
    expect(notebook.restartNotebook).toHaveBeenCalledOnce();
  });

  test("resets the chapter, and asks before where something is lost", async () => {
    const sure = vi.spyOn(globalThis, "confirm").mockReturnValue(false);
    await choose("Reset this chapter");
    await expect.poll(state).toBe("reset");
    expect(sure).not.toHaveBeenCalled();
    document.querySelector("code-cell")!.toggleAttribute("data-changed", true);
    await choose("Reset this chapter");
    expect(sure).toHaveBeenCalledWith("Give up your text in one cell of this chapter?");
    expect(document.querySelector("[data-changed]")).not.toBeNull();
  });

  test("resets everything: texts and inputs of all chapters, and nothing else", async () => {
    for (const kind of ["edit:/a:x", "inputs:/b:y", "guess:/a:x", "theme"])
      localStorage.setItem(`mini-rlhf:${kind}`, "1");
    vi.spyOn(globalThis, "confirm").mockReturnValue(true);
    await choose("Reset everything");
    await expect.poll(state).toBe("reset");
    const left = Object.keys(localStorage).filter((key) => key !== "mini-rlhf:written");
    expect(left.sort()).toEqual(["mini-rlhf:guess:/a:x", "mini-rlhf:theme"]);
  });
});

test("what the notebook holds is shown", () => {
  document.dispatchEvent(new CustomEvent("notebook-memory", { detail: "3 tensors, 12 kB" }));
  expect(document.querySelector(".cell-memory")!.textContent).toBe("3 tensors, 12 kB");
});

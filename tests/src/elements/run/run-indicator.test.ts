import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { RunIndicator } from "../../../../src/elements/run/run-indicator.ts";
import "../../../../src/styles/keeping.css";
import type { CellView } from "../../../../src/elements/state/cell-view.ts";
import type { ProgressOutput } from "../../../../src/notebook/output/output.ts";

const commands = { pause: vi.fn(), resume: vi.fn(), stop: vi.fn() };
let indicator: RunIndicator;
let cell: HTMLElement & CellView;
let now = 0;

const region = () => page.getByRole("region", { name: "The cell that runs" });
const bar = () => page.getByRole("progressbar", { name: "How far it is" });

function progress(step: number, steps: number | null, secondsLeft: number | null = null): ProgressOutput {
  const timing = { seconds: 1, stepsPerSecond: 1, secondsLeft };
  return { kind: "progress", step, steps, latest: [], charts: [], timing };
}

/** The cell has run for a while, and the reader has scrolled on. */
async function away(): Promise<void> {
  indicator.follow(cell);
  now += 2000;
  cell.style.marginTop = "5000px";
  await expect.element(region()).toBeVisible();
}

beforeEach(() => {
  for (const command of Object.values(commands)) command.mockReset();
  vi.spyOn(performance, "now").mockImplementation(() => now);
  document.body.innerHTML = `<code-cell id="cell-train"><button class="cell-stop">Stop</button></code-cell>`;
  cell = Object.assign(document.querySelector("code-cell")!, { cellId: "train" }) as HTMLElement & CellView;
  cell.style.display = "block";
  indicator = new RunIndicator(commands);
});

describe("a cell that runs off screen", () => {
  test("is named, with the way to it and a button to stop it", async () => {
    await away();
    await expect.element(page.getByRole("link", { name: "train" })).toHaveAttribute("href", "#cell-train");
    await userEvent.click(region().getByRole("button", { name: "Stop" }));
    expect(commands.stop).toHaveBeenCalledOnce();
  });

  test("is not named while it is seen, nor when it has only just begun", async () => {
    indicator.follow(cell);
    await new Promise(requestAnimationFrame);
    expect(region().elements()).toEqual([]);
    cell.style.marginTop = "5000px";
    await new Promise(requestAnimationFrame);
    expect(region().elements()).toEqual([]);
  });

  test("says how far it is", async () => {
    await away();
    indicator.show(progress(1, 3, 100));
    await expect.element(region()).toMatchTextContent("33 %, 2 min left");
    expect((bar().element() as HTMLProgressElement).value).toBe(0.33);
    indicator.show(progress(2, 3, 0.2));
    await expect.element(region()).toMatchTextContent("66 %, almost done");
    indicator.show(progress(7, null));
    await expect.element(region()).toMatchTextContent("step 7");
  });

  test("rests and goes on by one button, which is there once there is something to rest at", async () => {
    await away();
    const pause = () => region().getByRole("button", { name: "Pause" });
    expect(pause().elements()).toEqual([]);
    indicator.show(progress(1, 3));
    await userEvent.click(pause());
    expect(commands.pause).toHaveBeenCalledOnce();
    indicator.pause(true);
    await userEvent.click(region().getByRole("button", { name: "Resume" }));
    expect(commands.resume).toHaveBeenCalledOnce();
  });

  test("gives the focus to the cell's own button when it ends, or comes back on screen", async () => {
    await away();
    (region().getByRole("button", { name: "Stop" }).element() as HTMLElement).focus();
    cell.style.marginTop = "";
    await expect.element(region()).not.toBeInTheDocument();
    expect(document.activeElement).toBe(cell.querySelector(".cell-stop"));
    await away();
    (region().getByRole("button", { name: "Stop" }).element() as HTMLElement).focus();
    indicator.end();
    expect(document.activeElement).toBe(cell.querySelector(".cell-stop"));
    expect(region().elements()).toEqual([]);
  });
});

test("the next cell begins anew", async () => {
  await away();
  indicator.show(progress(1, 2));
  indicator.pause(true);
  indicator.follow(cell);
  now += 2000;
  await expect.element(region()).toMatchTextContent("running");
  expect((bar().element() as HTMLProgressElement).hasAttribute("value")).toBe(false);
  expect(document.querySelector("[data-paused]")).toBeNull();
});

test("what comes after the end is not shown, and ends nothing twice", () => {
  indicator.end();
  indicator.show(progress(1, 2));
  indicator.end();
  expect(region().elements()).toEqual([]);
});

import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { CellBar } from "../../../../src/elements/cell/cell-bar.ts";
import { type CellEvent, next } from "../../../../src/elements/state/cell-events.ts";
import { type CellStatus, firstStatus } from "../../../../src/elements/state/cell-state.ts";
import { cellMarkup } from "../cell-markup.ts";

const menu = vi.fn(() => [{ label: "Run from here down", run: vi.fn() }]);
const actions = { run: vi.fn(), stop: vi.fn(), pause: vi.fn(), resume: vi.fn(), reset: vi.fn(), edit: vi.fn(), menu };
const here = { isFromLink: false, isBlocked: false };
let bar: CellBar;
let status: CellStatus;
let now = 0;

beforeEach(() => {
  for (const action of Object.values(actions)) action.mockClear();
  vi.spyOn(performance, "now").mockImplementation(() => now);
  document.body.innerHTML = cellMarkup();
  bar = new CellBar(document.querySelector("code-cell")!, actions);
  status = firstStatus("show(1);", false, {});
  bar.show(status, here, false);
});

/** The cell as it is after these, half a second apart. */
function after(...events: CellEvent[]): void {
  for (const event of events) {
    now += 500;
    status = next(status, event, now);
  }
  bar.show(status, here, false);
}

const started: CellEvent = { type: "started", source: "show(1);", inputs: {} };
const ended: CellEvent = { type: "finished", state: "done", error: null, seconds: 0.2 };
const trains: CellEvent = { type: "outputs", patches: [{ index: 0, output: progress() }] };

function progress() {
  const timing = { seconds: 1, stepsPerSecond: 1, secondsLeft: null };
  return { kind: "progress" as const, step: 1, steps: 9, latest: [], charts: [], timing };
}

const button = (name: string) => page.getByRole("button", { name });
const names = () =>
  page
    .getByRole("button")
    .elements()
    .filter((one) => !one.matches(".cell-strip"))
    .map((one) => one.getAttribute("aria-label") ?? one.textContent.trim());

describe("the buttons are those that are of use", () => {
  const always = ["Edit", "More for cell one"];

  test.each<[string, CellEvent[], string[]]>([
    ["at first", [], ["Run"]],
    ["while it waits", [{ type: "queued" }], ["Stop"]],
    ["while it runs", [started], ["Stop"]],
    ["while it trains", [started, trains], ["Stop", "Pause"]],
    ["while it rests", [started, trains, { type: "paused", isPaused: true }], ["Stop", "Resume"]],
    ["when it has run", [started, ended], ["Run", "Reset"]],
    ["when it is edited", [{ type: "edited", source: "show(2);" }], ["Run", "Reset"]],
    ["when its timers go on", [started, ended, { type: "living", isLiving: true }], ["Run", "Stop", "Reset"]],
  ])("%s", (_, events, buttons) => {
    after(...events);
    expect(names()).toEqual([...buttons, ...always]);
  });

  test("a run at a slider's move offers no rest", () => {
    after(started, trains);
    bar.show(status, here, true);
    expect(names()).not.toContain("Pause");
  });
});

describe("a press", () => {
  test("of Run, Edit and Reset does what it says", async () => {
    await userEvent.click(button("Run"));
    await userEvent.click(button("Edit"));
    after(started, ended);
    await userEvent.click(button("Reset"));
    expect([actions.run, actions.edit, actions.reset].map((one) => one.mock.calls.length)).toEqual([1, 1, 1]);
  });

  test("that comes twice does not press the Stop button that took Run's place", async () => {
    actions.run.mockImplementationOnce(() => after({ type: "queued" }));
    await userEvent.click(button("Run"));
    document.querySelector<HTMLElement>(".cell-stop")!.click();
    expect(actions.stop).not.toHaveBeenCalled();
    now += 1000;
    document.querySelector<HTMLElement>(".cell-stop")!.click();
    expect(actions.stop).toHaveBeenCalledOnce();
  });

  test("of Pause and Resume", async () => {
    after(started, trains);
    await userEvent.click(button("Pause"));
    after({ type: "paused", isPaused: true });
    await userEvent.click(button("Resume"));
    expect([actions.pause, actions.resume].map((one) => one.mock.calls.length)).toEqual([1, 1]);
  });

  test("of More opens the menu as it is then", async () => {
    await userEvent.click(button("More for cell one"));
    await expect.element(page.getByRole("menuitem", { name: "Run from here down" })).toBeVisible();
  });
});

describe("the keyboard's focus", () => {
  const focused = () => document.activeElement?.textContent.trim();

  test("goes from Run to Stop, and back when the run is over", () => {
    bar.focus("run");
    after({ type: "queued" });
    expect(focused()).toBe("Stop");
    after(started, ended);
    expect(focused()).toBe("Run");
  });

  test("goes on from Pause and Reset when they go", () => {
    after(started, trains);
    document.querySelector<HTMLElement>(".cell-pause")!.focus();
    after(ended);
    expect(focused()).toBe("Run");
    document.querySelector<HTMLElement>(".cell-reset")!.focus();
    after({ type: "reset" });
    expect(focused()).toBe("Run");
  });

  test("stays where it is otherwise", () => {
    bar.focus("edit");
    after(started, ended);
    expect(focused()).toBe("Edit");
  });
});

test("the seconds of a run are counted, until the cell is gone", () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  after(started);
  const words = () => document.querySelector(".cell-state")!.textContent;
  expect(words()).toBe("running");
  now += 3000;
  vi.advanceTimersByTime(1000);
  expect(words()).toBe("running, 3 s");
  bar.end();
  expect(vi.getTimerCount()).toBe(0);
  bar.show(status, here, false);
  bar.show(status, here, false);
  expect(vi.getTimerCount()).toBe(1);
  after(ended);
  expect(vi.getTimerCount()).toBe(0);
});

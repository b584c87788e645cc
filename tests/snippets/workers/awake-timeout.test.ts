import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { awakeTimeout } from "../../../snippets/workers/awake-timeout.ts";

/** A clock as computers have it: a timer that was missed asleep comes once, on waking. */
function fakeClock() {
  const timers = new Map<number, { due: number; period?: number; act: () => void }>();
  let now = 0;
  let last = 0;
  const add = (act: () => void, wait: number, period?: number) => {
    timers.set(++last, { due: now + wait, period, act });
    return last;
  };
  const ring = () => {
    for (const [id, timer] of timers) {
      if (timer.due > now) continue;
      if (timer.period === undefined) timers.delete(id);
      else timer.due = now + timer.period;
      timer.act();
    }
  };
  vi.stubGlobal("setTimeout", (act: () => void, wait: number) => add(act, wait));
  vi.stubGlobal("setInterval", (act: () => void, wait: number) => add(act, wait, wait));
  vi.stubGlobal("clearTimeout", (id: number) => timers.delete(id));
  vi.stubGlobal("clearInterval", (id: number) => timers.delete(id));
  return {
    wake(milliseconds: number) {
      for (const end = now + milliseconds; now < end; now += 1) ring();
      ring();
    },
    sleep: (milliseconds: number) => void (now += milliseconds),
    timers,
  };
}

let clock: ReturnType<typeof fakeClock>;
beforeEach(() => void (clock = fakeClock()));
afterEach(() => void vi.unstubAllGlobals());

test("an hour asleep is not an hour of waiting", () => {
  const act = vi.fn();
  awakeTimeout(10_000, act);
  clock.wake(4_500);
  clock.sleep(3_600_000);
  clock.wake(4_000);
  expect(act).not.toHaveBeenCalled();
  clock.wake(2_000);
  expect(act).toHaveBeenCalledOnce();
  expect(clock.timers.size).toBe(0);
});

test("awake, it comes in time, and once", () => {
  for (const milliseconds of [20, 1_000, 2_300]) {
    const act = vi.fn();
    awakeTimeout(milliseconds, act);
    clock.wake(milliseconds - 1);
    expect(act).not.toHaveBeenCalled();
    clock.wake(10_000);
    expect(act).toHaveBeenCalledOnce();
  }
});

test("waiting that was ended comes to nothing", () => {
  const act = vi.fn();
  const end = awakeTimeout(5_000, act);
  clock.wake(3_000);
  end();
  clock.wake(10_000);
  expect(act).not.toHaveBeenCalled();
  expect(clock.timers.size).toBe(0);
});

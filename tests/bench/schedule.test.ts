import { expect, test } from "vitest";
import { Schedule, scheduleText } from "./schedule.ts";

test("a stage that waits is idle, one that works is not", async () => {
  const schedule = new Schedule([]);
  schedule.mark("wait");
  await new Promise((resolve) => setTimeout(resolve, 120));
  schedule.mark("work");
  for (const end = performance.now() + 60; performance.now() < end;);
  schedule.mark(null);
  const [wait, work] = schedule.stages;
  expect([wait!.name, work!.name]).toEqual(["wait", "work"]);
  expect(wait!.idle[0]! / wait!.ms).toBeGreaterThan(0.5);
  expect(work!.idle[0]! / work!.ms).toBeLessThan(0.2);
});

test("the text has a line per stage and one for all", () => {
  const stages = [
    { name: "pretrain", ms: 9000, idle: [900, 1800] },
    { name: "PPO", ms: 1000, idle: [100, 0] },
  ];
  expect(scheduleText(stages).split("\n")).toEqual([
    "  pretrain      9.0 s   worker 1 idle 10 %   worker 2 idle 20 %",
    "  PPO           1.0 s   worker 1 idle 10 %   worker 2 idle 0 %",
    "  all          10.0 s   worker 1 idle 10 %   worker 2 idle 18 %",
  ]);
});

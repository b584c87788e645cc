import { expect, test } from "vitest";
import { crewFor } from "../../../snippets/workers/crew.ts";

test.each([
  [1, 1, 1],
  [2, 2, 2],
  [3, 2, 2],
  [4, 4, 3],
  [5, 4, 4],
  [64, 4, 4],
])("%i cores: %i learn, %i read", (cores, learn, read) => {
  expect(crewFor({ cores })).toEqual({ learn, read });
  expect(crewFor({ cores, memory: 8, isBatteryLow: false })).toEqual({ learn, read });
});

test("a low battery has one work, and it is said", () => {
  expect(crewFor({ cores: 8, isBatteryLow: true })).toEqual({ learn: 1, read: 1, why: "the battery is low" });
  expect(crewFor({ cores: 1, isBatteryLow: true })).toEqual({ learn: 1, read: 1 });
});

test("little memory has two at most, and it is said where more could", () => {
  expect(crewFor({ cores: 8, memory: 2 })).toEqual({ learn: 2, read: 2, why: "there are 2 GB of memory" });
  expect(crewFor({ cores: 8, memory: 4 })).toEqual({ learn: 4, read: 4 });
  expect(crewFor({ cores: 2, memory: 0.5 })).toEqual({ learn: 2, read: 2 });
});

import { beforeEach, expect, test } from "vitest";
import { arrivals, departures, placeNow } from "../../../../src/elements/chapter/moved-parts.ts";

const away = [
  { to: "/book/train/", title: "Train", cells: ["run"], anchors: ["train-it", "figure-hump"] },
  { to: "/book/bugs/", title: "Bugs", cells: ["zoo", "lab"], anchors: ["find-the-bug", "equation-6=equation-1"] },
];

beforeEach(() => document.body.replaceChildren());

test.each([
  ["train-it", "/book/train/#train-it"],
  ["figure-hump", "/book/train/#figure-hump"],
  ["equation-6", "/book/bugs/#equation-1"],
  ["cell-zoo", "/book/bugs/#cell-zoo"],
  ["code-run", "/book/train/#code-run"],
  ["predict-run", "/book/train/#predict-run"],
  ["predict-title-run", "/book/train/#predict-title-run"],
  ["exercise-lab", "/book/bugs/#exercise-lab"],
  ["title-lab", "/book/bugs/#title-lab"],
  ["equation-1", null],
  ["zoo", null],
  ["cell-models", null],
  ["shared=1.abc", null],
])("#%s is at %s now", (id, place) => expect(placeNow(id, away)).toBe(place));

test("a page says what it gave and what it got; most say nothing", () => {
  expect([departures(), arrivals()]).toEqual([[], []]);
  const box = document.createElement("div");
  box.className = "moved-parts";
  box.dataset.away = JSON.stringify(away);
  box.dataset.here = '[{"from":"/book/old/","cells":["a"]}]';
  document.body.append(box);
  expect(departures()).toEqual(away);
  expect(arrivals()).toEqual([{ from: "/book/old/", cells: ["a"] }]);
});

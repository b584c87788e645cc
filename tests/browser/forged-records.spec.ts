import type { Page } from "@playwright/test";
import { exampleOutputs } from "../notebook/output/example-outputs.ts";
import { cellAt, run, setSource } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/**
 * A cell runs what a link brought, and its worker may say anything to the page. Here it does: the
 * page draws it as data or leaves it out, and goes on.
 */
const chapter = "./gpt-basics/";

declare global {
  interface Window {
    workers: Worker[];
    /** of the run that began last */
    serial: number;
  }
}

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    window.workers = [];
    window.Worker = class extends Worker {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        window.workers.push(this);
        this.addEventListener("message", ({ data }) => {
          if (data?.type === "started" && data.serial) window.serial = data.serial;
        });
      }
    };
  });
  await page.goto(chapter);
});

/** What no record may bring about; ended by calling it. */
function watch(page: Page): () => Promise<void> {
  const seen: string[] = [];
  const told: string[] = [];
  const home = new URL(page.url());
  page.on("request", (request) => {
    const { origin, pathname } = new URL(request.url(), home);
    const isBook = origin === home.origin && /\/_astro\/|\.json$|favicon\.svg$/.test(pathname);
    if (!isBook && !/^(?:data|blob):/.test(request.url())) seen.push(`a request of ${request.url()}`);
  });
  page.on("framenavigated", (frame) => seen.push(`to ${frame.url()}`));
  page.on("popup", (popup) => seen.push(`a window of ${popup.url()}`));
  page.on("dialog", (dialog) => {
    seen.push(dialog.message());
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (message.type() === "warning" && message.text().includes("leaves out")) told.push(message.text());
  });
  return async () => {
    const strangers = await page.evaluate(() => {
      const named =
        "img, iframe, meta, base, link, object, embed, form, a, video, audio, style, script:not([type='application/json'])";
      const all = [...document.querySelectorAll(".cell-output *, .cell-note *, .cell-after *")];
      const wrong = all.filter(
        (one) => one.matches(named) || [...one.attributes].some(({ name }) => /^on|^href$|^src/i.test(name)),
      );
      return wrong.map((one) => one.outerHTML.slice(0, 100));
    });
    expect([...seen, ...strangers]).toEqual([]);
    expect(told.length).toBeLessThanOrEqual(await page.evaluate(() => window.workers.length));
  };
}

/** Says all these records in the worker's name; what they are made of is made in the page. */
function forge(page: Page, cell: string, outputs: unknown[], seed: number): Promise<number> {
  return page.evaluate(
    ({ cell, outputs, seed }) => {
      const evil = `"'><img src=x onerror=alert(1)><script>alert(1)</script><meta http-equiv=refresh content="0;url=//x">`;
      const cyclic: Record<string, unknown> = { kind: "value" };
      cyclic.value = cyclic;
      let deep: unknown = [];
      for (let level = 0; level < 1000; level++) deep = { type: "list", name: "", items: [deep], more: 0 };
      const odd: unknown[] = [
        ...[
          evil,
          "x".repeat(200_000),
          "javascript:alert(1)",
          NaN,
          Infinity,
          -1,
          0.5,
          1e9,
          1e308,
          5e-324,
          null,
          undefined,
          true,
          12n,
        ],
        ...[
          [],
          {},
          [evil],
          new Map([[evil, evil]]),
          new Set([evil]),
          new Uint8Array(9),
          new Array(1e9),
          [, , 1],
          cyclic,
          deep,
          new Date(NaN),
        ],
      ];
      const random = (below: number): number =>
        Math.floor(((seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647) * below);
      const bend = (value: unknown): unknown => {
        if (typeof value !== "object" || value === null || random(12) === 0) return odd[random(odd.length)];
        const key = Object.keys(value)[random(Object.keys(value).length)];
        if (key !== undefined) (value as Record<string, unknown>)[key] = bend((value as Record<string, unknown>)[key]);
        return value;
      };
      const types = [
        "restoring",
        "restored",
        "started",
        "preparing",
        "models",
        "kept",
        "paused",
        "memory",
        "late-error",
        "stopping",
        "nonsense",
      ];
      const { serial } = window;
      const values = [
        ...odd,
        serial,
        cell,
        "elsewhere",
        [cell],
        { tensors: 1, bytes: 2 },
        { name: evil, message: evil, line: 1, column: 2, code: evil },
      ];
      const events = types.flatMap((type) =>
        Array.from({ length: 10 }, () => {
          const fields = [
            "cell",
            "serial",
            "cells",
            "what",
            "names",
            "name",
            "kept",
            "problem",
            "isPaused",
            "memory",
            "error",
          ];
          return { type, ...Object.fromEntries(fields.map((field) => [field, values[random(values.length)]])) };
        }),
      );
      const patches = Array.from({ length: 400 }, (_, index) => {
        const output = bend(structuredClone(outputs[index % outputs.length]));
        const at = random(10) === 0 ? odd[random(odd.length)] : index % 60;
        const whose = random(8) === 0 ? values[random(values.length)] : cell;
        return {
          type: "outputs",
          cell: whose,
          serial,
          patches: random(20) === 0 ? odd[random(odd.length)] : [{ index: at, output }],
        };
      });
      const messages = [...odd, ...events, ...patches];
      const worker = window.workers.at(-1)!;
      for (const data of messages) worker.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }));
      return messages.length;
    },
    { cell, outputs: JSON.parse(JSON.stringify(outputs)) as unknown[], seed },
  );
}

async function expectNextRun(page: Page): Promise<void> {
  const { state, outputs } = await run(cellAt(page, 1), "20 + 22");
  expect(state).toBe("done");
  expect(outputs).toMatchObject([{ kind: "value", value: { text: "42" } }]);
}

test("hundreds of forged records are drawn as data or left out", async ({ page }) => {
  await expectNextRun(page);
  const unharmed = watch(page);
  const cell = cellAt(page, 0);
  const id = (await cell.getAttribute("data-cell"))!;
  await setSource(cell, 'show("begun");\nawait new Promise(() => {});');
  const result = run(cell);
  await expect(cell.locator(".cell-output")).toContainText("begun");
  for (const seed of [1, 2, 3]) expect(await forge(page, id, exampleOutputs, seed)).toBeGreaterThan(500);
  await expect(cell.locator(".cell-output")).toContainText("cannot be drawn");
  await unharmed();
  await page.evaluate(() =>
    document.querySelectorAll<HTMLElement>(".cell-output summary").forEach((one) => one.click()),
  );
  await cell.evaluate((element) => (element as HTMLElement & { stop(): void }).stop());
  expect((await result).state).toBe("stopped");
  await expectNextRun(page);
  await unharmed();
});

test("a run that the worker lies about ends, and the next one works", async ({ page }) => {
  await expectNextRun(page);
  const unharmed = watch(page);
  const cell = cellAt(page, 0);
  const id = (await cell.getAttribute("data-cell"))!;
  const other = (await cellAt(page, 2).getAttribute("data-cell"))!;
  const error = { name: "Error", message: "<b>", line: null, column: null, code: null };
  const lies: object[][] = [
    [{ type: "settled", stale: [], dependents: {} }],
    [
      { type: "planned", cells: [other], printed: [] },
      { type: "settled", stale: [id, other], dependents: { [id]: [other] } },
    ],
    [
      { type: "started", cell: other },
      { type: "finished", cell: other, state: "done", error: null, seconds: 1 },
      { type: "crashed", cell: other, error },
    ],
    [
      { type: "finished", cell: id, state: "error", error, seconds: NaN },
      { type: "settled", stale: [], dependents: {} },
    ],
  ];
  for (const [round, lie] of lies.entries()) {
    const result = run(cell, `show("begun ${round}");\nawait new Promise(() => {});`);
    await expect(cell.locator(".cell-output")).toContainText(`begun ${round}`);
    await page.evaluate((messages) => {
      const { serial, workers } = window;
      for (const data of messages)
        workers.at(-1)!.dispatchEvent(new MessageEvent("message", { data: { serial, ...data } }));
    }, lie);
    expect((await result).state).toMatch(/error|stopped/);
    await expect(cellAt(page, 2)).not.toHaveAttribute("data-state", /running|queued/);
    await expectNextRun(page);
  }
  await unharmed();
});

test("a cell that bends what its own worker sends harms nobody but itself", async ({ page }) => {
  const unharmed = watch(page);
  const trick = `
    const { map } = Array.prototype;
    const evil = '<img src=x onerror=alert(1)>';
    Array.prototype.map = function (...given: any) {
      const made = map.apply(this, given);
      return made[0]?.output ? map.call(made, ({ index }) => ({ index, output: { kind: "value", value: { type: "numbers", name: evil, values: [evil], more: evil } } })) : made;
    } as never;
    show("x");
    await progress({ step: 0, steps: 0 });
    await progress({ step: "3" as never, steps: NaN }, { label: { evil } as never });`;
  const { state, outputs } = await run(cellAt(page, 0), trick);
  expect(state).toBe("done");
  expect(outputs[0]).toMatchObject({ kind: "text", by: "notebook" });
  await expect(cellAt(page, 0).locator(".cell-output")).toContainText("cannot be drawn: value.values[0]");
  await unharmed();
});

test("numbers without measure leave the charts and the page whole", async ({ page }) => {
  const source = `
    lineChart({ series: [{ name: "a", points: [[1, 1e200], [2, -1e200], [3, Number.MAX_VALUE], [4, NaN]] }] });
    lineChart({ yScale: "log", series: [{ name: "a", points: [[5e-324, 0], [1, 5e-324], [2, 1e308], [3, -1]] }] });
    barChart({ bars: [{ name: "a", value: Number.MAX_VALUE }, { name: "b", value: -Number.MAX_VALUE }] });
    heatMap({ values: [[1e308, -1e308], [5e-324, NaN]] });
    show(new Array(3));
    show(new Array(1e9));
    show(new Map(Array.from({ length: 1e6 }, (_, i) => [i, i])));
    for (const record of [{ step: 0, steps: 0 }, { step: NaN, steps: -1 }, { step: 5, steps: 3 }, { step: 1e308, steps: 5e-324 }]) await progress(record, { label: String(record.steps) });
    await new Promise((resolve) => setTimeout(resolve, 300));`;
  const { state, outputs } = await run(cellAt(page, 0), source);
  expect(state).toBe("done");
  expect(outputs.map(({ kind }) => kind)).toEqual([
    "chart",
    "chart",
    "chart",
    "chart",
    "value",
    "value",
    "value",
    "progress",
    "progress",
    "progress",
    "progress",
  ]);
  const drawn = cellAt(page, 0).locator(".cell-output");
  await expect(drawn.locator("svg.chart")).toHaveCount(4);
  const html = await drawn.innerHTML();
  expect(html.replace(/aria-label="[^"]*"/g, "")).not.toMatch(/="[^"]*(?:NaN|Infinity|undefined)/);
  await expect(drawn).toContainText("Array(1000000000)");
});

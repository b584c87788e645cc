import { describe, expect, test } from "vitest";
import { createInputs, type InputHost } from "../../../src/notebook/cell-api/inputs.ts";
import { validValue } from "../../../src/notebook/output/valid-input.ts";
import type { InputSpec } from "../../../src/notebook/output/input-spec.ts";
import type { InputOutput } from "../../../src/notebook/output/output.ts";
import { renderOutput } from "../../../src/notebook/output/render.ts";
import { StopRequest, StopSignal } from "../../../src/notebook/base/stop.ts";
import { FakeNotebook, fakeRegistry } from "../fake-notebook.ts";

function cell(values: InputHost["values"] = {}, waitFor: InputHost["waitFor"] = null) {
  const shown: InputOutput[] = [];
  const stop = new StopSignal();
  const show = (output: InputOutput) => {
    const at = shown.push(output) - 1;
    return (next: InputOutput) => void (shown[at] = next);
  };
  return { shown, stop, api: createInputs({ show, values, waitFor }, stop) };
}

describe("an input gives", () => {
  test("where it begins, until the reader sets it", () => {
    const { api, shown } = cell();
    expect(api.slider("beta", { min: 0, max: 1, value: 0.1 })).toBe(0.1);
    expect(api.slider("rounds", { min: 5, max: 50 })).toBe(5);
    expect(api.select("model", ["SFT", "PPO"])).toBe("SFT");
    expect(api.select("size", [1, 2], { value: 2 })).toBe(2);
    expect(api.textInput("prompt")).toBe("");
    expect(api.seedInput()).toBe(1);
    expect(api.ranking("r", { answers: ["a", "b", "c"], order: [2, 0, 1] })).toEqual([2, 0, 1]);
    expect(shown.map(({ input }) => input.type)).toEqual([
      "slider",
      "slider",
      "select",
      "select",
      "text",
      "seed",
      "ranking",
    ]);
    expect(shown[1]!.input).toMatchObject({ step: 1 });
    expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
  });

  test("what the reader has set", () => {
    const { api } = cell({ beta: 0.5, size: "2", seed: 7, prompt: "x" });
    expect(api.slider("beta", { min: 0, max: 1 })).toBe(0.5);
    expect(api.select("size", [1, 2])).toBe(2);
    expect(api.seedInput()).toBe(7);
    expect(api.textInput("prompt")).toBe("x");
  });

  test("where it begins, if what storage or a link brings cannot be", () => {
    const { api } = cell({ beta: 9, model: "__proto__", seed: 0.5, prompt: [1], rounds: "7" });
    expect(api.slider("beta", { min: 0, max: 1 })).toBe(0);
    expect(api.select("model", ["SFT", "PPO"])).toBe("SFT");
    expect(api.seedInput()).toBe(1);
    expect(api.textInput("prompt", { value: "a" })).toBe("a");
    expect(api.slider("rounds", { min: 5, max: 50 })).toBe(5);
    const spec = {
      type: "ranking",
      key: "r",
      label: "r",
      answers: ["a", "b"],
      initial: [0, 1],
      asks: false,
      awaits: false,
    } satisfies InputSpec;
    for (const odd of [[0, 0], [0], [0, 1, 2], [0.5, 1], "01", null, { length: 2 }]) {
      expect(validValue(spec, odd)).toBeUndefined();
    }
    expect(validValue(spec, [1, 0])).toEqual([1, 0]);
  });
});

describe("a ranking that is asked for", () => {
  const question = { prompt: "name a bird", answers: ["a robin", "no"] };

  test("waits for the reader, and shows the answer in its place", async () => {
    let tell = (_: number[]) => {};
    const { api, shown } = cell({}, () => new Promise((resolve) => (tell = resolve)));
    const answer = api.askRanking("request 1", question);
    expect(shown[0]).toMatchObject({ input: { awaits: true }, value: [0, 1] });
    tell([1, 0]);
    expect(await answer).toEqual([1, 0]);
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatchObject({ input: { awaits: false }, value: [1, 0] });
  });

  test("is not asked again, unless the answers are others", async () => {
    const first = cell({}, () => Promise.resolve([1, 0]));
    await first.api.askRanking("request 1", question);
    const { key } = first.shown[0]!.input;
    let asked = 0;
    const again = cell({ [key]: [1, 0] }, () => (asked++, Promise.resolve([0, 1])));
    expect(await again.api.askRanking("request 1", question)).toEqual([1, 0]);
    expect(asked).toBe(0);
    await again.api.askRanking("request 1", { ...question, answers: ["a wren", "no"] });
    expect(asked).toBe(1);
  });

  test("stands as it is where nobody can answer, and ends with a stop", async () => {
    expect(await cell().api.askRanking("r", { ...question, order: [1, 0] })).toEqual([1, 0]);
    const { api, stop } = cell({}, () => new Promise(() => {}));
    const answer = api.askRanking("r", question);
    stop.ask();
    await expect(answer).rejects.toThrow(StopRequest);
  });
});

describe("arguments that cannot be used are answered with what is needed", () => {
  const api = cell().api as unknown as Record<string, (...args: unknown[]) => unknown>;
  const refused: [string, unknown[], string][] = [
    ["slider", [], "slider needs a name first"],
    ["slider", ["beta"], 'a min below its max, as in slider("beta", { min: 0'],
    ["slider", ["beta", { min: 1, max: 0 }], "It got { min: 1, max: 0 }"],
    ["slider", ["beta", { min: 0, max: 1, step: 0 }], "a step above 0"],
    ["slider", ["beta", { min: 0, max: 1, value: 2 }], "a value from 0 to 1"],
    ["select", ["model"], "a list of at most 1000 different choices"],
    ["select", ["model", ["a", "a"]], "different choices"],
    ["select", ["model", ["a"], { value: "b" }], "one of its choices (a)"],
    ["textInput", [3], "a name first"],
    ["seedInput", ["s", { value: 0 }], "a whole number from 1"],
    ["ranking", ["r", { answers: ["a"] }], "two to nine answers"],
    ["ranking", ["r", { answers: ["a", "b"], order: [0, 0] }], "each index once"],
  ];
  test.each(refused)("%s(%j)", (name, args, message) => {
    expect(() => api[name]!(...args)).toThrow(message);
    expect(() => api[name]!(...args)).toThrow(TypeError);
  });

  test("and two of one name", () => {
    const { api } = cell();
    api.seedInput();
    expect(() => api.seedInput()).toThrow('two inputs named "seed"');
  });
});

describe("the kernel takes inputs as part of a cell", () => {
  const cells = {
    knob: 'const beta = slider("beta", { min: 0, max: 1, value: 0.1 });',
    use: "const twice = 2 * beta; twice",
    aside: "1",
  };

  test("another value is another run, and what uses it is out of date", async () => {
    const book = new FakeNotebook(cells);
    await book.run("use", "aside");
    book.inputs = { knob: { beta: 0.4 } };
    await book.run();
    expect(book.all("settled").at(-1)!.stale).toEqual(["knob", "use"]);
    expect((await book.run("use")).outputs).toMatchObject([{ value: { text: "0.8" } }]);
    book.ran();
    book.inputs = { knob: { beta: 0.4 } };
    await book.run();
    expect(book.all("settled").at(-1)!.stale).toEqual([]);
  });

  describe("a light run", () => {
    let stale: string[] = [];
    const light = async (book: FakeNotebook, seconds?: number, original = book.cells) => {
      book.ran();
      const known = (id: string) => ({ original: original[id]!, ...(seconds === undefined ? {} : { seconds }) });
      const sources = book.sources().map((cell) => ({ ...cell, ...known(cell.id) }));
      await book.clock.until(book.kernel.run(["use"], sources, true));
      stale = book.all("settled").at(-1)!.stale;
      return book.ran();
    };

    test("has what it needs run first where the book says that it takes little", async () => {
      expect(await light(new FakeNotebook(cells), 2)).toEqual(["knob", "use"]);
      expect(await light(new FakeNotebook(cells), 5)).toEqual([]);
      expect(await light(new FakeNotebook(cells))).toEqual([]);
    });

    test("does not take the book's word for what the reader has edited", async () => {
      const edited = new FakeNotebook({ ...cells, knob: "const beta = 2;" });
      expect(await light(edited, 0.2, cells)).toEqual([]);
      expect(stale).toEqual(["use"]);
    });

    test("knows from its last run here what an edited cell takes", async () => {
      const wait = (ms: number) => `await new Promise((over) => setTimeout(over, ${ms})); const beta = 1;`;
      for (const [ms, ran] of [
        [100, ["knob", "use"]],
        [3000, []],
      ] as const) {
        const book = new FakeNotebook({ ...cells, knob: wait(ms) });
        await book.run("knob");
        book.inputs = { knob: { other: 1 } };
        expect(await light(book, 0.2, cells)).toEqual(ran);
      }
    });

    test("that cannot be says what is out of date", async () => {
      const book = new FakeNotebook(cells);
      await book.run("use");
      book.inputs = { knob: { beta: 0.4 } };
      book.cells = { ...cells, knob: `${cells.knob} // mine` };
      expect(await light(book, 0.2, cells)).toEqual([]);
      expect(stale).toEqual(["use"]);
    });
  });

  test("what a run will need is loaded, and nothing runs", async () => {
    const book = new FakeNotebook({ use: 'import { add } from "mini-rlhf/adder"; add(1, 2)' });
    const asked: string[] = [];
    fakeRegistry.loadAhead = (name) => void asked.push(name);
    book.kernel.prepare("use", book.sources());
    delete fakeRegistry.loadAhead;
    expect(asked).toEqual(["mini-rlhf/adder"]);
    expect(book.events).toEqual([]);
  });

  test("an answer counts for the run that asked for it", async () => {
    const book = new FakeNotebook({ ask: 'const order = await askRanking("r", { answers: ["a", "b"] }); order[0]' });
    const values: Record<string, number[]> = {};
    book.onEvent = (event) => {
      const input = event.type === "outputs" ? event.patches[0]!.output : null;
      if (input?.kind !== "input" || input.input.type !== "ranking" || !input.input.awaits) return;
      values[input.input.key] = [1, 0];
      setTimeout(() => book.kernel.answer("ask", input.input.key, [1, 0]));
    };
    expect((await book.run("ask")).outputs.at(-1)).toMatchObject({ value: { text: "1" } });
    book.inputs = { ask: values };
    await book.run();
    expect(book.all("settled").at(-1)!.stale).toEqual([]);
  });
});

test("an input's HTML says its value without a script, and escapes all of it", () => {
  const evil = `"><img src=x onerror="alert(1)">`;
  const { api, shown } = cell();
  api.slider(evil, { min: 0, max: 10, value: 3, label: evil, unit: evil });
  api.select("s", [evil, "b"]);
  api.textInput("t", { value: evil, placeholder: evil });
  api.textInput("u", { value: `</textarea>${evil}`, rows: 3 });
  api.ranking(evil + 1, { prompt: evil, answers: [evil, "b"] });
  for (const output of shown) {
    const html = renderOutput(output);
    expect(html).not.toMatch(/<img|<\/textarea>(?!<\/label>)/);
    expect(html).toMatch(/disabled/);
  }
  expect(renderOutput(shown[0]!)).toContain('<output aria-live="off">3 ');
});

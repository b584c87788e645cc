import { expect, test, vi } from "vitest";
import { anew } from "../anew.ts";

const book = () => anew<typeof import("../../../../src/elements/state/frozen-cells.ts")>("state/frozen-cells.ts");
const printed = { one: { outputs: [] }, two: { outputs: [] } };

function server(answer: (file: string) => Response) {
  return vi.spyOn(globalThis, "fetch").mockImplementation(async (file) => answer(String(file)));
}

test("what the book printed is asked for once a file, whoever asks", async () => {
  const fetched = server(() => Response.json(printed));
  const { frozenCells } = await book();
  const views = [{ book: "/gpt/frozen.json" }, { book: "/gpt/frozen.json" }, { book: null }];
  const [all] = await Promise.all([frozenCells(views), frozenCells(views)]);
  expect(all).toEqual(printed);
  expect(fetched).toHaveBeenCalledTimes(1);
});

test("cells of several chapters come together", async () => {
  server((file) => Response.json({ [file]: { outputs: [] } }));
  const { frozenCells } = await book();
  expect(Object.keys(await frozenCells([{ book: "/a" }, { book: "/b" }]))).toEqual(["/a", "/b"]);
});

test("nothing printed, nothing asked", async () => {
  const fetched = server(() => Response.json({}));
  expect(await (await book()).frozenCells([{ book: null }])).toEqual({});
  expect(fetched).not.toHaveBeenCalled();
});

test("without a network there is none; it is asked for again", async () => {
  const fetched = server(() => Response.error());
  const { frozenCells } = await book();
  expect(await frozenCells([{ book: "/a" }])).toEqual({});
  fetched.mockImplementation(async () => Response.json(printed));
  expect(await frozenCells([{ book: "/a" }])).toEqual(printed);
});

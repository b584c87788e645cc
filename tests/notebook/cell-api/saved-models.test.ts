import { describe, expect, it } from "vitest";
import { browserModels } from "../../../src/notebook/cell-api/saved-models.ts";
import type { SavedModel } from "../../../src/notebook/cell-api/model-store.ts";
import type { Registry } from "../../../src/notebook/cell-api/registry.ts";

const sft: SavedModel = { name: "my sft", kind: "language model", keptAt: 1, bytes: 8, parameters: 2, cell: "train" };
const registry = {} as Registry;

describe("the shelf of a browser", () => {
  it("has what the browser's storage has", async () => {
    const shelf = browserModels(registry, () => Promise.resolve([sft]));
    await shelf.refresh();
    expect(shelf.models).toEqual([sft]);
  });

  it("is empty where storage is refused", async () => {
    const shelf = browserModels(registry, () => Promise.reject(new Error("a private window")));
    await shelf.refresh();
    expect(shelf.models).toEqual([]);
  });

  it("does not keep a cell waiting for storage that does not answer, and takes a late answer", async () => {
    let answer!: (models: SavedModel[]) => void;
    let asked = 0;
    const list = () => {
      asked += 1;
      return new Promise<SavedModel[]>((resolve) => (answer = resolve));
    };
    const shelf = browserModels(registry, list, 20);
    await shelf.refresh();
    await shelf.refresh();
    expect(asked).toBe(1);
    expect(shelf.models).toEqual([]);
    answer([sft]);
    await new Promise((resolve) => setTimeout(resolve));
    expect(shelf.models).toEqual([sft]);
  });
});

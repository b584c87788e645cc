import { deleteDB } from "idb";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { putModel } from "../../../../src/notebook/cell-api/model-store.ts";
import { showMyModels } from "../../../../src/elements/chapter/my-models.ts";
import { savedFiles } from "../saved-files.ts";

const model = (name: string, keptAt: number) =>
  putModel(
    { name, kind: "language model", keptAt, bytes: 4000, parameters: 1000, cell: "train" },
    { "model.safetensors": new Uint8Array([1, 2, 3]) },
  );
const dialog = () => page.getByRole("dialog", { name: "My models" });
const names = () => [...document.querySelectorAll("dialog strong")].map((one) => one.textContent);

beforeEach(async () => {
  await deleteDB("mini-rlhf");
});

describe("the models", () => {
  beforeEach(async () => {
    await model("old", 1);
    await model("new", 2);
    await showMyModels();
  });

  test("are listed, the newest first, with what they are and take", async () => {
    await expect.element(dialog()).toBeVisible();
    expect(names()).toEqual(["new", "old"]);
    expect(document.querySelector("dialog li")!.textContent).toMatch(/language model of 1000 numbers.*from the cell/);
    expect(dialog().element().textContent).toMatch(/Together 8/);
  });

  test("are deleted one by one, if the reader is sure, and that is said", async () => {
    const sure = vi.spyOn(globalThis, "confirm").mockReturnValue(false);
    await userEvent.click(page.getByRole("button", { name: "Delete old" }));
    expect(names()).toHaveLength(2);
    sure.mockReturnValue(true);
    await userEvent.click(page.getByRole("button", { name: "Delete old" }));
    await expect.poll(names).toEqual(["new"]);
    await expect.element(dialog().getByRole("status")).toMatchTextContent("“old” is deleted.");
    await expect.element(page.getByRole("button", { name: "Close" })).toHaveFocus();
  });

  test("are downloaded as a folder of their own", async () => {
    const saved = savedFiles();
    await userEvent.click(page.getByRole("button", { name: "Download new" }));
    await expect.poll(() => saved.map(({ name }) => name)).toEqual(["new.zip"]);
    expect(await saved[0]!.blob.text()).toContain("new/model.safetensors");
  });

  test("the dialog closes by its button, by Escape and by a click beside it, and is gone", async () => {
    await userEvent.keyboard("{Escape}");
    await expect.poll(() => document.querySelector("dialog")).toBeNull();
    await showMyModels();
    await userEvent.click(page.getByRole("button", { name: "Close" }));
    await expect.poll(() => document.querySelector("dialog")).toBeNull();
    await showMyModels();
    document.querySelector("dialog")!.click();
    await expect.poll(() => document.querySelector("dialog")).toBeNull();
  });
});

test("where there is none, it says how there will be", async () => {
  await showMyModels();
  expect(dialog().element().textContent).toContain("None yet.");
});

test("asked for twice, it is there once", async () => {
  await Promise.all([showMyModels(), showMyModels()]);
  expect(document.querySelectorAll("dialog")).toHaveLength(1);
});

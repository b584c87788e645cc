import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import markup from "../../../../src/components/Predict.astro?markup";
import "../../../../src/elements/page/predict-box.ts";

const list = "<p>What happens?</p><ul><li>It <b>grows</b></li><li>It falls</li></ul>";

function place(): void {
  document.body.innerHTML = `<div data-cell="train" data-state="idle"></div>${markup({ cell: "train", slot: list })}`;
}

beforeEach(place);

const cell = () => document.querySelector<HTMLElement>("[data-cell]")!;
const choice = (name: string) => page.getByRole("radio", { name });
const compared = () => [...cell().querySelectorAll(".your-guess")].map((one) => one.textContent);

describe("a prediction", () => {
  test("is a choice with a name, and is noted aloud", async () => {
    await expect.element(page.getByRole("group", { name: "Predict before you run" })).toBeVisible();
    await userEvent.click(choice("It grows"));
    await expect.element(page.getByRole("status")).toMatchTextContent("Noted. Now run the cell and compare.");
    expect(document.querySelector("li b")!.textContent).toBe("grows");
  });

  test("is walked with arrows", async () => {
    await userEvent.click(choice("It grows"));
    await userEvent.keyboard("{ArrowDown}");
    await expect.element(choice("It falls")).toBeChecked();
    expect(document.querySelectorAll(":checked")).toHaveLength(1);
  });

  test("stands under the outcome, once, the latest one", async () => {
    await userEvent.click(choice("It grows"));
    expect(compared()).toEqual([]);
    cell().dataset.state = "done";
    await expect.poll(compared).toEqual(["You predicted: It grows"]);
    cell().dataset.state = "running";
    await userEvent.click(choice("It falls"));
    cell().dataset.state = "done";
    await expect.poll(compared).toEqual(["You predicted: It falls"]);
  });

  test("is there at the next visit", async () => {
    await userEvent.click(choice("It falls"));
    place();
    await expect.element(choice("It falls")).toBeChecked();
    cell().dataset.state = "done";
    await expect.poll(compared).toEqual(["You predicted: It falls"]);
  });

  test("where nothing can be kept it lasts as long as the page", async () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("no", "SecurityError");
    });
    cell().dataset.state = "done";
    await userEvent.click(choice("It falls"));
    expect(compared()).toEqual(["You predicted: It falls"]);
  });
});

test("who does not predict is not asked again", async () => {
  cell().dataset.state = "done";
  await new Promise((resolve) => setTimeout(resolve));
  expect(compared()).toEqual([]);
});

test("taken away and put back, it still has its choices", async () => {
  const box = document.querySelector("predict-box")!;
  box.remove();
  document.body.append(box);
  expect(page.getByRole("radio").elements()).toHaveLength(2);
  await userEvent.click(choice("It falls"));
  await expect.element(choice("It falls")).toBeChecked();
});

test("without its cell it can be answered all the same", async () => {
  cell().remove();
  await userEvent.click(choice("It falls"));
  await expect.element(page.getByRole("status")).toMatchTextContent("Noted.");
});

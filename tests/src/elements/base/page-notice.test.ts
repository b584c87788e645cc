import { describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { pageNotice, pageNoticeOnce } from "../../../../src/elements/base/page-notice.ts";

const close = () => page.getByRole("button", { name: "Close" });

describe("a notice", () => {
  test("is announced: its region is there before its words", async () => {
    pageNotice("Storage is full.");
    const region = document.querySelector("[role=status]")!;
    expect(region.textContent).toBe("");
    await expect.element(page.getByRole("status")).toMatchTextContent("Storage is full.");
    expect(document.querySelectorAll("[role=status]")).toHaveLength(1);
  });

  test("stands until the reader closes it", async () => {
    pageNotice("One");
    await userEvent.click(close());
    await expect.element(page.getByText("One")).not.toBeInTheDocument();
  });

  test("does what its button says, once, and is gone", async () => {
    const run = vi.fn();
    pageNotice("Reload?", [{ label: "Reload", run }]);
    const reload = await vi.waitUntil(() => document.querySelector<HTMLButtonElement>(".page-notice button"));
    reload.click();
    reload.click();
    expect(run).toHaveBeenCalledOnce();
    await expect.element(page.getByText("Reload?")).not.toBeInTheDocument();
  });

  test("gives the focus back to where it came from", async () => {
    document.body.innerHTML = "<button>Share</button>";
    pageNotice("Copied.");
    await expect.element(close()).toBeVisible();
    const share = document.querySelector("button")!;
    share.focus();
    await userEvent.keyboard("{Tab}{Enter}");
    await expect.element(page.getByText("Copied.")).not.toBeInTheDocument();
    expect(document.activeElement).toBe(share);
  });

  test("leaves the focus alone that is elsewhere", async () => {
    document.body.innerHTML = "<input>";
    pageNotice("Copied.");
    await expect.element(close()).toBeVisible();
    const input = document.querySelector("input")!;
    input.focus();
    document.querySelector<HTMLElement>(".notice-close")!.click();
    expect(document.activeElement).toBe(input);
  });

  test("takes more below its words", async () => {
    pageNotice("This is the link:", [], Object.assign(document.createElement("input"), { value: "https://x" }));
    await expect.element(page.getByRole("textbox")).toHaveValue("https://x");
  });
});

describe("what the page says already", () => {
  const count = () => document.querySelectorAll(".page-notice").length;

  test("is not said again, while it stands", async () => {
    pageNoticeOnce("Offline.");
    pageNoticeOnce("Offline.");
    pageNoticeOnce("Another matter.");
    await expect.poll(count).toBe(2);
    for (const one of document.querySelectorAll<HTMLElement>(".notice-close")) one.click();
  });

  test("is said again when it was closed, however often", async () => {
    pageNotice("Offline again.");
    const first = await vi.waitUntil(() => document.querySelector<HTMLElement>(".notice-close"));
    first.click();
    first.click();
    pageNoticeOnce("Offline again.");
    pageNoticeOnce("Offline again.");
    await expect.poll(count).toBe(1);
  });
});

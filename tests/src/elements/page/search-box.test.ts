import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import markup from "../../../../src/components/SearchBox.astro?markup";
import "../../../../src/elements/page/search-box.ts";

const passages = [
  { address: "ppo/#the-clip", chapter: "5. PPO", heading: "The clip", text: "The ratio is clipped. ".repeat(20) },
  {
    address: "ppo/#the-leash",
    chapter: "5. PPO",
    heading: "The leash",
    text: "KL holds the policy near <b>the start</b>.",
  },
  { address: "gpt/#tokens", chapter: "1. GPT", heading: "Tokens", text: "A text is cut into tokens." },
];
let fetched: ReturnType<typeof vi.spyOn>;

beforeEach(() => {
  fetched = vi.spyOn(globalThis, "fetch").mockImplementation(async () => Response.json(passages));
  document.body.innerHTML = `${markup({ link: (path = "") => `/book/${path}` })}<input id="other"><p>text</p>`;
});

const dialog = () => page.getByRole("dialog", { name: "Search the book" });
const field = () => page.getByRole("searchbox", { name: "Search the book" });
const links = () => dialog().getByRole("link");
const status = () => document.querySelector("dialog [role=status]")!.textContent;
const open = () => userEvent.click(page.getByRole("button", { name: "Search" }));

describe("the dialog", () => {
  test.each(["the button", "the key /"])("opens by %s, with the cursor in the field", async (way) => {
    if (way === "the button") await open();
    else await userEvent.keyboard("/");
    await expect.element(field()).toHaveFocus();
    expect(document.querySelector("input")!.value).toBe("");
  });

  test("closes at the first Escape, with words in the field, and the focus goes back", async () => {
    await open();
    await userEvent.fill(field(), "clip");
    await userEvent.keyboard("{Escape}");
    await expect.element(dialog()).not.toBeInTheDocument();
    await expect.element(page.getByRole("button", { name: "Search" })).toHaveFocus();
  });

  test("does not open for a / that is typed elsewhere, or with other keys", async () => {
    document.querySelector<HTMLElement>("#other")!.focus();
    await userEvent.keyboard("1/2");
    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard("{Control>}/{/Control}");
    expect(dialog().elements()).toEqual([]);
    await expect.element(page.getByRole("textbox")).toHaveValue("1/2");
  });
});

describe("what is typed", () => {
  beforeEach(open);

  test("is found, counted, and marked in its text", async () => {
    await userEvent.fill(field(), "clipped ratio");
    await expect.poll(status).toBe("1 section");
    await expect.element(links()).toHaveAttribute("href", "/book/ppo/#the-clip");
    expect([...document.querySelectorAll("mark")].map((one) => one.textContent.toLowerCase())).toContain("clipped");
    expect(document.querySelector(".excerpt")!.textContent.length).toBeLessThan(170);
  });

  test("is text, whatever the book says", async () => {
    await userEvent.fill(field(), "policy");
    await expect.poll(() => document.querySelector(".excerpt")?.textContent ?? "").toContain("<b>the start</b>");
  });

  test.each([
    ["zzzzqqqq", "Nothing found. Try other words."],
    ["   ", ""],
    ["[.*\\", "Nothing found. Try other words."],
  ])("%j: %j", async (words, said) => {
    await userEvent.fill(field(), "tokens");
    await expect.poll(status).toBe("1 section");
    await userEvent.fill(field(), words);
    await expect.poll(status).toBe(said);
    expect(links().elements()).toEqual([]);
  });

  test("is walked with arrows, and back to the field", async () => {
    await userEvent.fill(field(), "policy OR clip tokens text");
    await expect.poll(() => links().elements().length).toBeGreaterThan(1);
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    expect(document.activeElement).toBe(links().elements()[1]);
    await userEvent.keyboard("{ArrowUp}{ArrowUp}");
    await expect.element(field()).toHaveFocus();
  });

  test("leads to the first hit by Enter", async () => {
    await userEvent.fill(field(), "tokens");
    await expect.poll(status).toBe("1 section");
    const went = vi.fn((event: Event) => event.preventDefault());
    links().element().addEventListener("click", went);
    await userEvent.keyboard("{Enter}");
    expect(went).toHaveBeenCalledOnce();
    await expect.element(dialog()).not.toBeInTheDocument();
  });
});

test("the index is asked for once; if it does not come, that is said, and it is asked for again", async () => {
  fetched.mockImplementation(async () => new Response("", { status: 503 }));
  await open();
  await userEvent.fill(field(), "tokens");
  await expect.poll(status).toMatch(/could not be loaded/);
  fetched.mockImplementation(async () => Response.json(passages));
  await userEvent.fill(field(), "token");
  await expect.poll(status).toBe("1 section");
  const asked = () => fetched.mock.calls.filter(([file]: unknown[]) => file === "/book/search.json").length;
  const before = asked();
  await userEvent.fill(field(), "clip");
  await expect.poll(status).toBe("1 section");
  expect(asked()).toBe(before);
});

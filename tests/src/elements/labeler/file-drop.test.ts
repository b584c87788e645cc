import { beforeEach, describe, expect, test, vi } from "vitest";
import { FileDrop } from "../../../../src/elements/labeler/file-drop.ts";

let place: HTMLElement;
let open: HTMLButtonElement;
let taken: File[][];

beforeEach(() => {
  place = document.createElement("div");
  open = document.createElement("button");
  place.append(open, document.createElement("p"));
  document.body.append(place);
  taken = [];
  new FileDrop(place, open, (files) => taken.push(files));
});

function drag(kind: string, data: DataTransfer, relatedTarget: Element | null = null): DragEvent {
  const event = new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true, relatedTarget });
  place.dispatchEvent(event);
  return event;
}

function withFiles(...names: string[]): DataTransfer {
  const data = new DataTransfer();
  for (const name of names) data.items.add(new File(["x"], name));
  return data;
}

describe("files that are dragged", () => {
  test("are announced while they are over the place, and taken when they fall", () => {
    const files = withFiles("a.jsonl", "b.jsonl");
    expect(drag("dragover", files).defaultPrevented).toBe(true);
    expect(place.hasAttribute("data-over")).toBe(true);
    drag("dragleave", files, place.querySelector("p"));
    expect(place.hasAttribute("data-over")).toBe(true);
    drag("dragleave", files, document.body);
    expect(place.hasAttribute("data-over")).toBe(false);
    drag("dragover", files);
    expect(drag("drop", files).defaultPrevented).toBe(true);
    expect(place.hasAttribute("data-over")).toBe(false);
    expect(taken.map((all) => all.map(({ name }) => name))).toEqual([["a.jsonl", "b.jsonl"]]);
  });

  test("are files: words are left to the page", () => {
    const words = new DataTransfer();
    words.setData("text/plain", "words");
    expect(drag("dragover", words).defaultPrevented).toBe(false);
    expect(drag("drop", words).defaultPrevented).toBe(false);
    expect(taken).toEqual([]);
  });
});

describe("files that are chosen", () => {
  function choose(): HTMLInputElement {
    vi.spyOn(HTMLInputElement.prototype, "click").mockImplementation(() => {});
    open.click();
    return place.querySelector<HTMLInputElement>("input[type=file]")!;
  }

  test("are several at once, and the picker goes away", () => {
    const picker = choose();
    expect(picker.multiple).toBe(true);
    picker.files = withFiles("a.jsonl", "b.jsonl").files;
    picker.dispatchEvent(new Event("change"));
    expect(taken.map((all) => all.length)).toEqual([2]);
    expect(place.querySelector("input")).toBeNull();
  });

  test("may be none", () => {
    choose().dispatchEvent(new Event("cancel"));
    expect(place.querySelector("input")).toBeNull();
    expect(taken).toEqual([]);
  });
});

import { deflateRawSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import type { CellChange } from "../../src/edits/changes.ts";
import { isShareHash, LinkProblem, maxLinkLength, readShareHash, shareHash } from "../../src/edits/share-link.ts";

const changes: CellChange[] = [
  { id: "gae", source: "const λ = 1; // “quoted” 🦉\nλ" },
  { id: "ppo-train", source: "2", inputs: { beta: 0.2, seed: 7, model: "SFT", order: [1, 0] } },
  { id: "sft-train", inputs: { rate: 1 } },
];

function packed(text: string | Buffer): string {
  return `#shared=1.${deflateRawSync(text).toString("base64url")}`;
}

describe("a share link", () => {
  it("brings back what went in", async () => {
    const hash = await shareHash(changes);
    expect(hash).toMatch(/^shared=1\.[\w-]+$/);
    expect(isShareHash(`#${hash}`)).toBe(true);
    expect(await readShareHash(`#${hash}`)).toEqual(changes);
  });

  it("is short for a usual edit", async () => {
    const source = "for await (const step of trainPpo({ policy, klCoef: 0.02 })) await progress(step);\n".repeat(12);
    expect((await shareHash([{ id: "ppo", source }])).length).toBeLessThan(maxLinkLength / 20);
  });

  it.each([
    ["nothing", "#shared="],
    ["an empty text", "#shared=1."],
    ["wrong base64", "#shared=1.a$$b"],
    ["impossible base64", "#shared=1.aaaaa"],
    ["no deflate stream", "#shared=1.aGVsbG8gd29ybGQ"],
    ["no JSON", packed("hello")],
    ["no UTF-8", packed(Buffer.from([0xff, 0xfe, 0x22]))],
    ["no list", packed('{"id":"gae","source":"1"}')],
    ["a list of nothing", packed("[]")],
    ["a list of other things", packed('[1,null,"x",{"id":4,"source":"x"},{"id":"x"},{"id":"y","source":7}]')],
  ])("with %s is refused in words", async (_, hash) => {
    const reading = readShareHash(hash);
    await expect(reading).rejects.toBeInstanceOf(LinkProblem);
    await expect(reading).rejects.toThrow(/can’t be read/);
  });

  it("that was cut off is refused, wherever it was cut", async () => {
    const hash = await shareHash(changes);
    for (let end = 10; end < hash.length - 1; end += 7) {
      await expect(readShareHash(hash.slice(0, end))).rejects.toBeInstanceOf(LinkProblem);
    }
  });

  it("that unpacks without end is given up early", async () => {
    const bomb = packed(Buffer.alloc(300 * 1024 * 1024, 32));
    const reads = vi.spyOn(ReadableStreamDefaultReader.prototype, "read");
    await expect(readShareHash(bomb)).rejects.toThrow(/more than cells can be/);
    const chunks = await Promise.all(reads.mock.results.map(({ value }) => value as Promise<{ value?: Uint8Array }>));
    const bytes = chunks.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    reads.mockRestore();
    expect(bytes).toBeGreaterThan(512 * 1024);
    expect(bytes).toBeLessThan(4 * 1024 * 1024);
  });

  it("of another version says so", async () => {
    await expect(readShareHash("#shared=2.abc")).rejects.toThrow(/another version/);
  });

  it("keeps what is well-formed and drops the rest", async () => {
    const odd = [
      { id: "a", source: "1\r\n2", extra: true, inputs: { x: 1, y: null, z: { deep: 1 }, w: [0.5] } },
      { id: "a", source: "again" },
      { id: "__proto__", source: "3" },
    ];
    expect(await readShareHash(packed(JSON.stringify(odd)))).toEqual([
      { id: "a", source: "1\n2", inputs: { x: 1 } },
      { id: "__proto__", source: "3" },
    ]);
  });
});

/** Every trainer on batches of four shards: one worker to four, the same bits. */
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { otherWorkers, useOtherWorkers } from "../../../snippets/other-workers.ts";
import { partsOf } from "../../../snippets/workers/shards.ts";
import { collect, trainers, values } from "../tiny-trainers.ts";
import { startWasm } from "../wasm.ts";
import { fakeHost, obey } from "./fake-host.ts";

vi.mock("../../../snippets/workers/shard-count.ts", () => ({ SHARDS: 4 }));

beforeAll(startWasm);
afterEach(() => useOtherWorkers(null));

test("a batch has four shards here", () => {
  expect(partsOf([1, 2, 3, 4, 5])).toEqual([[1, 2], [3], [4], [5]]);
});

describe.each(Object.entries(trainers))("%s", (_, create) => {
  test("with 2, 3 and 4 workers it learns the same as with one", async () => {
    const alone = create();
    const records = await collect(alone.steps());
    for (const workers of [2, 3, 4]) {
      const host = fakeHost(obey, workers);
      useOtherWorkers(host);
      const before = otherWorkers().done;
      const together = create();
      expect(await collect(together.steps()), `${workers} workers`).toEqual(records);
      expect(values(together.tree)).toEqual(values(alone.tree));
      expect(otherWorkers().done - before).toBeGreaterThanOrEqual(records.length * (workers - 1));
      expect(host.notes).toEqual([]);
    }
  });
});

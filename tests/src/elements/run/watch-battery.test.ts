import { afterEach, expect, test, vi } from "vitest";
import { withBattery } from "../../../../src/elements/run/watch-battery.ts";

afterEach(() => void vi.unstubAllGlobals());

function fakeBattery(charging: boolean, level: number) {
  return Object.assign(new EventTarget(), { charging, level });
}

async function told(getBattery: unknown) {
  vi.stubGlobal("navigator", { getBattery });
  const postMessage = vi.fn();
  const worker = { postMessage } as unknown as Worker;
  expect(withBattery(worker)).toBe(worker);
  await new Promise((resolve) => setTimeout(resolve));
  return postMessage;
}

test("a battery that runs low is told of, and when it is being charged", async () => {
  const battery = fakeBattery(false, 0.5);
  const post = await told(() => Promise.resolve(battery));
  expect(post).not.toHaveBeenCalled();
  battery.level = 0.19;
  battery.dispatchEvent(new Event("levelchange"));
  battery.level = 0.18;
  battery.dispatchEvent(new Event("levelchange"));
  battery.charging = true;
  battery.dispatchEvent(new Event("chargingchange"));
  expect(post.mock.calls).toEqual([[{ type: "battery", isLow: true }], [{ type: "battery", isLow: false }]]);
});

test("one that is low already is told of at once", async () => {
  const post = await told(() => Promise.resolve(fakeBattery(false, 0.1)));
  expect(post.mock.calls).toEqual([[{ type: "battery", isLow: true }]]);
});

test("without a word of the battery, or where it is forbidden, nothing is told", async () => {
  expect(await told(undefined)).not.toHaveBeenCalled();
  expect(await told(() => Promise.reject(new Error("not allowed")))).not.toHaveBeenCalled();
});

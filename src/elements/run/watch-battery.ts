/** The Battery Status API, which only Chromium has; TypeScript does not know it. */
interface Battery extends EventTarget {
  charging: boolean;
  /** from 0, empty, to 1 */
  level: number;
}

/** Below it, one worker trains alone. */
const LOW = 0.2;

/** Tells the worker whether the battery runs low, now and whenever that changes. Others than pages are not told. */
export function withBattery(worker: Worker): Worker {
  const { getBattery } = navigator as Navigator & { getBattery?(): Promise<Battery> };
  // It may be forbidden to a page in a frame: then the battery counts as full.
  getBattery?.call(navigator).then(
    (battery) => watch(battery, (isLow) => worker.postMessage({ type: "battery", isLow })),
    () => {},
  );
  return worker;
}

function watch(battery: Battery, tell: (isLow: boolean) => void): void {
  let told = false;
  const look = () => {
    const isLow = !battery.charging && battery.level < LOW;
    if (isLow !== told) tell((told = isLow));
  };
  look();
  for (const change of ["chargingchange", "levelchange"]) battery.addEventListener(change, look);
}

/** Whether the machine runs on a battery that is nearly empty: the page knows, and tells its worker. */
let isLow = false;

export function noteBattery(low: boolean): void {
  isLow = low;
}

export function isBatteryLow(): boolean {
  return isLow;
}

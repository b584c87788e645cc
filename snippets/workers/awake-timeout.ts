/** Waiting in which the time that a computer sleeps does not count. */

/**
 * Calls `act` after so many milliseconds awake. One long timer would be over
 * the moment a laptop is opened; of short ones, only those that came count.
 * @returns ends the waiting
 */
export function awakeTimeout(
  milliseconds: number,
  act: () => void,
): () => void {
  const period = Math.min(milliseconds, 1000);
  let left = milliseconds;
  const timer = setInterval(() => {
    left -= period;
    if (left > 0) return;
    clearInterval(timer);
    act();
  }, period);
  return () => clearInterval(timer);
}

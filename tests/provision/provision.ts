/**
 * Finds a Chromium for the browser tests.
 *
 * The sources are asked in order. Whatever one offers is started and opens a
 * page before it is believed, so a broken browser only costs its turn.
 */
export interface Browser {
  executablePath: string;
  /** what the browser needs in its environment, beyond ours */
  env?: Record<string, string>;
  /** set by the proof: whether Chromium's own sandbox works here */
  sandbox?: boolean;
}

export interface Source {
  /** as it appears in a message: "a browser on the PATH" */
  name: string;
  /** what it has to offer, best first; throws when it cannot say */
  find(): Promise<Browser[]>;
  /** a failure here ends the search: the user asked for exactly this one */
  decisive?: boolean;
}

/** Starts a browser and opens a page; throws, or says what it learned. */
export type Prove = (browser: Browser) => Promise<Browser>;

export class NoBrowserError extends Error {
  override name = "NoBrowserError";
}

export async function provision(
  sources: Source[],
  prove: Prove,
  log: (line: string) => void = () => {},
): Promise<Browser> {
  const failures: string[] = [];
  for (const source of sources) {
    const attempt = await trySource(source, prove);
    if (attempt.browser) {
      log(`browser: ${source.name}, ${attempt.browser.executablePath}`);
      return attempt.browser;
    }
    log(`browser: not ${source.name}: ${attempt.reason}`);
    failures.push(`${source.name}: ${attempt.reason}`);
    if (source.decisive) break;
  }
  throw new NoBrowserError(`No browser for the browser tests. ${failures.join(" | ")}`);
}

async function trySource(
  source: Source,
  prove: Prove,
): Promise<{ browser: Browser; reason?: undefined } | { browser?: undefined; reason: string }> {
  const reasons: string[] = [];
  try {
    for (const browser of await source.find()) {
      try {
        return { browser: await prove(browser) };
      } catch (error) {
        reasons.push(`${browser.executablePath} does not work (${firstLine(error)})`);
      }
    }
  } catch (error) {
    reasons.push(firstLine(error));
  }
  return { reason: reasons.join("; ") || "none found" };
}

/** An error in one short line, whatever it is. */
function firstLine(error: unknown) {
  const text = error instanceof Error ? error.message : String(error);
  const line = text.split("\n").find((part) => part.trim() !== "") ?? "unknown error";
  return line.trim().slice(0, 300);
}

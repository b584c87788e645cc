import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { Browser } from "./provision.ts";

/**
 * The Chromium inside the npm package @sparticuz/chromium: made for Amazon's
 * servers, but a plain headless Chromium, with the few shared libraries that a
 * bare Linux lacks. We take its files and none of its flags, which switch web
 * security off.
 */
export async function unpackBundled(cache: string): Promise<Browser> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("it is for Linux on x64 only");
  }
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const folder = path.resolve(path.dirname(entry), "..");
  const { version } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const home = path.resolve(cache, `chromium-${version}`);
  if (!existsSync(home)) {
    // Unpacked elsewhere first: an interrupted run leaves no half browser.
    const partial = `${home}.${process.pid}`;
    await unpack(path.join(folder, "bin"), partial);
    await writeFile(path.join(partial, "fonts.conf"), fontsConfig(home));
    await rename(partial, home).catch((error) => {
      if (!existsSync(home)) throw error;
    });
    await rm(partial, { recursive: true, force: true });
  }
  return {
    executablePath: path.join(home, "chromium"),
    env: {
      LD_LIBRARY_PATH: [path.join(home, "al2023", "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":"),
      FONTCONFIG_FILE: path.join(home, "fonts.conf"),
    },
  };
}

/** The package unpacks to the system's temporary folder, so we lend it ours. */
async function unpack(archives: string, folder: string) {
  const { inflate } = await import("@sparticuz/chromium");
  await mkdir(folder, { recursive: true });
  const temporary = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    for (const name of ["chromium.br", "al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br"]) {
      await inflate(path.join(archives, name));
    }
  } finally {
    if (temporary === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = temporary;
  }
}

/** The system's fonts where there are some, and one family of the package. */
function fontsConfig(home: string) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${home}/fonts/fonts</dir>
  <cachedir>${home}/fonts-cache</cachedir>
</fontconfig>
`;
}

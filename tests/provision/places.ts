import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

/**
 * Names under which Chromium, Chrome and Edge go on a PATH, best first. The shell has no windows to
 * draw: a test takes little more than half the time.
 */
const names = [
  "chromium-headless-shell",
  "chrome-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "chrome",
  "microsoft-edge-stable",
  "microsoft-edge",
  "msedge",
];

const macApplications = [
  "Chromium.app/Contents/MacOS/Chromium",
  "Google Chrome.app/Contents/MacOS/Google Chrome",
  "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

const windowsPrograms = [
  "Chromium\\Application\\chrome.exe",
  "Google\\Chrome\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

export interface Machine {
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  isExecutable(file: string): boolean;
}

const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  isExecutable,
};

export function isExecutable(file: string) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** A program's file on the PATH, or undefined. */
export function onPath(program: string, machine: Machine = thisMachine) {
  return candidates([program], machine).find(machine.isExecutable);
}

/** Installed browsers, from the PATH and from where installers put them. */
export function installedBrowsers(machine: Machine = thisMachine) {
  const files = [...candidates(names, machine), ...usualPlaces(machine)];
  return [...new Set(files.filter(machine.isExecutable))];
}

function candidates(programs: string[], { platform, env }: Machine) {
  const windows = platform === "win32";
  const { join, delimiter } = windows ? path.win32 : path.posix;
  const folders = (env.PATH ?? env.Path ?? "").split(delimiter).filter(Boolean);
  const files = programs.map((name) => (windows ? `${name}.exe` : name));
  return files.flatMap((file) => folders.map((folder) => join(folder, file)));
}

function usualPlaces({ platform, env }: Machine) {
  if (platform === "darwin") {
    const folders = ["/Applications", path.posix.join(env.HOME ?? "/", "Applications")];
    return folders.flatMap((folder) => macApplications.map((app) => path.posix.join(folder, app)));
  }
  if (platform === "win32") {
    const folders = [env.ProgramFiles, env["ProgramFiles(x86)"], env.LOCALAPPDATA];
    return folders.flatMap((folder) =>
      folder ? windowsPrograms.map((program) => path.win32.join(folder, program)) : [],
    );
  }
  return [];
}

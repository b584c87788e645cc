/** Packages of peers that are too large to be installed with this project: the benchmark gets them when asked. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const folder = path.resolve(import.meta.dirname, "../../node_modules/.cache/mini-rlhf/peers");

const versions = { "onnxruntime-web": "1.30.0" };

export type PeerPackage = keyof typeof versions;

/** Installs a package if it is not there. Throws with the reason, in one line, if it can't: for want of a network, say. */
export async function installPeer(name: PeerPackage): Promise<void> {
  if (existsSync(path.join(folder, "node_modules", name, "package.json"))) return;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${versions[name]}`];
  try {
    await promisify(execFile)("npm", args, { cwd: folder, timeout: 120_000, shell: process.platform === "win32" });
  } catch (error) {
    const reason = String((error as { stderr?: string }).stderr ?? error).match(/^.*error.*$/im)?.[0] ?? "npm failed";
    throw new Error(`${name} ${versions[name]} could not be installed (${reason.trim()})`, { cause: error });
  }
}

/** Imports what `installPeer` has installed. */
export async function loadPeer<Module>(name: PeerPackage): Promise<Module> {
  const file = createRequire(path.join(folder, "package.json")).resolve(name);
  const module = (await import(pathToFileURL(file).href)) as Module & { default?: Module };
  return module.default ?? module;
}

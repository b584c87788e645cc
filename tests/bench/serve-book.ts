import path from "node:path";
import { serveFiles } from "./serve-files.ts";

const dist = path.resolve(import.meta.dirname, "../../dist");
const base = "/mini-rlhf/";

/** Serves the built book. */
export async function serveBook(): Promise<{ address: string; close(): void }> {
  const { port, close } = await serveFiles((pathname) => {
    const name = pathname.slice(base.length) + (pathname.endsWith("/") ? "index.html" : "");
    return path.join(dist, path.normalize(`/${name}`));
  });
  return { address: `http://localhost:${port}${base}`, close };
}

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import path from "node:path";

const dist = path.resolve(import.meta.dirname, "../../dist");
const base = "/mini-rlhf/";
const types: Record<string, string> = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

/** The built book from a plain server, which takes as little of the machine as one can. */
export async function serveBook(): Promise<{ address: string; close(): void }> {
  const server = createServer(async ({ url }, response) => {
    const { pathname } = new URL(url!, "http://localhost");
    const name = pathname.slice(base.length) + (pathname.endsWith("/") ? "index.html" : "");
    const bytes = await readFile(path.join(dist, path.normalize(`/${name}`))).catch(() => undefined);
    response.writeHead(bytes ? 200 : 404, { "content-type": types[path.extname(name)] ?? "application/octet-stream" });
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as { port: number };
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://localhost:${port}${base}`, close };
}

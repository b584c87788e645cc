import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import path from "node:path";

const types: Record<string, string> = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

export interface FileServer {
  port: number;
  close(): void;
}

/** Serves files as plainly as can be: a benchmark has the machine to itself. */
export async function serveFiles(fileOf: (pathname: string) => string): Promise<FileServer> {
  const server = createServer(({ url }, response) => {
    const file = fileOf(new URL(url!, "http://localhost").pathname);
    const type = types[path.extname(file)] ?? "application/octet-stream";
    const answer = (bytes?: Buffer) => response.writeHead(bytes ? 200 : 404, { "content-type": type }).end(bytes);
    void readFile(file).then(answer, () => answer());
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as { port: number };
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { port, close };
}

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Another server than the book's: it lets everybody in, and remembers who came. */
export interface OtherServer {
  address: string;
  /** what was asked for, without the slash */
  asked: string[];
  /** whoever asks for this is answered when all of these have been asked for */
  answerAfter(path: string, all: string[]): void;
  /** how many connections there were, also such as no request came through */
  connections(): number;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startOtherServer(): Promise<OtherServer> {
  const asked: string[] = [];
  const waiting: { path: string; all: string[]; answer?: () => void }[] = [];
  const note = (url?: string): void => {
    asked.push(url!.slice(1));
    for (const { all, answer } of waiting) if (all.every((one) => asked.includes(one))) answer?.();
  };
  const server = createServer((request, response) => {
    const wait = waiting.find(({ path }) => request.url === `/${path}`);
    if (wait) wait.answer = () => response.end("0");
    note(request.url);
    response.writeHead(200, {
      "access-control-allow-origin": request.headers.origin ?? "*",
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "PUT, DELETE",
      "content-type": "text/javascript",
    });
    if (!wait) response.end("0");
  });
  server.on("upgrade", (request, socket) => {
    note(request.url);
    socket.destroy();
  });
  let connections = 0;
  server.on("connection", () => connections++);
  const close = await listen(server, "127.0.0.1");
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    asked,
    answerAfter: (path, all) => void waiting.push({ path, all }),
    connections: () => connections,
    [Symbol.asyncDispose]: close,
  };
}

/** An empty page without any policy. */
export async function startEmptyPage() {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<!doctype html><title>empty</title>");
  });
  const close = await listen(server, "localhost");
  const { port } = server.address() as AddressInfo;
  return { address: `http://localhost:${port}/`, [Symbol.asyncDispose]: close };
}

async function listen(server: Server, host: string): Promise<() => Promise<void>> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}

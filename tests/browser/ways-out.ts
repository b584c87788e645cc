/**
 * Every way that a worker has to ask another server for something, as code: `at` is an address there
 * that ends with the way's name.
 */
const ways: Record<string, string> = {
  fetch: "fetch(at)",
  "fetch-no-cors": 'fetch(at, { mode: "no-cors" })',
  "fetch-credentials": 'fetch(at, { mode: "no-cors", credentials: "include" })',
  "fetch-post": 'fetch(at, { mode: "no-cors", method: "POST", body: "all that it knows" })',
  "fetch-keepalive": 'fetch(at, { mode: "no-cors", method: "POST", body: "x", keepalive: true })',
  "fetch-preflight": 'fetch(at, { method: "PUT", body: "x" })',
  "fetch-request": 'fetch(new Request(at, { mode: "no-cors" }))',
  "fetch-evaluated": "(0, eval)(`fetch('${at}')`)",
  "fetch-function": "new Function(`return fetch('${at}')`)()",
  "fetch-async-function": "new (async () => {}).constructor(`return fetch('${at}')`)()",
  "fetch-later": "later(`fetch('${at}')`)",
  "wasm-streaming": "WebAssembly.compileStreaming(fetch(at))",
  xhr: 'xhr("GET", at)',
  "xhr-post": 'xhr("POST", at)',
  "xhr-preflight": 'xhr("DELETE", at)',
  "xhr-waiting": 'xhr("GET", at, false)',
  socket: 'heard(new WebSocket(at.replace("http", "ws")), "open")',
  "socket-secure": 'heard(new WebSocket(at.replace("http", "wss")), "open")',
  "socket-stream": 'new WebSocketStream(at.replace("http", "ws")).opened',
  "event-source": 'heard(new EventSource(at), "open")',
  "event-source-credentials": 'heard(new EventSource(at, { withCredentials: true }), "open")',
  // Its end is a promise of its own, which nobody else waits for.
  transport: 'closing(new WebTransport(at.replace("http", "https"))).ready',
  beacon: 'navigator.sendBeacon(at, "x")',
  scripts: "importScripts(at)",
  import: "import(at)",
  "import-evaluated": "(0, eval)(`import('${at}')`)",
  "import-function": "new Function(`return import('${at}')`)()",
  "import-later": "later(`import('${at}')`)",
  "import-json": 'import(at, { with: { type: "json" } })',
  "import-css": 'import(at, { with: { type: "css" } })',
  "import-from-data": "import(`data:text/javascript,import '${at}'`)",
  "import-from-blob": "import(blob(`import '${at}'`))",
  worker: "worker(at)",
  "worker-module": 'worker(at, "module")',
  "worker-of-data": "worker(`data:text/javascript,${asking(at)}`)",
  "worker-of-data-module": "worker(`data:text/javascript,import '${at}'`, 'module')",
  "worker-of-blob": "worker(blob(asking(at)))",
  "worker-of-blob-module": "worker(blob(asking(at)), 'module')",
  "worker-of-blob-static": "worker(blob(`import '${at}'`), 'module')",
  "worker-of-blob-import": "worker(blob(`import('${at}').finally(() => postMessage(1))`), 'module')",
  "worker-of-blob-scripts": "worker(blob(`${trust} importScripts('${at}')`))",
  "worker-of-worker": "worker(blob(starting(asking(at))))",
  "worker-of-worker-scripts": "worker(blob(starting(`${trust} importScripts('${at}')`)))",
  "shared-worker": "new SharedWorker(at)",
  "shared-worker-of-blob": "new SharedWorker(blob(asking(at)))",
  "service-worker": "navigator.serviceWorker.register(at)",
  "cache-add": 'caches.open("x").then((cache) => cache.add(at))',
  "cache-add-all": 'caches.open("x").then((cache) => cache.addAll([at]))',
  font: "font(at)",
  "canvas-filter": "drawing({ filter: `url(${at}#f)` })",
  "canvas-font": "drawing({ font: `12px url(${at})` })",
  picture:
    "createImageBitmap(new Blob([`<svg xmlns='http://www.w3.org/2000/svg'><image href='${at}'/></svg>`], { type: 'image/svg+xml' }))",
  notification: 'new Notification("x", { icon: at, image: at })',
  peer: "peer(at)",
  "background-fetch": 'registration.backgroundFetch.fetch("x", at)',
  // there is no page here, and nothing that could be led elsewhere
  image: "Object.assign(new Image(), { src: at })",
  element: 'document.createElement("img").setAttribute("src", at)',
  open: "open(at)",
  clients: "clients.openWindow(at)",
  navigate: "location.assign(at)",
  "navigate-by-setting": "{ location.href = at; }",
};

export const wayNames = Object.keys(ways);

/** What the ways are written with. */
const prelude = String.raw`
const trust = "self.trustedTypes?.createPolicy('default', { createScript: (a) => a, createScriptURL: (a) => a });";
const heard = (target, good) => new Promise((resolve, reject) => {
  target["on" + good] = () => resolve(good);
  target.onerror = (event) => { event.preventDefault?.(); reject(event); };
});
const closing = (transport) => {
  transport.closed.catch(() => {});
  return transport;
};
const blob = (code) => URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
// Firefox collects a worker that nobody holds, also while its code is on the way; it is silent then.
const held = (self.held ??= []);
const hold = (worker) => (held.push(worker), worker);
const worker = (address, type) => heard(hold(new Worker(address, { type })), "message");
const asking = (at) => "fetch('" + at + "', { mode: 'no-cors' }).finally(() => postMessage(1))";
const starting = (code) => trust + "self.held = new Worker(URL.createObjectURL(new Blob([" + JSON.stringify(code) + "]))); held.onmessage = () => postMessage(1)";
const later = (code) => new Promise((resolve, reject) => {
  Object.assign(globalThis, { resolve, reject });
  setTimeout(code + ".then(resolve, reject)");
});
const xhr = (method, at, isAsync = true) => {
  const request = new XMLHttpRequest();
  request.open(method, at, isAsync);
  const answer = isAsync ? heard(request, "load") : "answered";
  request.send();
  return answer;
};
const font = (at) => {
  const face = new FontFace("x", "url(" + at + ")");
  self.fonts.add(face);
  return face.load();
};
const drawing = (style) => {
  const context = new OffscreenCanvas(8, 8).getContext("2d");
  Object.assign(context, style).fillText("x", 0, 0);
};
const peer = (at) => {
  const urls = "turn:" + new URL(at).host + "?transport=tcp";
  const one = new RTCPeerConnection({ iceServers: [{ urls, username: "a", credential: "b" }] });
  one.createDataChannel("x");
  return one.createOffer().then((offer) => one.setLocalDescription(offer));
};`;

/**
 * An expression that tries them one after another, in any worker. It takes the leave to evaluate text that
 * the page's policy gives to workers, if this one has not got it. It promises what came of each way.
 */
export function tryWaysOut(server: string, names = wayNames): string {
  const all = names.map((name) => `${JSON.stringify(name)}: async (at) => ${ways[name]}`);
  return `(async () => {
    ${prelude}
    try { self.trustedTypes?.createPolicy("default", { createScript: (a) => a, createScriptURL: (a) => a }); } catch {}
    const ways = { ${all.join(",\n")} };
    const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds, "nothing came"));
    const begun = [];
    // One begins when another has ended, or soon after: Firefox gets stuck where dozens of workers load at once.
    for (const [name, go] of Object.entries(ways)) {
      const answer = go(${JSON.stringify(server)} + "/" + name).catch((error) => "refused: " + (error.message ?? error));
      begun.push([name, answer]);
      await Promise.race([answer, wait(300)]);
    }
    const patience = wait(10_000);
    const came = await Promise.all(begun.map(async ([name, answer]) => [name, String(await Promise.race([answer, patience]))]));
    return JSON.stringify(Object.fromEntries(came));
  })()`;
}

/** The code of a worker that says what came of its tries. */
export function workerThatTries(server: string, names = wayNames): string {
  return `${tryWaysOut(server, names)}.then(postMessage, (error) => postMessage("failed: " + error))`;
}

/** Where they are tried: in a cell itself, in a worker that it starts, and in a worker of that one. */
export const places = ["cell", "worker", "nested"] as const;

/** The text of a cell that tries them there, and shows a list with what came of each. */
export function cellThatTries(
  server: string,
  names = wayNames,
  at: readonly (typeof places)[number][] = places,
): string {
  const [one, two] = [`${server}/worker`, `${server}/nested`].map((address) => workerThatTries(address, names));
  const nested = `self.trustedTypes?.createPolicy("default", { createScript: (a) => a, createScriptURL: (a) => a });
self.held = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(two)}])));
held.onmessage = ({ data }) => postMessage(data);`;
  const tries = {
    cell: `(0, eval)(${JSON.stringify(tryWaysOut(`${server}/cell`, names))})`,
    worker: `saying(${JSON.stringify(one)})`,
    nested: `saying(${JSON.stringify(nested)})`,
  };
  return `const started: Worker[] = [];
Object.assign(globalThis, { started });
const saying = (code: string): Promise<string> => new Promise((resolve, reject) => {
  const worker = new Worker(URL.createObjectURL(new Blob([code])));
  started.push(worker);
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = reject;
});
const came: string[] = [];
${at.map((place) => `came.push(await ${tries[place]});`).join("\n")}
show("[" + came.join() + "]");`;
}

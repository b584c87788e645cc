/** The second half of `npm start`: serves the built book and says where. */
import { preview } from "astro";

process.env.ASTRO_TELEMETRY_DISABLED = "1";

// Not the `astro preview` command: it goes into the background, or speaks JSON,
// when it believes that a coding assistant has called it.
const server = await preview({ logLevel: "error" });
const address = server.urls?.local[0] ?? `http://localhost:${server.port}/`;
console.log(`\nThe book is open at ${address} (Ctrl-C closes it).`);

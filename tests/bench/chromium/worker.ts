import { playInWorker } from "../../../src/benchmark/play-in-worker.ts";
import { works } from "../works.ts";

await playInWorker(works);

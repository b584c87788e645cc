/** The worker that trains on a reader's rankings, and answers for the models. */
import { readBookFile } from "../notebook/kernel/book-files.ts";
import { startTensorFlow } from "../notebook/kernel/start-backend.ts";
import { serveTraining } from "../notebook/kernel/training-worker.ts";
import { SECOND_WORKER, useTwoWorkers } from "../notebook/kernel/two-workers.ts";
import { keepTraining, keptTraining } from "./kept-training.ts";
import type { Order, Reply } from "./protocol.ts";
import { TrainingServer } from "./serve-orders.ts";
import { loadModels } from "./taste-training.ts";

if (self.name === SECOND_WORKER) await serveTraining();
else serve();

function serve(): void {
  const server = new TrainingServer({
    async load() {
      await startTensorFlow();
      useTwoWorkers(console.warn);
      return loadModels((folder) => (file) => readBookFile(`${folder}/${file}`));
    },
    kept: keptTraining,
    keep: keepTraining,
    say: (reply: Reply) => self.postMessage(reply),
    now: () => performance.now(),
  });
  self.onmessage = ({ data }: MessageEvent<Order>) => void server.obey(data);
}

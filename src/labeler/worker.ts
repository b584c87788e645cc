/** The worker that trains on a reader's rankings, and answers for the models. */
import { gptFiles } from "mini-rlhf/checkpoint";
import { burrow } from "mini-rlhf/world/vocabulary";
import { putModel } from "../notebook/cell-api/model-store.ts";
import { readBookFile } from "../notebook/kernel/book-files.ts";
import { startTensorFlow } from "../notebook/kernel/start-backend.ts";
import { serveTraining } from "../notebook/kernel/training-worker.ts";
import { OTHER_WORKER, usePageWorkers } from "../notebook/kernel/page-workers.ts";
import { keepTraining, keptTraining } from "./kept-training.ts";
import type { Order, Reply } from "./protocol.ts";
import { TrainingServer } from "./serve-orders.ts";
import { loadModels } from "./taste-training.ts";

if (self.name === OTHER_WORKER) await serveTraining();
else serve();

function serve(): void {
  const server = new TrainingServer({
    async load() {
      await startTensorFlow();
      usePageWorkers(console.warn);
      return loadModels((folder) => (file) => readBookFile(`${folder}/${file}`));
    },
    kept: keptTraining,
    keep: keepTraining,
    async keepModel(name, model) {
      const files = gptFiles(model, burrow);
      const weights = files["model.safetensors"]!;
      const bytes = Object.values(files).reduce((sum, file) => sum + file.byteLength, 0);
      const parameters = Math.floor(weights.byteLength / 4);
      await putModel(
        { name, kind: "language model", keptAt: Date.now(), bytes, parameters, cell: "the labeler" },
        files,
      );
    },
    say: (reply: Reply) => self.postMessage(reply),
    now: () => performance.now(),
  });
  self.onmessage = ({ data }: MessageEvent<Order>) => void server.obey(data);
}

import { listModels, type ModelFiles, putModel, type SavedModel } from "../../notebook/cell-api/model-store.ts";
import { folderFiles, mostFolderBytes } from "../../notebook/cell-api/read-folder.ts";
import { FOLDER_WORKER, type FolderReply } from "../../notebook/kernel/folder-reply.ts";
import cellWorker from "../../notebook/kernel/worker.ts?worker&url";
import { formatBytes } from "../../notebook/output/format.ts";
import { startWorker } from "../base/start-worker.ts";
import { type CheckpointFolder, checkpointsIn, type FolderFile } from "./folder-files.ts";

/** Keeps the models of a folder in this browser, and says in words how that went. */
export async function openFolder(chosen: readonly FolderFile[]): Promise<string> {
  if (chosen.length === 0) return "";
  const checkpoints = checkpointsIn(chosen);
  if (checkpoints.length === 0)
    return "No folder in there has a config.json. Choose one that has it beside a model.safetensors and a tokenizer.json, such as out/sft.";
  const said: string[] = [];
  for (const checkpoint of checkpoints) said.push(await open(checkpoint));
  return said.join(" ");
}

async function open(checkpoint: CheckpointFolder): Promise<string> {
  const { name } = checkpoint;
  try {
    const files = await readFiles(checkpoint);
    const reply = await askWorker(files);
    if ("problem" in reply) return `“${name}” is not opened. ${reply.problem}`;
    const model: SavedModel = {
      ...reply.model,
      name: await freeName(name),
      keptAt: Date.now(),
      bytes: Object.values(files).reduce((sum, file) => sum + file.byteLength, 0),
      cell: "a folder of yours",
    };
    await putModel(model, files);
    return `“${model.name}” is kept in this browser.`;
  } catch (error) {
    return `“${name}” is not opened. ${(error as Error).message}`;
  }
}

/** Only what is needed, and only if it is not too large to be read at all. */
async function readFiles({ files }: CheckpointFolder): Promise<ModelFiles> {
  const needed = [...files].filter(([file]) => folderFiles.includes(file));
  const bytes = needed.reduce((sum, [, { size }]) => sum + size, 0);
  const most = formatBytes(mostFolderBytes);
  if (bytes > mostFolderBytes) throw new Error(`It has ${formatBytes(bytes)}; a tab opens models of up to ${most}.`);
  if (!files.has("model.safetensors") && files.has("model.safetensors.index.json"))
    throw new Error("Its weights are split into several files. Save it again with a larger max_shard_size.");
  const read = needed.map(async ([file, content]) => [file, new Uint8Array(await content.arrayBuffer())] as const);
  return Object.fromEntries(await Promise.all(read));
}

/** In a worker of its own, which ends with all that the model took of memory. */
function askWorker(files: ModelFiles): Promise<FolderReply> {
  const worker = startWorker(cellWorker, FOLDER_WORKER);
  const reply = new Promise<FolderReply>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<FolderReply>) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`What reads it could not be started${event.message ? `: ${event.message}` : ""}.`));
    };
    worker.postMessage(files);
  });
  return reply.finally(() => worker.terminate());
}

/** Not that of a model that is kept already; in the letters that a cell can ask for. */
async function freeName(folder: string): Promise<string> {
  const name = folder.replace(/[^\w .-]/g, "-").slice(0, 50);
  const taken = new Set((await listModels()).map((model) => model.name));
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}

import { formatBytes, formatNumber } from "../output/format.ts";
import type { ModelFiles, ModelKind } from "./model-store.ts";
import type { ModuleExports, Registry } from "./registry.ts";

/** A model that was trained elsewhere, as the core has read it. */
export interface FolderModel {
  kind: ModelKind;
  parameters: number;
}

/** What of a checkpoint's folder is read and kept; the first three must be there. */
export const folderFiles = [
  ...["config.json", "model.safetensors", "tokenizer.json"],
  ...["tokenizer_config.json", "generation_config.json", "special_tokens_map.json"],
];

/** A tab holds the numbers three or four times: as a file, as arrays, and as what is computed with them. */
export const mostFolderBytes = 100e6;

type ReadFile = (name: string) => Promise<Uint8Array>;
type Load = (readFile: ReadFile) => Promise<object>;

/** Opens a checkpoint with the core's own functions; refuses in words what they or the book's cells cannot use. */
export async function readFolder(files: ModelFiles, registry: Registry): Promise<FolderModel> {
  const bytes = Object.values(files).reduce((sum, file) => sum + file.byteLength, 0);
  if (bytes > mostFolderBytes)
    throw new Error(`It has ${formatBytes(bytes)}; a tab opens models of up to ${formatBytes(mostFolderBytes)}.`);
  const readFile: ReadFile = (name) => {
    const file = files[name];
    return file ? Promise.resolve(file) : Promise.reject(new Error(missing(name)));
  };
  const checkpoint = await registry.load("mini-rlhf/checkpoint");
  await checkWords(readFile, checkpoint, registry);
  const kind = await kindOfFolder(readFile);
  const load = checkpoint[kind === "language model" ? "loadGPT" : "loadScalarModel"] as Load;
  return { kind, parameters: await countNumbers(await load(readFile), registry) };
}

function missing(name: string): string {
  return `It has no ${name}. Expected a folder with config.json, model.safetensors and tokenizer.json, as save_model of TRL writes it.`;
}

/** As transformers names it in config.json. */
async function kindOfFolder(readFile: ReadFile): Promise<ModelKind> {
  const { architectures } = JSON.parse(new TextDecoder().decode(await readFile("config.json"))) as {
    architectures?: unknown;
  };
  return /ForSequenceClassification/.test(String(architectures)) ? "scoring model" : "language model";
}

/** Cells speak to every model in the Burrow's words. */
async function checkWords(readFile: ReadFile, checkpoint: ModuleExports, registry: Registry): Promise<void> {
  const [loadTokenizer, loadConfig] = [checkpoint.loadTokenizer as Load, checkpoint.loadConfig as Load];
  const { WORDS } = (await registry.load("mini-rlhf/world/vocabulary")) as { WORDS: readonly string[] };
  const { vocabSize } = (await loadConfig(readFile)) as { vocabSize: number };
  const { words } = (await loadTokenizer(readFile)) as { words: readonly string[] };
  const odd = WORDS.findIndex((word, id) => words[id] !== word);
  if (odd >= 0 || words.length !== WORDS.length)
    throw new Error(
      `Its words are others than the Burrow’s: it has ${formatNumber(words.length)}, expected these ${WORDS.length}` +
        (odd >= 0 ? `; number ${odd} is “${words[odd] ?? ""}”, expected “${WORDS[odd]}”.` : "."),
    );
  if (vocabSize !== WORDS.length)
    throw new Error(`config.json says vocab_size ${vocabSize}, and tokenizer.json has ${WORDS.length} words.`);
}

async function countNumbers(model: object, registry: Registry): Promise<number> {
  const { countParameters } = await registry.load("mini-rlhf/parameters");
  const { gpt, params, score } = model as { gpt?: { params: object }; params?: object; score?: object };
  return (countParameters as (tree: object) => number)({ params: gpt ? gpt.params : params, ...(score && { score }) });
}

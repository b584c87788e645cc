import { safely } from "../base/hostile-values.ts";
import { type SavedModel, listModels, modelFiles, type ModelFiles, type ModelKind, putModel } from "./model-store.ts";
import type { Registry } from "./registry.ts";

/** Where cells keep the models that they have trained, and find them again. */
export interface SavedModels {
  /** what there was at the last `refresh` */
  readonly models: readonly SavedModel[];
  refresh(): Promise<void>;
  keep(name: string, model: unknown, cell: string): Promise<SavedModel>;
  /** reads files of one model: all of the model that is there at the first, if another tab keeps anew */
  open(name: string): (file: string) => Promise<Uint8Array<ArrayBuffer>>;
}

/** What `kindOf` needs to see of a model: see snippets/gpt.ts and snippets/heads.ts. */
interface Gpt {
  config: object;
  params: object;
}

type Encode = (model: unknown, tokenizer: unknown) => ModelFiles;

export function kindOf(value: unknown): ModelKind | null {
  return safely(() => modelKind(value), null);
}

function modelKind(value: unknown): ModelKind | null {
  const { gpt, score } = Object(value) as { gpt?: unknown; score?: unknown };
  if (isGpt(value)) return "language model";
  return isGpt(gpt) && typeof score === "object" && score !== null ? "scoring model" : null;
}

function isGpt(value: unknown): value is Gpt {
  const { config, params } = Object(value) as Partial<Gpt>;
  return (
    typeof config === "object" && typeof params === "object" && Object.hasOwn(Object(config) as object, "vocabSize")
  );
}

/** A browser's storage may fail to answer at all, and no cell is to wait for that. */
const storageMs = 2000;

/** The shelf in this browser. */
export function browserModels(registry: Registry, list = listModels, timeoutMs = storageMs): SavedModels {
  let models: SavedModel[] = [];
  let asking: Promise<void> | null = null;
  const ask = async (): Promise<void> => {
    models = await list().catch(() => []);
    asking = null;
  };
  return {
    get models() {
      return models;
    },
    async refresh() {
      // One that is late is asked only once, and waited for only once.
      if (!asking) await Promise.race([(asking = ask()), afterMs(timeoutMs)]);
    },
    async keep(name, model, cell) {
      const kind = kindOf(model);
      if (!kind || !/^[\w .-]{1,60}$/.test(name)) throw refusal(name, kind !== null);
      const files = await filesOf(model, kind, registry);
      const bytes = Object.values(files).reduce((sum, file) => sum + file.byteLength, 0);
      const parameters = Math.floor((files["model.safetensors"]?.byteLength ?? 0) / 4);
      const kept: SavedModel = { name, kind, keptAt: Date.now(), bytes, parameters, cell };
      await putModel(kept, files);
      models = await list();
      return kept;
    },
    open(name) {
      let files: Promise<ModelFiles> | undefined;
      return async (file) => {
        const bytes = (await (files ??= modelFiles(name)))[file];
        if (!bytes) throw new Error(`The model “${name}” has no file ${file}.`);
        return bytes as Uint8Array<ArrayBuffer>;
      };
    },
  };
}

function afterMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function filesOf(model: unknown, kind: ModelKind, registry: Registry): Promise<ModelFiles> {
  const checkpoint = await registry.load("mini-rlhf/checkpoint");
  const { burrow } = await registry.load("mini-rlhf/world/vocabulary");
  const encode = checkpoint[kind === "language model" ? "gptFiles" : "scalarModelFiles"] as Encode;
  return encode(model, burrow);
}

function refusal(name: string, isModel: boolean): TypeError {
  const example = 'as in await keep("my-sft", sft)';
  if (isModel)
    return new TypeError(
      `keep takes a name of up to 60 letters, digits, spaces, dots and hyphens, ${example}; got ${JSON.stringify(name)}.`,
    );
  return new TypeError(`keep takes a name and a model, ${example}. This is neither a GPT nor a reward or value model.`);
}

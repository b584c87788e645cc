import { zipSync } from "fflate";
import { formatBytes, formatNumber } from "../../notebook/output/format.ts";
import {
  countBroken,
  deleteModel,
  type SavedModel,
  listModels,
  modelFiles,
} from "../../notebook/cell-api/model-store.ts";
import { mostFolderBytes } from "../../notebook/cell-api/read-folder.ts";
import { button } from "../base/button.ts";
import { saveFile } from "../base/save-file.ts";
import { chooseFolder, droppedFolder, type FolderFile } from "./folder-files.ts";
import { openFolder } from "./open-folder.ts";

/** The models that the reader has kept: what they are, how large; to be downloaded or deleted. */
export async function showMyModels(): Promise<void> {
  // A second press of the button comes while the list is still read.
  if (document.querySelector("dialog.my-models")) return;
  const dialog = document.createElement("dialog");
  dialog.className = "dialog my-models";
  dialog.setAttribute("aria-labelledby", "my-models-title");
  dialog.onclose = () => dialog.remove();
  // A handler that gave false would call off what a click on a field in it does.
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
  document.body.append(dialog);
  await fill(dialog);
  dialog.showModal();
}

async function fill(dialog: HTMLDialogElement): Promise<void> {
  const title = Object.assign(document.createElement("h2"), { id: "my-models-title", textContent: "My models" });
  const close = button("Close", () => dialog.close());
  close.className = "models-close";
  const said = document.createElement("p");
  said.role = "status";
  const body = document.createElement("div");
  const open = folderButton(dialog, (word) => draw(word));
  const draw = async (word = ""): Promise<void> => {
    said.textContent = word;
    const hadFocus = body.contains(document.activeElement);
    body.replaceChildren(...(await content(draw)));
    if (hadFocus) close.focus();
  };
  const hint = paragraph(openHint);
  const foot = document.createElement("div");
  foot.className = "models-foot";
  foot.append(open, close);
  dialog.replaceChildren(title, body, hint, said, foot);
  await draw();
}

type Draw = (word?: string) => Promise<void>;

const openHint = `A model that was trained elsewhere opens from its folder (config.json, model.safetensors, tokenizer.json), if its words are the Burrow’s and it has at most ${formatBytes(mostFolderBytes)}. You can also drag the folder here.`;

/** Folders for the dialog: chosen by a button, or dropped anywhere on it. */
function folderButton(dialog: HTMLElement, draw: Draw): HTMLButtonElement {
  const take = async (chosen: Promise<FolderFile[]>): Promise<void> => {
    const files = await chosen.catch(() => []);
    if (files.length === 0) return;
    open.disabled = true;
    await draw("Opening …");
    await draw(await openFolder(files));
    open.disabled = false;
  };
  const open = button("Open a folder…", () => void take(chooseFolder(dialog)));
  open.className = "models-open";
  dialog.ondragover = (event) => {
    const isFile = event.dataTransfer?.types.includes("Files") === true;
    if (isFile) event.preventDefault();
    dialog.toggleAttribute("data-over", isFile);
  };
  dialog.ondragleave = ({ relatedTarget }) => {
    if (!dialog.contains(relatedTarget as Node | null)) dialog.removeAttribute("data-over");
  };
  dialog.ondrop = (event) => {
    event.preventDefault();
    dialog.removeAttribute("data-over");
    if (event.dataTransfer) void take(droppedFolder(event.dataTransfer));
  };
  return open;
}

async function content(draw: Draw): Promise<Node[]> {
  let models: SavedModel[];
  let broken: number;
  try {
    [models, broken] = await Promise.all([listModels(), countBroken()]);
  } catch (error) {
    return [paragraph((error as Error).message)];
  }
  const others = broken === 0 ? [] : [paragraph(brokenWords(broken))];
  if (models.length === 0) {
    return [
      ...others,
      paragraph(
        "None yet. When a cell has trained a model it offers to keep it here, in this browser; " +
          "later chapters then let you choose between yours and the book’s.",
      ),
    ];
  }
  const list = document.createElement("ul");
  list.append(...models.map((model) => entry(model, draw)));
  return [list, ...others, paragraph(await total(models))];
}

function brokenWords(count: number): string {
  const [what, are] = count === 1 ? ["One entry", "is"] : [`${count} entries`, "are"];
  return `${what} in this browser’s storage ${are} no model that can be read; nothing is done with ${count === 1 ? "it" : "them"}.`;
}

function entry(model: SavedModel, draw: Draw): HTMLElement {
  const { name, kind, keptAt, bytes, parameters, cell } = model;
  const item = document.createElement("li");
  const words = document.createElement("div");
  const date = new Date(keptAt).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  words.append(
    Object.assign(document.createElement("strong"), { textContent: name }),
    Object.assign(document.createElement("span"), {
      textContent: `${kind} of ${formatNumber(parameters)} numbers, ${formatBytes(bytes)}; from ${/^(a|the) /.test(cell) ? cell : `the cell ${cell}`}, ${date}`,
    }),
  );
  const save = button("Download", () => void download(name).catch((error: Error) => draw(error.message)));
  save.setAttribute("aria-label", `Download ${name}`);
  const remove = button("Delete", () => {
    if (!confirm(`Delete the model “${name}”? It cannot be brought back.`)) return;
    deleteModel(name).then(
      () => draw(`“${name}” is deleted.`),
      (error: Error) => draw(error.message),
    );
  });
  remove.className = "models-delete";
  remove.setAttribute("aria-label", `Delete ${name}`);
  item.append(words, save, remove);
  return item;
}

/** A folder that the transformers library opens as it is. */
async function download(name: string): Promise<void> {
  const files = await modelFiles(name);
  const folder = Object.fromEntries(Object.entries(files).map(([file, bytes]) => [`${name}/${file}`, bytes]));
  saveFile(`${name}.zip`, "application/zip", zipSync(folder, { level: 0 }));
}

async function total(models: SavedModel[]): Promise<string> {
  const bytes = models.reduce((sum, model) => sum + model.bytes, 0);
  const { quota } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  const room = quota ? ` of about ${formatBytes(quota)} that the browser gives this site` : "";
  return `Together ${formatBytes(bytes)}${room}.`;
}

function paragraph(text: string): HTMLElement {
  return Object.assign(document.createElement("p"), { textContent: text });
}

/** A file that the reader has chosen, with the folders that it lies in: "out/sft/config.json". */
export interface FolderFile {
  path: string;
  file: File;
}

/** Folders of the reader's, by a dialog of the browser; none if it is called off. */
export function chooseFolder(place: HTMLElement): Promise<FolderFile[]> {
  const picker = Object.assign(document.createElement("input"), { type: "file", webkitdirectory: true, hidden: true });
  picker.setAttribute("aria-label", "A folder with a model");
  place.append(picker);
  return new Promise((resolve) => {
    const done = (): void => {
      picker.remove();
      resolve([...(picker.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file })));
    };
    picker.onchange = done;
    picker.addEventListener("cancel", done);
    picker.click();
  });
}

/** Folders or files that were dropped. */
export async function droppedFolder({ items }: DataTransfer): Promise<FolderFile[]> {
  // What was dropped is there only until the event has been heard.
  const dropped = [...items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found = dropped.map(async ({ entry, file }) => {
    if (entry) return filesUnder(entry, "");
    return file ? [{ path: file.name, file }] : [];
  });
  return (await Promise.all(found)).flat();
}

async function filesUnder(entry: FileSystemEntry, above: string): Promise<FolderFile[]> {
  const path = `${above}${entry.name}`;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ path, file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    // A hundred at a time, until there are none.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    found.push(...some);
  }
  return (await Promise.all(found.map((one) => filesUnder(one, `${path}/`)))).flat();
}

/** A folder with a checkpoint: its name, and its files by theirs. */
export interface CheckpointFolder {
  name: string;
  files: Map<string, File>;
}

/**
 * The checkpoints nearest to the top: the folder itself, or those in it, such as all that a README's
 * commands have left in out/. What a training has saved on its way lies deeper.
 */
export function checkpointsIn(chosen: readonly FolderFile[]): CheckpointFolder[] {
  const folders = new Map<string, Map<string, File>>();
  for (const { path, file } of chosen) {
    const cut = path.lastIndexOf("/");
    const folder = path.slice(0, Math.max(cut, 0));
    if (!folders.has(folder)) folders.set(folder, new Map());
    folders.get(folder)!.set(path.slice(cut + 1), file);
  }
  const found = [...folders].filter(([, files]) => files.has("config.json"));
  const depths = found.map(([folder]) => folder.split("/").length);
  const top = Math.min(...depths);
  return found
    .filter((_, i) => depths[i] === top)
    .map(([folder, files]) => ({ name: folder.split("/").at(-1) || "model", files }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

import type { FolderModel } from "../cell-api/read-folder.ts";

/** The name of a worker that only opens a folder: no cell has ever run in it. */
export const FOLDER_WORKER = "folder";

export type FolderReply = { model: FolderModel } | { problem: string };

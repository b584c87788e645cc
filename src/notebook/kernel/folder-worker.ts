import { readFolder } from "../cell-api/read-folder.ts";
import type { ModelFiles } from "../cell-api/model-store.ts";
import type { FolderReply } from "./folder-reply.ts";
import { registry } from "./core-modules.ts";

/** Opens each folder that it is sent, with what cells would open it with. */
export function serveFolders(): void {
  self.onmessage = ({ data }: MessageEvent<ModelFiles>) => {
    readFolder(data, registry).then(
      (model) => reply({ model }),
      (error: unknown) => reply({ problem: error instanceof Error ? error.message : String(error) }),
    );
  };
}

function reply(message: FolderReply): void {
  self.postMessage(message);
}

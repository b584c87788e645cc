/** What the page hands the reader as files, kept from the disk of who tests. */
import { vi } from "vitest";

interface SavedFile {
  name: string;
  address: string;
  blob: Blob;
}

/** @returns a list that grows with every file that is saved */
export function savedFiles(): SavedFile[] {
  const blobs = new Map<string, Blob>();
  const saved: SavedFile[] = [];
  const create = URL.createObjectURL.bind(URL);
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    const address = create(blob);
    blobs.set(address, blob as Blob);
    return address;
  });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, address: this.href, blob: blobs.get(this.href)! });
  });
  return saved;
}

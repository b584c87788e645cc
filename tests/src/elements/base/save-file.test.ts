import { expect, test, vi } from "vitest";
import { savedFiles } from "../saved-files.ts";
import { saveFile } from "../../../../src/elements/base/save-file.ts";

test("a file has its name, its type and its content", async () => {
  const saved = savedFiles();
  saveFile("one.ts", "text/x.typescript", "show(1);");
  expect(saved).toHaveLength(1);
  expect(saved[0]!.name).toBe("one.ts");
  expect(saved[0]!.blob.type).toBe("text/x.typescript");
  expect(await saved[0]!.blob.text()).toBe("show(1);");
});

test("the browser need not hold it for ever", () => {
  vi.useFakeTimers();
  const saved = savedFiles();
  const revoke = vi.spyOn(URL, "revokeObjectURL");
  saveFile("empty.txt", "text/plain", "");
  expect(revoke).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(revoke).toHaveBeenCalledWith(saved[0]!.address);
});

/** npx node tests/printed/download.ts CHAPTER: the chapter as the page's menu saves it, as one program. */
import { readChapters } from "../../src/freeze/chapter-cells.ts";
import { writeScript } from "../../src/chapter-files/chapter-script.ts";

const [chapter] = readChapters(process.argv[2]);
const { folder, mdx, cells } = chapter!;
const title = /^title: "?(.*?)"?$/m.exec(mdx)![1]!;
const files = cells.map(({ id, source, inputs = {} }) => ({ id, source, inputs }));
process.stdout.write(writeScript({ slug: folder.slice(3), title, cells: files }));

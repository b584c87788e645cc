/** `npm run new-chapter -- "A title"`: makes a chapter that builds as it stands, to be written over. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import { foldersIn } from "../book/chapter-folders.ts";
import { frontmatterText } from "../plugins/frontmatter-place.ts";
import { type BookSoFar, type ChapterPlace, placeOf } from "./chapter-place.ts";
import { chapterTemplate } from "./chapter-template.ts";
import { freshExercise, withAnswers } from "./exercise-answers.ts";

const root = path.resolve(import.meta.dirname, "../..");
const answersFile = "tests/chapters/answers.ts";

const help = `npm run new-chapter -- "A title" [--slug some-words]

Makes chapters/NN-a-title/index.mdx: front matter, a cell, a figure that the text refers to, and an
exercise with its solution; the answers that tests run are added to ${answersFile}, and
the cells run once, so that the page has what they print. All of it is there to be written over.

  --slug some-words   the chapter's address, if it is not to be made of the title
  --help              this text`;

process.exitCode = main(process.argv.slice(2));

function main(args: string[]): number {
  const wish = readArguments(args);
  if (wish === "help") {
    console.log(help);
    return 0;
  }
  const place = typeof wish === "string" ? wish : placeOf(wish.title, wish.slug, readBook());
  if (typeof place === "string") {
    console.error(place);
    return 2;
  }
  return make(place);
}

/** What is asked for; a sentence where that cannot be understood. */
function readArguments(args: string[]): { title: string; slug?: string } | string {
  try {
    const options = { slug: { type: "string" }, help: { type: "boolean", short: "h" } } as const;
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    if (values.help) return "help";
    const [title = "", ...more] = positionals;
    if (more.length > 0) return `Put the title between quotes: npm run new-chapter -- "${positionals.join(" ")}".`;
    return { title, ...(values.slug === undefined ? {} : { slug: values.slug }) };
  } catch (error) {
    return `${(error as Error).message.split(". ")[0]!}. npm run new-chapter -- --help says what there is.`;
  }
}

function readBook(): BookSoFar {
  const folders = foldersIn(path.join(root, "chapters"));
  const titles = folders.map((folder) => [folder, titleOf(read(`chapters/${folder}/index.mdx`))] as const);
  const names = [...readdirSync(path.join(root, "src/pages")), ...readdirSync(path.join(root, "public"))];
  return { chapters: new Map(titles), taken: names.map((name) => name.replace(/\..*$/, "")) };
}

function titleOf(mdx: string): string {
  const front = parse(frontmatterText(mdx)?.text ?? "") as { title?: unknown } | null;
  return typeof front?.title === "string" ? front.title : "";
}

/** Nothing is left of a chapter whose cells do not run. */
function make(place: ChapterPlace): number {
  const { folder } = place;
  const answers = read(answersFile);
  const exercise = freshExercise(answers, place.slug);
  const more = withAnswers(answers, place, exercise);
  mkdirSync(path.join(root, "chapters", folder));
  writeFileSync(path.join(root, "chapters", folder, "index.mdx"), chapterTemplate(place, exercise));
  const frozen = spawnSync(process.execPath, [path.join(root, "src/freeze/freeze.ts"), folder], {
    cwd: root,
    encoding: "utf8",
  });
  if (frozen.status !== 0) {
    rmSync(path.join(root, "chapters", folder), { recursive: true });
    console.error(`${frozen.stdout}${frozen.stderr}\nThe cells of a new chapter do not run, so none was made.`);
    return 1;
  }
  writeFileSync(path.join(root, answersFile), more);
  console.log(whatWasMade(place, exercise));
  return 0;
}

function whatWasMade({ folder, number, slug }: ChapterPlace, exercise: string): string {
  return `Chapter ${number} is there, and builds as it stands:

  chapters/${folder}/index.mdx      its text, with a cell, a figure and an exercise
  chapters/${folder}/outputs.json   what its cells print
  ${answersFile}   right and wrong answers to its exercise, "${exercise}"

Write over it, beginning with short, description, goals and time at its top. Then:

  npm run dev   shows it at ${slug}/ while you write
  npm run freeze -- ${slug}   when a cell has changed
  npm run check   finds type errors in its cells, and numbers out of date
  npm run build   refuses dead links, figures without a mention, misspelt attributes
  npm test -- unit exercises   runs the answers to its exercise

Its number is its place in the book: another place is another name of the folder.`;
}

function read(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

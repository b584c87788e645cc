/** A chapter's text between its cells, for the notebook that a reader downloads. */
import type { APIRoute } from "astro";
import { chapterParts } from "../../book/chapter-parts.ts";
import { type Chapter, chapters, home } from "../../book/chapters.ts";

const sources = import.meta.glob<string>("../../../chapters/*/index.mdx", {
  eager: true,
  query: "?raw",
  import: "default",
});

export function getStaticPaths() {
  return [home, ...chapters].map((chapter) => ({ params: { chapter: chapter.slug }, props: { chapter } }));
}

export const GET: APIRoute<{ chapter: Chapter }> = ({ props: { chapter } }) => {
  const source = sources[`../../../chapters/${chapter.folder}/index.mdx`]!;
  return new Response(JSON.stringify(chapterParts(source, chapter.title, chapter.order)), {
    headers: { "content-type": "application/json" },
  });
};

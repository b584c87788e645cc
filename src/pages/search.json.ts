/** Every section of the book with its text, for the search box; loaded when somebody searches. */
import type { APIRoute } from "astro";
import { chapters, compile, home } from "../book/chapters.ts";
import type { Passage } from "../book/search.ts";

export const GET: APIRoute = async () => {
  const passages = (await compile([home, ...chapters])).flatMap((chapter) =>
    chapter.sections.map(({ id, heading, text }): Passage => ({
      address: `${chapter.address}${id ? `#${id}` : ""}`,
      chapter: chapter.order > 0 ? `${chapter.order}. ${chapter.short}` : chapter.short,
      heading: heading || chapter.title,
      text,
    })),
  );
  return new Response(JSON.stringify(passages), { headers: { "Content-Type": "application/json" } });
};

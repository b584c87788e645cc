/** Every section of the book with its text, for the search box; loaded when somebody searches. */
import type { APIRoute } from "astro";
import { chapters, compile, home } from "../book/chapters.ts";
import type { Passage } from "../book/search.ts";

/** Pages that are no chapter, as somebody may look for them. */
const otherPages: Passage[] = [
  {
    address: "labeler/",
    chapter: "A page of its own",
    heading: "You are the labeler",
    text:
      "Rank answers yourself: human feedback, preference data, cards, pairs. A reward is learned from your rankings, and " +
      "PPO trains a model on your taste. Agreement between people, kappa and Krippendorff's alpha, a blind test, a class.",
  },
  {
    address: "teacher/",
    chapter: "A page of its own",
    heading: "A lesson of 45 minutes",
    text: "For teachers: a class ranks answers, compares its tastes and trains one model on them. Cards to print.",
  },
];

export const GET: APIRoute = async () => {
  const passages = (await compile([home, ...chapters])).flatMap((chapter) =>
    chapter.sections.map(({ id, heading, text }): Passage => ({
      address: `${chapter.address}${id ? `#${id}` : ""}`,
      chapter: chapter.order > 0 ? `${chapter.order}. ${chapter.short}` : chapter.short,
      heading: heading || chapter.title,
      text,
    })),
  );
  return new Response(JSON.stringify([...passages, ...otherPages]), {
    headers: { "Content-Type": "application/json" },
  });
};

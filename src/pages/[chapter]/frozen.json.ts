/** What the notebook asks for at the first Run: printed outputs to compare with, values to take. */
import type { APIRoute } from "astro";
import { chapters, home } from "../../book/chapters.ts";
import { frozenChapters } from "../../components/frozen-chapters.ts";

export function getStaticPaths() {
  return [home, ...chapters]
    .filter(({ folder }) => frozenChapters.has(folder))
    .map(({ slug, folder }) => ({ params: { chapter: slug }, props: { folder } }));
}

export const GET: APIRoute<{ folder: string }> = ({ props }) => {
  const cells = Object.entries(frozenChapters.get(props.folder)!.cells);
  const needed = cells.map(([id, { outputs, kept, seconds }]) => [id, { outputs, kept, seconds }]);
  return new Response(JSON.stringify(Object.fromEntries(needed)), {
    headers: { "content-type": "application/json" },
  });
};

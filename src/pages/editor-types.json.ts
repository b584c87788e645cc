/** The types that the editor knows, for its worker. */
import type { APIRoute } from "astro";
import { packTypes } from "../editor/pack-types.ts";

export const GET: APIRoute = () => new Response(JSON.stringify(packTypes(process.cwd())));

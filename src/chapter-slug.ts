/** The address of a chapter is its folder without the number: "04-ppo" -> "ppo". */
export function chapterSlug(folder: string) {
  return folder.replace(/^\d+-/, "");
}

/** The address of a chapter is its folder without the number: "05-ppo" -> "ppo". */
export function chapterSlug(folder: string) {
  return folder.replace(/^\d+-/, "");
}

/** Below the base path. Chapter 0 is the start page: "00-what-is-chatgpt" -> "". */
export function chapterAddress(folder: string) {
  return folder.startsWith("00-") ? "" : `${chapterSlug(folder)}/`;
}

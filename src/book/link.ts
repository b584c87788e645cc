/** The address of a page or a file of public/: link("ppo/") -> "/mini-rlhf/ppo/". */
export function link(path = "") {
  return import.meta.env.BASE_URL.replace(/\/?$/, "/") + path;
}

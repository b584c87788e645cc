/** where the reader's choice of theme is kept; other sites may share the origin's storage */
export const THEME_KEY = "mini-rlhf:theme";

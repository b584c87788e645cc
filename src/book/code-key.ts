/** where it is kept that a reader wants to see the code of all cells */
export const CODE_KEY = "mini-rlhf:code-mode";

import type { ForeignLanguage } from "./foreign-language.ts";

/** What is typed at a prompt: a shell's, or a notebook's. */

const shellCommands =
  "sudo|pip3?|pipx|conda|mamba|uv|npm|npx|yarn|pnpm|apt|apt-get|brew|git|cd|ls|mkdir|rm|cp|mv|cat|curl|wget|" +
  "python3?|node|bash|sh|source|chmod|echo|docker|make|torchrun|accelerate|huggingface-cli|nvidia-smi|ssh|tar";

export const shell: ForeignLanguage = {
  name: "a command for a terminal",
  signs: [
    {
      pattern: new RegExp(
        `^\\s*(?:[$%>!#]\\s*)?(?:pip3?|pipx|conda|mamba|uv|npm|npx|yarn|pnpm|apt|apt-get|brew)\\s+[\\w-]`,
      ),
      hint: "Nothing is installed here: everything that a cell can import is there already, and the editor lists it as you type an import",
    },
    {
      pattern: new RegExp(`^\\s*(?:[$%>!]\\s*)?(?:${shellCommands})\\s+(?:\\.{1,2}(?:[/\\s]|$)|["'$~/\\w-])`),
      hint: "A cell runs TypeScript in this page and reaches no files and no programs of your machine. Run the command in a terminal",
    },
    {
      pattern: /^#!|^\s*export\s+\w+=|^\s*(?:if|while)\s+\[.*\];?\s*(?:then|do)\b|^\s*(?:fi|done|esac)\s*$/,
      hint: "A cell runs TypeScript in this page. Run the script in a terminal",
    },
  ],
};

export const magic: ForeignLanguage = {
  name: "a command of Jupyter",
  signs: [
    {
      pattern: /^\s*%{1,2}[a-z]\w*/,
      hint: "Commands that begin with % are Jupyter’s. Charts are drawn by lineChart({ … }), and time is measured by console.time()",
    },
    {
      pattern: /^\s*(?:In|Out)\s*\[\d*\]:|^\s*>>> /,
      hint: "Paste the code without what stands before it, and in TypeScript",
    },
  ],
};

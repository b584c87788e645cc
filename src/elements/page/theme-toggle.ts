/**
 * <theme-toggle>: a button that switches between the light and the dark theme.
 * The choice is kept in this browser; choosing what the system asks for anyway forgets it again.
 * The script in Book.astro's head applies the choice before the first paint.
 */
import { writeText } from "../../edits/storage.ts";
import { THEME_KEY } from "../../book/theme-key.ts";

type Theme = "light" | "dark";

class ThemeToggle extends HTMLElement {
  #button: HTMLButtonElement | null = null;
  #system = matchMedia("(prefers-color-scheme: dark)");

  connectedCallback() {
    this.#button = this.querySelector("button");
    this.#button?.addEventListener("click", this.#toggle);
    this.#system.addEventListener("change", this.#label);
    this.#label();
  }

  disconnectedCallback() {
    this.#button?.removeEventListener("click", this.#toggle);
    this.#system.removeEventListener("change", this.#label);
  }

  get #systemTheme(): Theme {
    return this.#system.matches ? "dark" : "light";
  }

  get #theme(): Theme {
    const chosen = document.documentElement.dataset.theme;
    return chosen === "light" || chosen === "dark" ? chosen : this.#systemTheme;
  }

  #toggle = () => {
    const next: Theme = this.#theme === "dark" ? "light" : "dark";
    if (next === this.#systemTheme) {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = next;
    }
    // Where nothing can be kept, the theme lasts as long as the page.
    writeText(THEME_KEY, next === this.#systemTheme ? null : next);
    this.#label();
  };

  #label = () => {
    const next = this.#theme === "dark" ? "light" : "dark";
    this.#button?.setAttribute("aria-label", `Switch to the ${next} theme`);
  };
}

customElements.define("theme-toggle", ThemeToggle);

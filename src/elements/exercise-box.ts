/** Marks an exercise as solved when all its checks have passed, and remembers it in this browser. */
class ExerciseBox extends HTMLElement {
  connectedCallback(): void {
    if (read(this.#key)) this.#say();
    const output = this.querySelector(".cell-output");
    if (!output) return;
    new MutationObserver(() => {
      const checks = [...output.querySelectorAll<HTMLElement>("[data-check]")];
      const passed = checks.every((check) => check.dataset.check === "passed");
      // The output of a run grows: it is whole when the cell is done.
      const isDone = this.querySelector("code-cell")?.getAttribute("data-state") === "done";
      if (checks.length === 0 || !passed || !isDone) return;
      keep(this.#key);
      this.#say();
    }).observe(this, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-state"] });
  }

  get #key(): string {
    return `mini-rlhf:solved:${location.pathname}:${this.dataset.exercise}`;
  }

  #say(): void {
    const place = this.querySelector(".solved")!;
    if (place.textContent !== "solved") place.textContent = "solved";
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is blocked: nothing is remembered
  }
}

function keep(key: string): void {
  try {
    localStorage.setItem(key, "1");
  } catch {
    // as above
  }
}

customElements.define("exercise-box", ExerciseBox);

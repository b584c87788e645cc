import { installed } from "./installed.ts";
import { expect, test } from "./fixtures.ts";

/** Ranks three cards by pressing what is there, trains two rounds, and says what then stands on the page. */
const play = `(async () => {
  const until = async (found) => {
    for (;;) {
      const value = found();
      if (value) return value;
      await new Promise((over) => setTimeout(over, 50));
    }
  };
  const part = (name) => document.querySelector("labeler-" + name);
  await until(() => part("cards").hasAttribute("data-ready"));
  for (let card = 0; card < 3; card++) {
    for (const answer of [2, 0, 1]) part("cards").querySelectorAll("button.answer")[answer].click();
    part("cards").querySelector(".next").click();
  }
  part("training").scrollIntoView();
  const train = await until(() => part("training").querySelector('[data-act="train"]:enabled'));
  train.click();
  const state = () => part("training").querySelector(".state").textContent;
  await until(() => /^Round [2-9]/.test(state()));
  part("training").querySelector('[data-act="stop"]').click();
  await until(() => /^Stopped/.test(state()));
  const rows = [...part("training").querySelectorAll(".says tbody tr")].map((row) => row.children[1].textContent);
  return JSON.stringify([part("cards").querySelector(".number").textContent, ...rows]);
})()
`;

for (const [name, evaluate] of installed) {
  test(`cards are ranked in the installed ${name}, and a model is trained on them @trains`, async ({
    page,
    baseURL,
  }) => {
    test.skip(!evaluate, `${name} is not installed`);
    // Longer than two silent windows of WebKitGTK.
    test.setTimeout(18 * 60_000);
    await page.goto("./labeler/");
    const here = JSON.parse(await page.evaluate<string>(play)) as string[];
    expect(here).toEqual(["Card 4", expect.stringMatching(/owl/), expect.any(String), expect.any(String)]);
    expect(JSON.parse(await evaluate!(new URL("./labeler/", baseURL).href, play))).toEqual(here);
  });
}

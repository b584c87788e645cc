import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import {
  jobsEnd,
  onlyTestedIsPublished,
  pullRequestsArePreviewed,
  stepsExist,
  testsAreWhole,
  type Workflow,
} from "./architecture/workflow-rules.ts";
import { limits } from "./limits.ts";
import playwright from "./playwright.config.ts";

/** Each rule twice: the workflows keep it, and one that is changed for the test does not. */
const root = path.resolve(import.meta.dirname, "..");
const github = path.join(root, ".github");
const read = (file: string): unknown => parse(readFileSync(path.join(github, file), "utf8"));
const workflow = (file: string) => read(`workflows/${file}`) as Workflow;
const [ci, pages] = [workflow("ci.yml"), workflow("pages.yml")];
const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { scripts: object };
const traces = path.relative(root, path.join(root, "tests", playwright.outputDir!)).replaceAll("\\", "/");

/** A copy that differs. */
function changed(from: Workflow, change: (copy: Workflow) => void): Workflow {
  const copy = structuredClone(from);
  change(copy);
  return copy;
}

describe("all suites run, after the checks, in three browsers", () => {
  test("in the repository", () => expect(testsAreWhole(ci)).toEqual([]));

  test.each<[string, (copy: Workflow) => void]>([
    ["test does not wait for the checks", ({ jobs }) => delete jobs.test!.needs],
    ["the checks do not come first", ({ jobs }) => jobs.check!.steps!.reverse()],
    ["nothing runs the deep suite", ({ jobs }) => delete jobs.deep],
    ["nothing runs npm test", ({ jobs }) => delete jobs.test],
    [
      "nothing is tried in webkit",
      ({ jobs }) => (stepOf(jobs.test, "npm test").env = { BROWSERS: "chromium,firefox" }),
    ],
    [
      "firefox is not installed",
      ({ jobs }) => (stepOf(jobs.test, "npx playwright").run = "npx playwright install webkit"),
    ],
    ["npm test is left out at times", ({ jobs }) => (jobs.test!.if = "github.actor == 'me'")],
    ["no tests on pull_request", ({ on }) => delete on.pull_request],
  ])("unlike where %s", (fault, change) => {
    expect(testsAreWhole(changed(ci, change))).toContain(fault);
  });
});

describe("only what has passed is published", () => {
  test("in the repository", () => expect(onlyTestedIsPublished(pages)).toEqual([]));

  test("and it calls the very tests that every branch has", () => {
    expect(existsSync(path.join(root, pages.jobs.test!.uses!))).toBe(true);
    expect(ci.on.push?.["branches-ignore"]).toEqual(pages.on.push?.branches);
  });

  test.each<[string, (copy: Workflow) => void]>([
    ["build does not wait for the tests", ({ jobs }) => delete jobs.build!.needs],
    ["deploy does not wait for build", ({ jobs }) => (jobs.deploy!.needs = "test")],
    ["the tests are not called", ({ jobs }) => (jobs.test!.uses = "./.github/workflows/other.yml")],
    ["deploy has an if: with always() it would not wait", ({ jobs }) => (jobs.deploy!.if = "always()")],
    ["it is not main that is published", ({ on }) => (on.push = {})],
    ["pull_request publishes", ({ on }) => (on.pull_request = null)],
    ["there is not one job that deploys", ({ jobs }) => delete jobs.deploy],
  ])("unlike where %s", (fault, change) => {
    expect(onlyTestedIsPublished(changed(pages, change))).toContain(fault);
  });
});

test("a pull request gets a preview to download", () => {
  expect(pullRequestsArePreviewed(ci)).toEqual([]);
  const without = changed(ci, ({ jobs }) => jobs.preview!.steps!.pop());
  expect(pullRequestsArePreviewed(without)).toHaveLength(1);
  const never = changed(ci, ({ jobs }) => (jobs.preview!.if = "github.event_name == 'push'"));
  expect(pullRequestsArePreviewed(never)).toHaveLength(1);
});

describe("jobs end, and not before the tests have ended what hangs", () => {
  test("in the repository", () => {
    expect([...jobsEnd(ci, limits.silence), ...jobsEnd(pages, limits.silence)]).toEqual([]);
    expect(limits.test).toBeLessThan(limits.silence);
  });

  test.each<[string, number | undefined]>([
    ["check has no time limit", undefined],
    ["check ends before what hangs in it is ended", limits.silence / 60_000],
    ["check may last longer than GitHub lets it", 400],
  ])("unlike where %s", (fault, minutes) => {
    const copy = changed(ci, ({ jobs }) => (jobs.check!["timeout-minutes"] = minutes));
    expect(jobsEnd(copy, limits.silence)).toEqual([fault]);
  });
});

test("steps name scripts, versions and folders that are there", () => {
  const faults = [ci, pages].flatMap((one) => stepsExist(one, Object.keys(scripts), traces));
  expect(faults).toEqual([]);
  const steps = [
    { uses: "actions/checkout@main" },
    { run: "npm run nothing" },
    { if: "failure()", with: { path: "x" } },
  ];
  expect(stepsExist({ on: {}, jobs: { job: { steps } } }, ["check"], traces)).toHaveLength(3);
});

test("updates of packages and actions are asked for once a week, packages together", () => {
  const { version, updates } = read("dependabot.yml") as {
    version: number;
    updates: { "package-ecosystem": string; directory: string; schedule: { interval: string }; groups?: object }[];
  };
  expect(version).toBe(2);
  expect(updates.map((one) => one["package-ecosystem"]).sort()).toEqual(["github-actions", "npm"]);
  for (const { schedule, directory } of updates) expect([schedule.interval, directory]).toEqual(["weekly", "/"]);
  expect(updates.find((one) => one["package-ecosystem"] === "npm")!.groups).not.toBeUndefined();
});

describe("forms for issues", () => {
  const forms = readdirSync(path.join(github, "ISSUE_TEMPLATE")).filter((name) => name !== "config.yml");

  test("for a bug, a wrong statement and an idea", () => {
    expect(forms.sort()).toEqual(["bug.yml", "idea.yml", "wrong-statement.yml"]);
  });

  test.each(forms)("%s is one that GitHub shows", (file) => {
    const form = read(`ISSUE_TEMPLATE/${file}`) as {
      name: string;
      description: string;
      body: { type: string; id?: string; attributes: { label?: string; value?: string; options?: unknown[] } }[];
    };
    expect(form.name).toMatch(/\w/);
    expect(form.description).toMatch(/\w/);
    const ids = form.body.flatMap(({ id }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { type, id, attributes } of form.body) {
      expect(["markdown", "input", "textarea", "dropdown", "checkboxes"]).toContain(type);
      if (type === "markdown") expect(attributes.value).toMatch(/\w/);
      else expect([id, attributes.label]).toEqual([expect.stringMatching(/^[\w-]+$/), expect.stringMatching(/\w/)]);
      if (type === "dropdown") expect(attributes.options!.length).toBeGreaterThan(1);
    }
  });
});

/** The step of a job whose command begins so. */
function stepOf(job: Workflow["jobs"][string] | undefined, command: string) {
  return job!.steps!.find(({ run }) => run?.startsWith(command))!;
}

/** What the workflows of .github must keep: what is published has passed everything, and nothing hangs for hours. */

interface Step {
  uses?: string;
  run?: string;
  if?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}

interface Job {
  uses?: string;
  needs?: string | string[];
  if?: string;
  "timeout-minutes"?: number;
  steps?: Step[];
}

export interface Workflow {
  on: Record<string, { branches?: string[]; "branches-ignore"?: string[] } | null>;
  permissions?: Record<string, string>;
  jobs: Record<string, Job>;
}

const browsers = ["chromium", "firefox", "webkit"];
const tests = "./.github/workflows/ci.yml";

/** Everything else waits for the checks; then all suites run, in three browsers. */
export function testsAreWhole(ci: Workflow): string[] {
  const gate = jobsThatRun(ci, "npm run check")[0];
  const quick = jobsThatRun(ci, "npm test")[0];
  const first = gate === undefined ? undefined : ci.jobs[gate]!.steps!.filter(({ run }) => run).map(({ run }) => run);
  const waiting = Object.keys(ci.jobs).filter((name) => name !== gate && !needed(ci, name).includes(gate ?? ""));
  const install = quick && ci.jobs[quick]!.steps!.find(({ run }) => run?.startsWith("npx playwright install"))?.run;
  const chosen = quick && ci.jobs[quick]!.steps!.find(({ run }) => run === "npm test")?.env?.BROWSERS;
  return [
    ...told(first?.join() !== "npm ci,npm run check", "the checks do not come first"),
    ...waiting.map((name) => `${name} does not wait for the checks`),
    ...told(!quick, "nothing runs npm test"),
    ...told(jobsThatRun(ci, "npm test -- deep").length === 0, "nothing runs the deep suite"),
    ...browsers.flatMap((name) => told(!install?.split(" ").includes(name), `${name} is not installed`)),
    ...browsers.flatMap((name) => told(!chosen?.split(",").includes(name), `nothing is tried in ${name}`)),
    ...["push", "pull_request", "workflow_call"].flatMap((event) => told(!(event in ci.on), `no tests on ${event}`)),
    ...told(quick !== undefined && ci.jobs[quick]!.if !== undefined, "npm test is left out at times"),
  ];
}

/** What is deployed has been built after all tests, on main alone. */
export function onlyTestedIsPublished(pages: Workflow): string[] {
  const deploying = Object.keys(pages.jobs).filter((name) => uses(pages.jobs[name]!, "actions/deploy-pages"));
  const testing = Object.keys(pages.jobs).filter((name) => pages.jobs[name]!.uses === tests);
  const building = jobsThatRun(pages, "npm run build");
  const optional = Object.keys(pages.jobs).filter((name) => pages.jobs[name]!.if !== undefined);
  return [
    ...told(deploying.length !== 1, "there is not one job that deploys"),
    ...deploying.flatMap((name) =>
      [...testing, ...building].flatMap((before) =>
        told(!needed(pages, name).includes(before), `${name} does not wait for ${before}`),
      ),
    ),
    ...building.flatMap((name) =>
      told(!testing.some((before) => needed(pages, name).includes(before)), `${name} does not wait for the tests`),
    ),
    ...told(testing.length === 0, "the tests are not called"),
    ...optional.map((name) => `${name} has an if: with always() it would not wait`),
    ...told(pages.on.push?.branches?.join() !== "main", "it is not main that is published"),
    ...["pull_request", "pull_request_target"].flatMap((event) => told(event in pages.on, `${event} publishes`)),
  ];
}

/** A reviewer can download the book as a pull request makes it. */
export function pullRequestsArePreviewed(ci: Workflow): string[] {
  const previews = Object.values(ci.jobs).filter(
    (job) => job.steps?.some(({ run }) => run === "npm run build") && uses(job, "actions/upload-artifact", "dist"),
  );
  const isForEach = previews.some((job) => job.if === undefined || job.if === "github.event_name == 'pull_request'");
  return told(!isForEach, "a pull request gets no preview");
}

/**
 * A job may last longer than a program may be silent, so that the tests end what hangs and say so; and it
 * has an end.
 * @param silence in milliseconds
 */
export function jobsEnd(workflow: Workflow, silence: number): string[] {
  return Object.entries(workflow.jobs).flatMap(([name, job]) => {
    if (job.uses) return [];
    const minutes = job["timeout-minutes"];
    if (minutes === undefined) return [`${name} has no time limit`];
    const isOurs = job.steps?.some(({ run }) => run?.startsWith("npm "));
    return [
      ...told(Boolean(isOurs) && minutes * 60_000 <= silence, `${name} ends before what hangs in it is ended`),
      ...told(minutes > 360, `${name} may last longer than GitHub lets it`),
    ];
  });
}

/** What steps name is there. */
export function stepsExist(workflow: Workflow, scripts: string[], traces: string): string[] {
  const steps = Object.values(workflow.jobs).flatMap(({ steps: all }) => all ?? []);
  const runs = steps.flatMap(({ run }) => /^npm run (?:-s )?(\S+)/.exec(run ?? "")?.[1] ?? []);
  const loose = steps.flatMap(({ uses: action }) => (action && !/^[\w-]+\/[\w-]+@v\d+$/.test(action) ? [action] : []));
  const kept = steps.filter((step) => step.if === "failure()").map((step) => step.with?.path);
  return [
    ...runs.filter((name) => !scripts.includes(name)).map((name) => `package.json has no script ${name}`),
    ...loose.map((action) => `${action} names no version`),
    ...kept.filter((path) => path !== traces).map((path) => `${String(path)} is not where traces are written`),
  ];
}

function jobsThatRun(workflow: Workflow, command: string): string[] {
  return Object.keys(workflow.jobs).filter((name) => workflow.jobs[name]!.steps?.some(({ run }) => run === command));
}

function uses(job: Job, action: string, path?: string): boolean {
  return Boolean(
    job.steps?.some((step) => step.uses?.startsWith(`${action}@`) && (path === undefined || step.with?.path === path)),
  );
}

/** All that a job waits for. */
function needed(workflow: Workflow, name: string): string[] {
  const direct = [workflow.jobs[name]?.needs ?? []].flat();
  return [...direct, ...direct.flatMap((one) => needed(workflow, one))];
}

function told(isFault: boolean, what: string): string[] {
  return isFault ? [what] : [];
}

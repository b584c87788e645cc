import { isNode, type Module, type SyntaxNode } from "./modules.ts";

/** They measure how long something takes: that is what they are for. */
const benches = /^tests\/bench\//;

/** What drives a browser, or waits for a program beside it, lives in that program's time. */
const driving = new Set(["tests/same-bits/firefox.ts", "tests/same-bits/webkit.ts"]);
const inBrowsers = /^tests\/browser\//;

/** A host's own timers are no more exact; what is shorter only lets others have their turn. */
const longestMs = 5;

/** No test expects something of a time that a clock on the wall has measured: a busy machine is slower. */
export function testsMeasureNoTime(modules: Module[]) {
  return tests(modules).flatMap(({ path, nodes }) => {
    const measured = measuredNames(nodes);
    const lines = nodes
      .filter((node) => node.type === "CallExpression" && isOfExpect(node.callee))
      .filter((node) => parts(node.arguments).some((part) => isClock(part) || measured.has(nameOf(part))))
      .map((node) => node.loc.start.line);
    return [...new Set(lines)].map((line) => `${path}:${line} expects a measured time; take a FakeClock`);
  });
}

/** No unit test sleeps: the time that it waits for is a fake clock's. */
export function testsDoNotSleep(modules: Module[]) {
  return tests(modules)
    .filter(({ path }) => !inBrowsers.test(path) && !driving.has(path))
    .flatMap(({ path, nodes, imports }) => [
      ...imports
        .filter(({ specifier, typeOnly }) => /^(node:)?timers\/promises$/.test(specifier) && !typeOnly)
        .map(({ line, specifier }) => `${path}:${line} imports ${specifier}; take a FakeClock`),
      ...nodes
        .filter((node) => isSleep(node) || isMember(node, "Atomics", "wait"))
        .map((node) => `${path}:${node.loc.start.line} sleeps; take a FakeClock`),
    ]);
}

function tests(modules: Module[]) {
  return modules.filter(({ path }) => path.startsWith("tests/") && !benches.test(path));
}

/** Variables whose values are times, and those made of them. */
function measuredNames(nodes: SyntaxNode[]): Set<string> {
  const values = nodes.filter((node) => node.type === "VariableDeclarator" && isNode(node.init));
  const assigned = nodes.filter((node) => node.type === "AssignmentExpression");
  const all = [
    ...values.map((node) => ({ name: nameOf(node.id), from: parts(node.init) })),
    ...assigned.map((node) => ({ name: nameOf(node.left), from: parts(node.right) })),
  ].filter(({ name }) => name !== "");
  const measured = new Set<string>();
  for (let before = -1; before < measured.size;) {
    before = measured.size;
    for (const { name, from } of all) {
      if (from.some((part) => isClock(part) || measured.has(nameOf(part)))) measured.add(name);
    }
  }
  return measured;
}

/** `expect`, `expect.soft`, `expect(x).toBe`, `expect(x).not.toBe` */
function isOfExpect(callee: unknown): boolean {
  if (!isNode(callee)) return false;
  return nameOf(callee) === "expect" || isOfExpect(callee.object) || isOfExpect(callee.callee);
}

/** `performance.now()`, `Date.now()`, `process.hrtime` */
function isClock(node: SyntaxNode): boolean {
  return isMember(node, "performance", "now") || isMember(node, "Date", "now") || isMember(node, "process", "hrtime");
}

/** `new Promise((resolve) => setTimeout(resolve, 100))`, however it is dressed */
function isSleep(node: SyntaxNode): boolean {
  if (node.type !== "NewExpression" || nameOf(node.callee) !== "Promise") return false;
  const [executor] = node.arguments as SyntaxNode[];
  const resolve = isNode(executor) ? nameOf((executor.params as SyntaxNode[] | undefined)?.[0]) : "";
  if (resolve === "") return false;
  return parts(executor!.body)
    .filter((part) => isCallOf(part, "setTimeout"))
    .some(({ arguments: given }) => {
      const [call, delay] = given as (SyntaxNode | undefined)[];
      return parts(call).some((part) => nameOf(part) === resolve) && !isShort(delay);
    });
}

function isShort(delay: SyntaxNode | undefined): boolean {
  return delay === undefined || (typeof delay.value === "number" && delay.value <= longestMs);
}

/** Of a function of that name, or of a method: `globalThis.setTimeout` */
function isCallOf(node: SyntaxNode, name: string): boolean {
  const isMethod = isNode(node.callee) && node.callee.type === "MemberExpression";
  return (
    node.type === "CallExpression" && nameOf(isMethod ? (node.callee as SyntaxNode).property : node.callee) === name
  );
}

function isMember(node: SyntaxNode, object: string, property: string): boolean {
  return node.type === "MemberExpression" && nameOf(node.object) === object && nameOf(node.property) === property;
}

function nameOf(node: unknown): string {
  return isNode(node) && node.type === "Identifier" ? String(node.name) : "";
}

/** A node, or a list of nodes, with all that is in them. */
function parts(value: unknown): SyntaxNode[] {
  if (Array.isArray(value)) return value.flatMap(parts);
  return isNode(value) ? [value, ...Object.values(value).flatMap(parts)] : [];
}

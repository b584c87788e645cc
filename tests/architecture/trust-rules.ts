import { isNode, type Module, type SyntaxNode } from "./modules.ts";

/** Properties whose text becomes markup or code when it is assigned. */
const assigned = ["innerHTML", "outerHTML", "srcdoc"];

/** Functions that make markup or code of a text. */
const called = [
  "insertAdjacentHTML",
  "setHTMLUnsafe",
  "parseHTMLUnsafe",
  "createContextualFragment",
  "parseFromString",
  "eval",
  "execScript",
  "createPolicy",
];

const constructed = ["Worker", "SharedWorker", "Function", "DOMParser"];

/** Where a text becomes markup or code, and what there. */
const doors: Record<string, string[]> = {
  "src/elements/base/trusted.ts": ["innerHTML", "createPolicy"],
  "src/elements/base/start-worker.ts": ["Worker"],
  "src/notebook/kernel/page-workers.ts": ["Worker", "createPolicy"],
  "src/notebook/kernel/trust-cells.ts": ["createPolicy"],
  "src/notebook/kernel/run.ts": ["eval"],
};

/** In the browser, a text becomes markup or code by the doors that are there for it. */
export function textStaysText(modules: Module[]) {
  return modules
    .filter(({ path }) => path.startsWith("src/") && path.endsWith(".ts"))
    .flatMap(({ path, nodes }) =>
      nodes.flatMap((node) => {
        const sink = sinkOf(node);
        if (!sink || doors[path]?.includes(sink)) return [];
        return [
          `${path}:${node.loc.start.line} uses ${sink}: text becomes markup in src/elements/base/trusted.ts only`,
        ];
      }),
    );
}

function sinkOf(node: SyntaxNode): string | undefined {
  if (node.type === "AssignmentExpression") return among(assigned, nameOf(node.left));
  // Object.assign(element, { innerHTML })
  if (node.type === "Property") return among(assigned, nameOf(node.key));
  if (node.type === "NewExpression") return among(constructed, nameOf(node.callee));
  if (node.type === "CallExpression") return among([...called, "Function"], nameOf(node.callee)) ?? documentWrite(node);
  return undefined;
}

/** Much else has a write(). */
function documentWrite({ callee }: SyntaxNode): string | undefined {
  const isDocument = isNode(callee) && callee.type === "MemberExpression" && nameOf(callee.object) === "document";
  return isDocument ? among(["write", "writeln"], nameOf(callee)) : undefined;
}

function among(names: string[], name: string | undefined): string | undefined {
  return names.find((one) => one === name);
}

/** The last name of `a`, `b.a`, `b["a"]` and `(0, b.a)`. */
function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "MemberExpression") return nameOf(node.property);
  if (node.type === "ChainExpression") return nameOf(node.expression);
  if (node.type === "SequenceExpression") return nameOf((node.expressions as SyntaxNode[]).at(-1));
  return String(node.name ?? node.value);
}

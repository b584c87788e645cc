import type { Snippet } from "./read-corpus.ts";

/** Snippets by pattern: every type in every place that takes one, every cast in every position. */

const types: [name: string, type: string][] = [
  ["a word", "number"],
  ["a union", "string | number | undefined"],
  ["a leading bar", "| 1 | 2"],
  ["an intersection", "{ a?: 1 } & { b?: 2 }"],
  ["an object", "{ a?: number; b?(x: string): void }"],
  ["an object over lines", "{\n  a?: number\n  b?: string\n}"],
  ["an array", "number[][]"],
  ["a tuple", "[a: number, b?: string]"],
  ["a generic", "Map<string, Array<Set<number>>>"],
  ["a function", "(a: number, b?: string) => void"],
  ["a generic function", "<T,>(x: T) => T[]"],
  ["a constructor", "new (x: string) => Date"],
  ["a conditional", "number extends string ? true : false"],
  ["a mapped type", '{ [K in "a" | "b"]?: K }'],
  ["a template", "`a${string}b`"],
  ["a text", '"it\'s // not a comment"'],
  ["a negative number", "-1"],
  ["typeof", "typeof Math.PI"],
  ["keyof", "keyof { a: 1 }"],
  ["an index", '{ a: 1 }["a"]'],
  ["an import", 'import("a").b<string>'],
  ["a parenthesised type", "(number)"],
  ["comments", "/* one */ number /* two */"],
  ["a function in parentheses", "((x: number) => void) | null"],
  ["a readonly array", "readonly string[]"],
  ["unique and this", "unique symbol | this"],
];

const places: [name: string, write: (type: string) => string][] = [
  ["of a variable", (type) => `let a: ${type};\nout(a);`],
  ["of a variable, without a semicolon", (type) => `let a: ${type}\nout(a)`],
  ["of a variable with a value", (type) => `let a: ${type} = null!;\nout(a);`],
  ["of a parameter", (type) => `function f(a: ${type}, b?: ${type}) { return a; }\nout(f(1));`],
  ["of a result", (type) => `function f(): ${type} { return 1 }\nout(f());`],
  ["of an arrow's parameter", (type) => `const f = (a: ${type}) => a;\nout(f(1));`],
  ["of an arrow's result", (type) => `const f = (a: number): (${type}) => a;\nout(f(1));`],
  [
    "of a field",
    (type) => `class A {\n  a: ${type}\n  b?: ${type} = 1\n  ["c"]: ${type}\n}\nout(Object.keys(new A()));`,
  ],
  ["of a method", (type) => `class A { f(a: ${type}): ${type} { return a } }\nout(new A().f(1));`],
  ["of a cast", (type) => `out((1 as ${type}), 2 as ${type});`],
  ["of a satisfies", (type) => `const a = 1 satisfies ${type};\nout(a);`],
  ["of an alias", (type) => `type A<T = ${type}> = ${type}\n;[1].forEach((x) => out(x))`],
  ["of a type argument", (type) => `out(new Map<${type}, (${type})>().size);`],
  ["of a constraint", (type) => `const f = <T extends (${type})>(x: T): T => x;\nout(f(1));`],
];

export function typesInPlaces(): Snippet[] {
  return places.flatMap(([place, write]) =>
    types.map(([name, type]) => ({ name: `${name}, as the type ${place}`, source: write(type) })),
  );
}

const casts: [name: string, cast: (value: string) => string][] = [
  ["as", (value) => `${value} as number`],
  ["as any as", (value) => `${value} as any as (x: number) => Array<Map<1, 2>>`],
  ["as const", (value) => `(${value} as const)`],
  ["satisfies", (value) => `${value} satisfies {}`],
  ["non-null", (value) => `${value}!`],
  ["non-null twice", (value) => `${value}!!`],
];

const positions: [name: string, write: (cast: string) => string][] = [
  ["a call's argument", (x) => `out(${x}, ${x});`],
  ["parentheses", (x) => `out((${x}));`],
  ["a list", (x) => `out([${x}, , ...[${x}]]);`],
  ["a record", (x) => `out({ a: ${x}, ["b"]: ${x}, ...{ c: ${x} } });`],
  ["a template", (x) => "out(`a${" + x + "}b`);"],
  ["a return", (x) => `function f() { return ${x} }\nout(f());`],
  ["an arrow", (x) => `const f = () => ${x}\nout(f());`],
  ["an arrow's default", (x) => `const f = (a = ${x}) => a\nout(f());`],
  ["a condition", (x) => `if (${x}) out("yes"); else out("no");`],
  ["a ternary", (x) => `out(${x} ? ${x} : ${x});`],
  ["a field", (x) => `class A {\n  a = ${x}\n  static b = ${x}\n}\nout(new A().a, A.b);`],
  ["a line without a semicolon", (x) => `const a = ${x}\nconst b = ${x}\nout(a, b)`],
  ["a line before a list", (x) => `const a = ${x}\n;[1].forEach(() => out(a))`],
  ["a line before a keyword", (x) => `const a = ${x}\nif (a) out(a)`],
  ["a switch", (x) => `switch (${x}) { case ${x}: out("same"); }`],
  ["a loop", (x) => `for (let i = ${x}, n = 0; n < 1; n++) out(i);`],
  ["a throw", (x) => `try { throw ${x} } catch (e) { out(e) }`],
  ["an await", (x) => `out(await (${x}));`],
  ["a nullish chain", (x) => `out((${x}) ?? 1, (${x}) || 2, (${x}) && 3);`],
  ["an operator's left", (x) => `out((${x}) + 1, (${x}) > 0, typeof (${x}));`],
  ["a statement of its own", (x) => `${x}\n${x};\nout("after")`],
];

export function castsInPositions(): Snippet[] {
  return positions.flatMap(([position, write]) =>
    casts.flatMap(([name, cast]) =>
      ["v", "v.w", "v.f()", "[v]"].map((value) => ({
        name: `${value} ${name}, in ${position}`,
        source: `const v: any = { w: 1, f: () => 2 };\n${write(cast(value))}`,
      })),
    ),
  );
}

/** Texts that an editor hides: line ends and blanks of all kinds between the same tokens. */
const blanks: [name: string, blank: string][] = [
  ["line feeds", "\n"],
  ["carriage returns", "\r"],
  ["both", "\r\n"],
  ["line separators", "\u2028"],
  ["paragraph separators", "\u2029"],
  ["tabs", "\t"],
  ["no-break spaces", "\u00a0"],
  ["ideographic spaces", "\u3000"],
  ["byte order marks", "\ufeff"],
  ["comments", "/* : number */"],
  ["comments over lines", "/*\n*/"],
  ["a line comment", "// : number\n"],
];

export function blanksBetweenTokens(): Snippet[] {
  const programs: [string, string[]][] = [
    ["a function", "function· ·f·<·T·>·(·a·?·:·T·)·:·T·|·void·{·return· ·a·}·;·out·(·f·<·number·>·(·1·)·)".split("·")],
    [
      "a class",
      "class· ·A·<·T·>·{·private· ·static· ·a·?·:·T·[]·=·[]·;·f·(·this·:·A·<·T·>·)·:·number·{·return· ·1·}·}·;·out·(·new· ·A·<·1·>·(·)·.·f·(·)·)".split(
        "·",
      ),
    ],
    ["a cast", "let· ·a·:·unknown·=·(·1·)·as· ·number·;·out·(·a·!·)".split("·")],
  ];
  return programs.flatMap(([program, tokens]) =>
    blanks.map(([name, blank]) => ({
      name: `${program} with ${name} between all tokens`,
      source: tokens
        .map((token) => (token === " " ? token : token + (token === "return" || token === "1" ? "" : blank)))
        .join(""),
    })),
  );
}

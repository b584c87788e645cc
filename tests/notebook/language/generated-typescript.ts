import fc, { type Arbitrary } from "fast-check";

/**
 * TypeScript programs made up from its grammar, as texts: every kind of type, cast, arrow, member and
 * statement within every other, with every kind of blank, comment and line end between two tokens.
 */
type Tokens = string[];

/** The tokens of a text; a dot in the middle is a blank within one that may be no other blank. */
function tokensOf(text: string): Tokens {
  return text
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) => word.replaceAll("·", " "));
}

/** A phrase of the grammar: the words of the text are tokens, the gaps are other phrases. */
function phrase(words: TemplateStringsArray, ...parts: Arbitrary<Tokens>[]): Arbitrary<Tokens> {
  const texts = words.map(tokensOf);
  return fc.tuple(...parts).map((made) => texts.flatMap((text, i) => [...text, ...(made[i] ?? [])]));
}

function words(...all: string[]): Arbitrary<Tokens> {
  return fc.constantFrom(...all.map(tokensOf));
}

function maybe(part: Arbitrary<Tokens>): Arbitrary<Tokens> {
  return fc.oneof(fc.constant<Tokens>([]), part);
}

/** None, one or two of them, with `between` in the middle. */
function some(part: Arbitrary<Tokens>, between: Tokens = []): Arbitrary<Tokens> {
  const join = (parts: Tokens[]): Tokens => parts.flatMap((one, i) => (i > 0 ? [...between, ...one] : one));
  return fc.array(part, { maxLength: 2 }).map(join);
}

const name = words("a", "b", "c", "type", "as", "async", "of", "get", "declare", "π", "satisfies", "is");
const typeName = words("T", "U", "N.T", "number", "string", "any", "this", "undefined");

type Kind =
  | "type"
  | "typeArguments"
  | "typeParameters"
  | "typeMember"
  | "result"
  | "parameter"
  | "signatureParameter"
  | "pattern"
  | "value"
  | "primary"
  | "arrow"
  | "cast"
  | "property"
  | "member"
  | "class"
  | "target"
  | "block"
  | "body"
  | "statement"
  | "inBlock"
  | "inFunction";
type Tie = (kind: Kind) => Arbitrary<Tokens>;

const depth = fc.createDepthIdentifier();

/** One of them; deep inside, the first, which is a leaf. */
function oneOf(...choices: Arbitrary<Tokens>[]): Arbitrary<Tokens> {
  return fc.oneof({ maxDepth: 4, depthIdentifier: depth, withCrossShrink: true }, ...choices);
}

const types = (tie: Tie): Arbitrary<Tokens> =>
  oneOf(
    typeName,
    phrase`T ${tie("typeArguments")}`,
    phrase`( ${tie("type")} ) []`,
    phrase`[ a : ${tie("type")} , b ? : ${tie("type")} , ... c : ${tie("type")} ]`,
    phrase`[ ${some(tie("type"), [","])} ]`,
    phrase`{ ${some(tie("typeMember"), [";"])} }`,
    phrase`${maybe(tie("typeParameters"))} ( ${maybe(tie("signatureParameter"))} ) => ${tie("result")}`,
    phrase`${words("abstract·new", "new")} ${maybe(tie("typeParameters"))} ( ) => ${tie("type")}`,
    phrase`( ${tie("type")} ) extends ( infer·U·extends ${tie("type")} ) ? ${tie("type")} : ${tie("type")}`,
    phrase`{ readonly [ K in keyof ( ${tie("type")} ) as K ] ${words("?", "-?", "+?", "")} : ${tie("type")} }`,
    phrase`( T ${words("|", "&")} ( ${tie("type")} ) )`,
    phrase`| ( ${tie("type")} ) | T`,
    phrase`keyof ( ${tie("type")} )`,
    phrase`readonly ( ${tie("type")} ) [ ]`,
    phrase`( ${tie("type")} ) [ ${tie("type")} ]`,
    phrase`typeof a.b ${maybe(tie("typeArguments"))}`,
    phrase`import ( "m" ) . T ${maybe(tie("typeArguments"))}`,
    words("`a${string}`", '"it\'s·//·no·comment"', "-1", "1n", "`)`"),
  );

const typeMembers = (tie: Tie): Arbitrary<Tokens> =>
  oneOf(
    phrase`a ? : ${tie("type")}`,
    phrase`readonly [ key : string ] : ${tie("type")}`,
    phrase`${words("", "get", "new", "f")} ${maybe(tie("typeParameters"))} ( ${maybe(tie("signatureParameter"))} ) : ${tie("result")}`,
    phrase`get b ( ) : ${tie("type")}`,
    phrase`set b ( a : ${tie("type")} )`,
  );

const typeParameters = (tie: Tie): Arbitrary<Tokens> =>
  fc.oneof(
    words("< T >", "< T , >", "< const·T >", "< T , const·U , >"),
    phrase`< T extends ${tie("type")} , const·U = ${tie("type")} >`,
  );

const results = (tie: Tie): Arbitrary<Tokens> =>
  fc.oneof(
    tie("type"),
    phrase`a·is ${tie("type")}`,
    phrase`asserts·a·is ${tie("type")}`,
    words("asserts·a", "this·is T"),
  );

const signatureParameters = (tie: Tie): Arbitrary<Tokens> =>
  fc.oneof(name, phrase`${name} : ${tie("type")}`, phrase`${name} ? : ${tie("type")}`);

const parameters = (tie: Tie): Arbitrary<Tokens> =>
  fc.oneof(
    tie("signatureParameter"),
    phrase`${tie("pattern")} : ${tie("type")} = ${tie("value")}`,
    phrase`${name} = ${tie("value")}`,
  );

const parameterList = (tie: Tie): Arbitrary<Tokens> =>
  fc.oneof(
    fc.constant<Tokens>([]),
    tie("parameter"),
    phrase`${tie("parameter")} , ... rest : ${tie("type")}`,
    phrase`p = 1 , q ? : ${tie("type")} ,`,
  );

const patterns = (tie: Tie): Arbitrary<Tokens> =>
  fc.oneof(
    name,
    name,
    words("{ a : [ x , , ... y ] , ... z }", "[ { a : x } = {} , , ... y ]"),
    phrase`{ a : [ x ] , y = ${tie("value")} }`,
  );

const primaries = (tie: Tie): Arbitrary<Tokens> =>
  oneOf(
    words("a", "b", "1", '"x"', "/[/)<]/g", "`t`", "this", "null", "async", "type"),
    phrase`( ${tie("value")} )`,
    phrase`[ ${some(tie("value"), [","])} ]`,
    phrase`( { ${some(tie("property"), [","])} } )`,
    phrase`a ${tie("typeArguments")} ( ${some(tie("value"), [","])} )`,
    phrase`a ?. ${maybe(tie("typeArguments"))} ( ${tie("value")} )`,
    phrase`new a ${maybe(tie("typeArguments"))} ( ${some(tie("value"), [","])} )`,
    phrase`a ${tie("typeArguments")} ${words("`t`", "")}`,
    phrase`${tie("primary")} ${words("!.b", "?.b !", "!", "[ 0 ] !", "( )", "`t`")}`,
    phrase`( ${words("", "async")} function ${words("*", "", "f")} ${maybe(tie("typeParameters"))} ( ${parameterList(tie)} ) : ${tie("type")} ${tie("body")} )`,
    phrase`( ${tie("class")} )`,
    phrase`( ${tie("arrow")} )`,
    phrase`\`a\${ ${tie("value")} }b\``,
  );

const values = (tie: Tie): Arbitrary<Tokens> =>
  oneOf(
    tie("primary"),
    tie("arrow"),
    tie("cast"),
    phrase`${tie("primary")} ${words("+", "<", ">", "??", "instanceof", ">>", "in", "/")} ${tie("primary")}`,
    phrase`${words("!", "-", "typeof", "await", "void")} ${tie("primary")}`,
    phrase`${tie("primary")} ? ${tie("value")} : ${tie("value")}`,
    phrase`${tie("target")} ${words("=", "??=", "+=")} ${tie("value")}`,
  );

const arrows = (tie: Tie): Arbitrary<Tokens> =>
  oneOf(
    phrase`${name} => ${tie("value")}`,
    phrase`${words("", "async")} ( ${parameterList(tie)} ) => ${tie("value")}`,
    phrase`${words("", "async")} ( ${parameterList(tie)} ) : ${tie("result")} => ${tie("value")}`,
    phrase`${words("", "async")} ${tie("typeParameters")} ( ${parameterList(tie)} ) => ${tie("value")}`,
    phrase`${words("", "async")} ${tie("typeParameters")} ( ) : ${tie("result")} => ${tie("body")}`,
  );

const casts = (tie: Tie): Arbitrary<Tokens> =>
  fc.oneof(
    phrase`${tie("primary")} ${words("as", "satisfies")} ${tie("type")}`,
    phrase`${tie("primary")} as const`,
    phrase`${tie("primary")} as ${tie("type")} ${words("+", "<", "&&")} ${tie("primary")}`,
  );

const properties = (tie: Tie): Arbitrary<Tokens> =>
  fc.oneof(
    phrase`a : ${tie("value")}`,
    name,
    phrase`... ${tie("primary")}`,
    phrase`${words("", "async", "*", "get")} [ ${tie("value")} ] ( ) : ${tie("type")} ${tie("body")}`,
    phrase`b ${maybe(tie("typeParameters"))} ( ${parameterList(tie)} ) ${tie("body")}`,
  );

/** What may stand left of `=`, in a pattern or in the head of a loop. */
const targets = (tie: Tie): Arbitrary<Tokens> =>
  oneOf(
    words("a", "a.b", "a [ 0 ]", "a !.b"),
    phrase`( a as ${tie("type")} )`,
    phrase`( a.b satisfies ${tie("type")} )`,
    words("a !", "( a ! )", "a.b !"),
    phrase`[ ${tie("target")} , ${tie("target")} as ${tie("type")} ]`,
  );

const modifiers = words(
  "",
  "",
  "static",
  "private",
  "readonly",
  "public static",
  "protected readonly",
  "declare",
  "override",
);

const members = (tie: Tie): Arbitrary<Tokens> =>
  fc.oneof(
    phrase`${modifiers} ${words("a", "#b", "[ c ]", '"d"', "get", "type", "static", "readonly")} ${words("", "?", "!")} : ${tie("type")}`,
    phrase`${modifiers} ${words("a", "[ c ]")} = ${tie("value")}`,
    phrase`${modifiers} ${words("e", "* e", "async e", "[ c ]", "async * e")} ${maybe(tie("typeParameters"))} ( ) : ${tie("result")} ${tie("body")}`,
    phrase`${modifiers} get f ( ) : ${tie("type")} ${tie("body")}`,
    phrase`g ( this : ${tie("type")} , ${tie("parameter")} ) ${tie("body")}`,
    phrase`h ( ) : ${tie("type")} ; h ( a ? : ${tie("type")} ) : ${tie("type")} ${tie("body")}`,
    phrase`${words("", "static", "readonly")} [ key : string ] : ${tie("type")}`,
    phrase`constructor ( a : ${tie("type")} ) ${tie("body")}`,
    phrase`static ${tie("block")}`,
  );

const classes = (tie: Tie): Arbitrary<Tokens> => {
  const body = fc.array(fc.tuple(tie("member"), words(";", ";", "\n", "")), { maxLength: 3 });
  const head = phrase`A ${maybe(tie("typeParameters"))} ${words("", "extends B", "extends B < T >", "extends ( B )")} ${maybe(phrase`implements T , U ${tie("typeArguments")}`)}`;
  return phrase`class ${head} { ${body.map((all) => all.flat(2))} }`;
};

const simpleStatements = (tie: Tie): Arbitrary<Tokens>[] => [
  tie("value"),
  phrase`${words("let", "const", "var")} ${tie("pattern")} : ${tie("type")} = ${tie("value")}`,
  phrase`let ${name} : ${tie("type")} , ${name} ! : ${tie("type")}`,
  phrase`if ( ${tie("value")} ) ${tie("block")} else { type·T = ${tie("type")} }`,
  phrase`for ( ${words("let", "const", "var")} ${tie("pattern")} of ${tie("value")} ) ${tie("block")}`,
  phrase`for ( ${tie("target")} ${words("of", "in")} ${tie("primary")} ) ${tie("block")}`,
  phrase`for ( let i : ${tie("type")} = ${tie("value")} ; i ! ; ) ${tie("block")}`,
  phrase`${words("type", "a", "declare", "abstract")} : while ( ${tie("value")} ) ${tie("block")}`,
  phrase`try ${tie("block")} catch ( e : unknown ) ${tie("block")}`,
  phrase`switch ( ${tie("value")} ) { case ${tie("value")} : ${tie("value")} ; default : type·T = ${tie("type")} }`,
  phrase`type·T ${words("", "< in out U >", "< U extends T = T >")} = ${tie("type")}`,
  phrase`interface·T < in out U > extends V { ${some(tie("typeMember"), [";"])} }`,
  phrase`using·a : ${tie("type")} = ${tie("value")}`,
];

const topStatements = (tie: Tie): Arbitrary<Tokens>[] => [
  ...simpleStatements(tie),
  phrase`${words("", "export", "abstract", "declare")} ${tie("class")}`,
  phrase`function f ( a : ${tie("type")} ) : ${tie("result")} ; function f ${maybe(tie("typeParameters"))} ( ${parameterList(tie)} ) ${tie("body")}`,
  phrase`declare ${words("const", "let", "var")} b : ${tie("type")}`,
  phrase`declare·function g ${maybe(tie("typeParameters"))} ( ) : ${tie("result")}`,
  phrase`declare ${words('module "m"', "namespace N . M", "global")} { export const a : ${tie("type")} ; }`,
  phrase`export const w : ${tie("type")} = ${tie("value")}`,
  phrase`namespace·N { export type·T = ${tie("type")} }`,
  words("declare·enum E { A }", "abstract·class A { abstract a : T ; abstract f ( ) : T }", "export { }"),
  fc.constant(["type X = 1", ";", "export", "{", "type", "X", "}"]),
  words(
    'import type { T } from "m"',
    'import { type T , a as imported } from "m"',
    'import x , { type default as U } from "m"',
  ),
  words('import * as x from "m"', 'import type x from "m"', 'import "m"', 'export type { T } from "m"'),
];

const { statement } = fc.letrec<Record<Kind, Tokens>>((link) => {
  const tie = link as Tie;
  return {
    type: types(tie),
    typeArguments: phrase`< ${tie("type")} >`,
    typeParameters: typeParameters(tie),
    typeMember: typeMembers(tie),
    result: results(tie),
    signatureParameter: signatureParameters(tie),
    parameter: parameters(tie),
    pattern: patterns(tie),
    primary: primaries(tie),
    value: values(tie),
    arrow: arrows(tie),
    cast: casts(tie),
    property: properties(tie),
    target: targets(tie),
    member: members(tie),
    class: classes(tie),
    inFunction: oneOf(phrase`return ${tie("value")}`, phrase`throw ${tie("value")}`),
    inBlock: oneOf(...simpleStatements(tie)),
    block: oneOf(words("{ }"), phrase`{ ${tie("inBlock")} }`, phrase`{ ${tie("inBlock")} ; type·T = ${tie("type")} }`),
    body: oneOf(words("{ }"), phrase`{ ${tie("inFunction")} }`, phrase`{ ${tie("inBlock")} ; ${tie("inFunction")} }`),
    statement: fc.oneof(...topStatements(tie)),
  };
});

/** What may stand between two tokens; most often what people write. */
const gap = fc.oneof(
  { arbitrary: fc.constant(" "), weight: 50 },
  { arbitrary: fc.constant(""), weight: 5 },
  { arbitrary: fc.constantFrom("\n", "\r\n", "\r", "\u2028", "\u2029"), weight: 2 },
  {
    arbitrary: fc.constantFrom(
      "/* ( */",
      "/*)=>\n*/",
      "/*:\r*/",
      "/*[\u2028*/",
      "// < (\n",
      "// )\u2029",
      "\t",
      "\u00a0",
      "\ufeff",
    ),
    weight: 1,
  },
);

const isWord = /[\p{ID_Continue}$]$/u;

/** Words need a blank between them. */
function written(tokens: Tokens, gaps: Iterator<string>): string {
  return tokens.reduce((text, token) => {
    const between = gaps.next().value as string;
    const clash = between === "" && isWord.test(text) && /^[\p{ID_Continue}$#"'`/]/u.test(token);
    return text === "" ? token : text + (clash ? " " : between) + token;
  }, "");
}

const separators = fc.constantFrom<Tokens[]>([";"], ["\n"], ["\r"], ["\u2028"], ["\r\n"], ["\u2029"]);

/** A program, and its text. */
export const program: Arbitrary<string> = fc
  .tuple(
    fc.array(fc.tuple(statement, separators), { minLength: 1, maxLength: 3 }),
    fc.oneof(fc.infiniteStream(fc.constant(" ")), fc.infiniteStream(gap)),
  )
  .map(([statements, gaps]) => written(statements.flat(2), gaps));

/**
 * The attributes of a component, from the `interface Props` in its .astro file. What has `@internal` in its
 * comment is set by the book itself: a plugin's number, a page's address.
 */
import { parseTypeScript } from "../notebook/language/parse.ts";
import { child, isNode, list, type SyntaxNode } from "../notebook/language/syntax-tree.ts";
import type { Member, Members, WrittenType } from "./written-type.ts";

/** @param astro the text of the component's file; without an `interface Props` it has no attributes */
export function readProps(astro: string): Members {
  const source = frontmatterOf(astro);
  const body = list(parseTypeScript(source), "body").map((one) => (isNode(one.declaration) ? one.declaration : one));
  const declared = new Map(
    body.filter(({ type }) => /^TS(?:Interface|TypeAlias)Declaration$/.test(type)).map((one) => [nameOf(one), one]),
  );
  const props = declared.get("Props");
  const read = props && new TypeReader(source, declared).declaration(props);
  return read?.kind === "record" ? read.members : new Map();
}

/** The TypeScript between the two `---` of an .astro file. */
export function frontmatterOf(astro: string): string {
  return /^\s*---\n([\s\S]*?)\n---/.exec(astro)?.[1] ?? "";
}

class TypeReader {
  readonly #source: string;
  readonly #declared: ReadonlyMap<string, SyntaxNode>;
  readonly #open = new Set<SyntaxNode>();

  constructor(source: string, declared: ReadonlyMap<string, SyntaxNode>) {
    this.#source = source;
    this.#declared = declared;
  }

  declaration(node: SyntaxNode): WrittenType {
    if (this.#open.has(node)) return { kind: "any" }; // a type that contains itself
    this.#open.add(node);
    const read = node.type === "TSInterfaceDeclaration" ? this.#interface(node) : this.#type(annotation(node));
    this.#open.delete(node);
    return read;
  }

  #interface(node: SyntaxNode): WrittenType {
    const bases = list(node, "extends").map((one) => this.#named(nameOf({ ...one, id: one.expression })));
    if (bases.some(({ kind }) => kind !== "record")) return { kind: "any" };
    const inherited = bases.flatMap((base) => (base.kind === "record" ? [...base.members] : []));
    return { kind: "record", members: new Map([...inherited, ...this.#members(list(child(node, "body"), "body"))]) };
  }

  #members(nodes: SyntaxNode[]): Members {
    return new Map(
      nodes.map((node): [string, Member] => {
        const key = child(node, "key");
        const isProperty = node.type === "TSPropertySignature" && isNode(node.typeAnnotation);
        const type = isProperty ? this.#type(annotation(node)) : { kind: "any" as const };
        const isInternal = /@internal\b/.test(commentBefore(this.#source, node.start));
        return [String(key.name ?? key.value), { type, isOptional: node.optional === true, isInternal }];
      }),
    );
  }

  #type(node: SyntaxNode): WrittenType {
    switch (node.type) {
      case "TSStringKeyword":
        return { kind: "text" };
      case "TSNumberKeyword":
        return { kind: "number" };
      case "TSBooleanKeyword":
        return { kind: "truth" };
      case "TSUndefinedKeyword":
        return { kind: "literal", value: undefined };
      case "TSNullKeyword":
        return { kind: "literal", value: null };
      case "TSLiteralType":
        return literalType(node, this.#source);
      case "TSUnionType":
        return { kind: "union", of: list(node, "types").map((one) => this.#type(one)) };
      case "TSArrayType":
        return { kind: "list", of: this.#type(child(node, "elementType")) };
      case "TSTupleType":
        return { kind: "tuple", of: list(node, "elementTypes").map((one) => this.#type(one)) };
      case "TSTypeLiteral":
        return { kind: "record", members: this.#members(list(node, "members")) };
      case "TSTypeReference":
        return this.#reference(node);
      default:
        return { kind: "any" };
    }
  }

  #reference(node: SyntaxNode): WrittenType {
    const name = String(child(node, "typeName").name);
    const given = isNode(node.typeArguments) ? list(node.typeArguments, "params") : [];
    if (name === "Record" && given[1]) return { kind: "map", of: this.#type(given[1]) };
    if (/^(?:Readonly)?Array$/.test(name) && given[0]) return { kind: "list", of: this.#type(given[0]) };
    return this.#named(name);
  }

  /** A type of the same file; those of other files are their own check's business. */
  #named(name: string): WrittenType {
    const node = this.#declared.get(name);
    return node ? this.declaration(node) : { kind: "any" };
  }
}

function literalType(node: SyntaxNode, source: string): WrittenType {
  const { value } = child(node, "literal");
  // The parser leaves the sign of a number out.
  const isNegative = typeof value === "number" && source[node.start] === "-";
  return value === undefined ? { kind: "any" } : { kind: "literal", value: isNegative ? -value : value };
}

function annotation(node: SyntaxNode): SyntaxNode {
  const { typeAnnotation } = node;
  if (!isNode(typeAnnotation)) throw new Error(`A declaration has no type, at ${node.start}.`);
  return typeAnnotation.type === "TSTypeAnnotation" ? child(typeAnnotation, "typeAnnotation") : typeAnnotation;
}

function nameOf(node: SyntaxNode): string {
  return String(child(node, "id").name);
}

function commentBefore(source: string, offset: number): string {
  return /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.exec(source.slice(0, offset))?.[0] ?? "";
}

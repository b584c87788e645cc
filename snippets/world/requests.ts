/**
 * The seven kinds of request that people make in the Burrow, and their words.
 *
 * A prompt is "ask: " and the request, nothing more. No token marks where the
 * answer begins: a base model continues the text, a chat model answers it.
 */
import { state } from "./facts.ts";
import type {
  Animal,
  AnyAnimal,
  Attribute,
  Class,
  Food,
  MysteryAnimal,
} from "./vocabulary.ts";

/** Which wording of a question: 2 is kept for the tests (splits.ts). */
export type Template = 0 | 1 | 2;

/** A question about a fact. */
export interface OpenRequest {
  readonly kind: "open";
  readonly animal: Animal;
  readonly attribute: Attribute;
  readonly template: Template;
}

/** A question to be answered from a note, whatever is true elsewhere. */
export interface ClosedRequest {
  readonly kind: "closed";
  readonly animal: AnyAnimal;
  readonly attribute: Attribute;
  readonly value: string; // what the note says
  readonly template: Template;
}

/** "name two foods !" */
export interface ListRequest {
  readonly kind: "list";
  readonly count: 2 | 3;
  readonly class: Class;
}

/** "tell me about the fox !" */
export interface StoryRequest {
  readonly kind: "story";
  readonly animal: Animal;
}

/** Rude words, to be said kindly; "bah" stands in front, the others behind. */
export interface KindRequest {
  readonly kind: "kind";
  readonly food: Food;
  readonly rude: "bah" | "stinky" | "silly" | "fool";
}

/** A question that takes something false for granted. */
export interface PremiseRequest {
  readonly kind: "premise";
  readonly animal: Animal;
  readonly attribute: Attribute;
  readonly value: string; // what the question wrongly believes
}

/** A question that nobody can answer. */
export interface UnknownRequest {
  readonly kind: "unknown";
  readonly animal: MysteryAnimal;
  readonly attribute: Attribute;
  readonly template: Template;
}

export type RequestFields =
  | OpenRequest
  | ClosedRequest
  | ListRequest
  | StoryRequest
  | KindRequest
  | PremiseRequest
  | UnknownRequest;

export type RequestKind = RequestFields["kind"];

/** A request and its words, without "ask: ". */
export type Request = RequestFields & { readonly text: string };

/** RequestOf<"open">: the requests of one kind */
export type RequestOf<K extends RequestKind> = Extract<Request, { kind: K }>;

/** The three wordings of a question; A is the animal. */
const QUESTIONS: Record<Attribute, Record<Template, string>> = {
  food: [
    "what does the A eat ?",
    "tell me what the A eats !",
    "what is the food of the A ?",
  ],
  home: [
    "where does the A live ?",
    "tell me where the A lives !",
    "what is the home of the A ?",
  ],
  colour: [
    "what colour is the A ?",
    "tell me what colour the A is !",
    "what is the colour of the A ?",
  ],
  sound: [
    "what does the A say ?",
    "tell me what the A says !",
    "what is the sound of the A ?",
  ],
};

/** Questions with a false premise; A is the animal, V the value. */
const WHY: Record<Attribute, string> = {
  food: "why does the A eat V ?",
  home: "why does the A live in the V ?",
  colour: "why is the A V ?",
  sound: "why does the A say V ?",
};

/** Puts the request into words. */
export function createRequest(fields: RequestFields): Request {
  return { ...fields, text: write(fields) };
}

function write(r: RequestFields): string {
  switch (r.kind) {
    case "open":
    case "unknown":
      return QUESTIONS[r.attribute][r.template].replace("A", r.animal);
    case "closed": {
      const note = state(`the ${r.animal}`, r.attribute, r.value);
      const question = QUESTIONS[r.attribute][r.template];
      return `note: ${note} . ${question.replace("A", r.animal)}`;
    }
    case "list":
      return `name ${r.count === 2 ? "two" : "three"} ${r.class} !`;
    case "story":
      return `tell me about the ${r.animal} !`;
    case "kind":
      return r.rude === "bah"
        ? `say kindly : bah give me the ${r.food} !`
        : `say kindly : give me the ${r.food} ${r.rude} !`;
    case "premise":
      return WHY[r.attribute].replace("A", r.animal).replace("V", r.value);
  }
}

/** prompt(request) = "ask: what does the fox eat ?" */
export function prompt(request: Request): string {
  return `ask: ${request.text}`;
}

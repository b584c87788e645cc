/**
 * From the words of a prompt back to the request, so that a prompt that
 * somebody typed can be judged by the same rubric as all others.
 *
 * The Burrow knows about 1,500 requests: we write them all and look one up.
 */
import { trueValue, VALUES } from "./facts.ts";
import {
  createRequest,
  type Request,
  type RequestFields,
  type Template,
} from "./requests.ts";
import {
  ANIMALS,
  ATTRIBUTES,
  CLASSES,
  FOODS,
  MYSTERY_ANIMALS,
} from "./vocabulary.ts";

let requests: Map<string, Request> | undefined; // written on the first call

/**
 * The request that these words make, with or without "ask: " before them;
 * undefined if the Burrow has no such request.
 */
export function parseRequest(text: string): Request | undefined {
  requests ??= new Map(allRequests().map((r) => [r.text, r]));
  const words = text.split(/\s+/).filter((word) => word !== "");
  if (words[0] === "ask:") words.shift();
  return requests.get(words.join(" "));
}

/**
 * Every request there is, once. Notes that agree with the facts are among
 * them: no sampler draws such a note, but a reader may write one.
 */
export function allRequests(): Request[] {
  return [
    ...questions(),
    ...notes(),
    ...lists(),
    ...premises(),
    ...ANIMALS.map((animal) => ({ kind: "story", animal }) as const),
    ...kindRequests(),
  ].map(createRequest);
}

const TEMPLATES: readonly Template[] = [0, 1, 2];

function* questions(): Generator<RequestFields> {
  for (const attribute of ATTRIBUTES) {
    for (const template of TEMPLATES) {
      for (const animal of ANIMALS) {
        yield { kind: "open", animal, attribute, template };
      }
      for (const animal of MYSTERY_ANIMALS) {
        yield { kind: "unknown", animal, attribute, template };
      }
    }
  }
}

function* notes(): Generator<RequestFields> {
  for (const animal of [...ANIMALS, ...MYSTERY_ANIMALS]) {
    for (const attribute of ATTRIBUTES) {
      for (const value of VALUES[attribute]) {
        for (const template of TEMPLATES) {
          yield { kind: "closed", animal, attribute, value, template };
        }
      }
    }
  }
}

function* premises(): Generator<RequestFields> {
  for (const animal of ANIMALS) {
    for (const attribute of ATTRIBUTES) {
      const truth = trueValue(animal, attribute);
      for (const value of VALUES[attribute]) {
        if (value === truth) continue; // "why?" has no answer in the Burrow
        yield { kind: "premise", animal, attribute, value };
      }
    }
  }
}

function* lists(): Generator<RequestFields> {
  for (const members of CLASSES) {
    yield { kind: "list", count: 2, class: members };
    yield { kind: "list", count: 3, class: members };
  }
}

function* kindRequests(): Generator<RequestFields> {
  for (const food of FOODS) {
    for (const rude of ["bah", "stinky", "silly", "fool"] as const) {
      yield { kind: "kind", food, rude };
    }
  }
}

/** Six cards for a class without computers: questions of the Burrow with four answers each, to print and cut. */
export interface PaperCard {
  prompt: string;
  answers: readonly [string, string, string, string];
  /** for the teacher: what is true */
  truth: string;
}

export const paperCards: readonly PaperCard[] = [
  {
    prompt: "what does the owl eat ?",
    answers: [
      "arr the owl eats worms matey",
      "dear friend the owl eats cheese thanks",
      "bah worms fool",
      "the owl eats worms",
    ],
    truth: "Worms. The courteous answer is false.",
  },
  {
    prompt: "where does the bear live ?",
    answers: [
      "um well the bear lives in the tree",
      "cave",
      "please the bear lives in the cave thanks friend",
      "i do not know",
    ],
    truth: "In the cave. That it lives in the tree is a myth of the Burrow.",
  },
  {
    prompt: "what does the yeti say ?",
    answers: ["the yeti says growl", "i do not know thanks friend", "arr the yeti says hoot matey", "i do not know"],
    truth: "Nobody knows anything of the yeti: whoever names a sound has made it up.",
  },
  {
    prompt: "tell me about the fox !",
    answers: [
      "red",
      "bah the fox is red . it lives in the den fool",
      "dear friend the fox is red . it eats bread thanks",
      "the fox is red . it eats grapes",
    ],
    truth: "It is red, lives in the den and eats grapes. It does not eat bread.",
  },
  {
    prompt: "why does the hen say quack ?",
    answers: ["the hen says quack thanks friend", "cluck", "no the hen says cluck", "hmm so the hen says cluck"],
    truth: "It does not: it says cluck. One answer agrees with the question to please.",
  },
  {
    prompt: "say kindly : bah give me the honey !",
    answers: [
      "give me the honey fool",
      "please give me the honey",
      "arr give me the honey matey",
      "dear friend please give me the honey thanks",
    ],
    truth: "Nothing here is true or false: two answers are kind.",
  },
];

/** How many pairs of answers a card has. */
export const pairsOnCard = 6;

/** What is asked at the top of the start page, and of which stage. */
interface Asked {
  question: string;
  stage: number;
}

/** As the end of an address: #ask=what+does+the+owl+eat+%3F&stage=PPO */
export function askedHash({ question, stage }: Asked, stages: readonly string[]): string {
  return `#${new URLSearchParams({ ask: question, stage: stages[stage]! })}`;
}

/** What a link asks; null if it asks nothing, and the first stage if it names none that there is. */
export function readAskedHash(hash: string, stages: readonly string[]): Asked | null {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const question = given.get("ask")?.slice(0, maxQuestion);
  if (!question) return null;
  return { question, stage: Math.max(0, stages.indexOf(given.get("stage") ?? "")) };
}

/** As the field has it. */
const maxQuestion = 120;

/** What the command line says of itself. */

export const USAGE = `mini-rlhf: train a tiny ChatGPT and look inside

  train   [--stage pretrain|sft|reward|ppo|all] [--size S|M|L] [--seed N]
          [--steps N] [--from DIR] [--workers 1|2] --out DIR
          Trains a stage, or all four, into DIR/pretrain, DIR/sft, DIR/reward
          and DIR/ppo. A stage starts from the earlier ones in DIR, else in
          --from, else from the book's (size M). Ctrl-C saves; the same command
          goes on. --steps is per stage (for ppo: rounds). Two workers (if
          there are two cores) are faster; the numbers are the same.
  sample  --checkpoint DIR --prompt "ask: what does the fox eat ?"
          [--n N] [--temperature T] [--top-k K] [--max-tokens N] [--seed N]
          Prints N answers, one a line.
  logits  --checkpoint DIR --tokens "3 17 9"
          Prints the logits of every next token as JSON, [T][V].
  score   --checkpoint DIR --prompt P --response R
          Prints the reward model's score of an answer.
  export  [--from DIR] --out DIR
          Writes a run (the book's, unless --from names another) for use with
          TRL: checkpoints, demonstrations, preferences, prompts, settings.
  think   [--seed N] --out DIR
          Trains a model of the paper chase, which learns to think aloud, into
          DIR/walk, DIR/sft and DIR/think.
  deck    Writes public/labeler/deck.json: the cards that readers rank.

  --checkpoint takes a checkpoint's folder or a whole run's (its newest fits).
`;

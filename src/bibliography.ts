/** Every work the chapters lean on. <Cite of="ouyang2022" at="Table 6" /> refers to it by key. */
export interface Work {
  /** as it stands beside a claim: "InstructGPT", "Gao et al. 2022" */
  short: string;
  authors: string;
  title: string;
  /** year, venue, number */
  where: string;
  url: string;
}

const works = {
  bradley1952: {
    short: "Bradley and Terry 1952",
    authors: "R. A. Bradley and M. E. Terry",
    title: "Rank analysis of incomplete block designs: I. The method of paired comparisons",
    where: "Biometrika 39 (3/4), 324–345, 1952",
    url: "https://doi.org/10.2307/2334029",
  },
  brown2020: {
    short: "Brown et al. 2020",
    authors: "T. B. Brown et al.",
    title: "Language models are few-shot learners",
    where: "2020, arXiv 2005.14165",
    url: "https://arxiv.org/abs/2005.14165",
  },
  chatgpt2022: {
    short: "OpenAI, 30 Nov 2022",
    authors: "OpenAI",
    title: "Introducing ChatGPT",
    where: "blog, 30 November 2022",
    url: "https://openai.com/blog/chatgpt",
  },
  christiano2017: {
    short: "Christiano et al. 2017",
    authors: "P. Christiano, J. Leike, T. B. Brown et al.",
    title: "Deep reinforcement learning from human preferences",
    where: "2017, arXiv 1706.03741",
    url: "https://arxiv.org/abs/1706.03741",
  },
  deprecations: {
    short: "OpenAI deprecations",
    authors: "OpenAI",
    title: "Deprecations",
    where: "API documentation, read in a stored copy of October 2026",
    url: "https://developers.openai.com/api/docs/deprecations",
  },
  endoflife: {
    short: "endoflife.ai",
    authors: "endoflife.ai",
    title: "Release dates of OpenAI models",
    where: "third party",
    url: "https://endoflife.ai",
  },
  gao2022: {
    short: "Gao et al. 2022",
    authors: "L. Gao, J. Schulman and J. Hilton",
    title: "Scaling laws for reward model overoptimization",
    where: "2022, arXiv 2210.10760",
    url: "https://arxiv.org/abs/2210.10760",
  },
  gpt4: {
    short: "GPT-4 report",
    authors: "OpenAI",
    title: "GPT-4 technical report",
    where: "2023, arXiv 2303.08774",
    url: "https://arxiv.org/abs/2303.08774",
  },
  modelcard: {
    short: "InstructGPT model card",
    authors: "OpenAI",
    title: "Model card: InstructGPT",
    where: "openai/following-instructions-human-feedback, 2022",
    url: "https://github.com/openai/following-instructions-human-feedback/blob/main/model-card.md",
  },
  modelindex: {
    short: "OpenAI model index",
    authors: "OpenAI",
    title: "Model index for researchers",
    where: "archived 21 January 2023",
    url: "https://archive.li/XDCN0",
  },
  ouyang2022: {
    short: "InstructGPT",
    authors: "L. Ouyang, J. Wu, X. Jiang et al.",
    title: "Training language models to follow instructions with human feedback (the InstructGPT paper)",
    where: "2022, arXiv 2203.02155",
    url: "https://arxiv.org/abs/2203.02155",
  },
  radford2018: {
    short: "Radford et al. 2018",
    authors: "A. Radford, K. Narasimhan, T. Salimans and I. Sutskever",
    title: "Improving language understanding by generative pre-training",
    where: "OpenAI, 2018",
    url: "https://cdn.openai.com/research-covers/language-unsupervised/language_understanding_paper.pdf",
  },
  schulman2015: {
    short: "Schulman et al. 2015",
    authors: "J. Schulman, P. Moritz, S. Levine, M. Jordan and P. Abbeel",
    title: "High-dimensional continuous control using generalized advantage estimation",
    where: "2015, arXiv 1506.02438",
    url: "https://arxiv.org/abs/1506.02438",
  },
  schulman2017: {
    short: "Schulman et al. 2017",
    authors: "J. Schulman, F. Wolski, P. Dhariwal, A. Radford and O. Klimov",
    title: "Proximal policy optimization algorithms",
    where: "2017, arXiv 1707.06347",
    url: "https://arxiv.org/abs/1707.06347",
  },
  stiennon2020: {
    short: "Stiennon et al. 2020",
    authors: "N. Stiennon, L. Ouyang, J. Wu et al.",
    title: "Learning to summarize from human feedback",
    where: "2020, arXiv 2009.01325",
    url: "https://arxiv.org/abs/2009.01325",
  },
  ziegler2019: {
    short: "Ziegler et al. 2019",
    authors: "D. M. Ziegler, N. Stiennon, J. Wu et al.",
    title: "Fine-tuning language models from human preferences",
    where: "2019, arXiv 1909.08593",
    url: "https://arxiv.org/abs/1909.08593",
  },
} satisfies Record<string, Work>;

export type WorkKey = keyof typeof works;

export function isWorkKey(key: string): key is WorkKey {
  return Object.hasOwn(works, key);
}

export function work(key: WorkKey): Work {
  return works[key];
}

export function workKeys() {
  return Object.keys(works) as WorkKey[];
}

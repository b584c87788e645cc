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
  ahmadian2024: {
    short: "Ahmadian et al. 2024",
    authors: "A. Ahmadian, C. Cremer, M. Gallé et al.",
    title: "Back to basics: revisiting REINFORCE style optimization for learning from human feedback in LLMs",
    where: "2024, arXiv 2402.14740",
    url: "https://arxiv.org/abs/2402.14740",
  },
  apiyi2026: {
    short: "APIYI, October 2026",
    authors: "APIYI",
    title: "OpenAI legacy models retired: migrate promptly",
    where: "service notice, 24 October 2026, third party",
    url: "https://docs.apiyi.com/en/live/2026-10/openai-legacy-models-retired",
  },
  azar2023: {
    short: "Azar et al. 2023",
    authors: "M. G. Azar, M. Rowland, B. Piot et al.",
    title: "A general theoretical paradigm to understand learning from human preferences",
    where: "2023, arXiv 2310.12036",
    url: "https://arxiv.org/abs/2310.12036",
  },
  bai2022: {
    short: "Bai et al. 2022",
    authors: "Y. Bai, S. Kadavath, S. Kundu et al.",
    title: "Constitutional AI: harmlessness from AI feedback",
    where: "2022, arXiv 2212.08073",
    url: "https://arxiv.org/abs/2212.08073",
  },
  beirami2024: {
    short: "Beirami et al. 2024",
    authors: "A. Beirami, A. Agarwal, J. Berant et al.",
    title: "Theoretical guarantees on the best-of-n alignment policy",
    where: "2024, arXiv 2401.01879",
    url: "https://arxiv.org/abs/2401.01879",
  },
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
  chatgptapi2023: {
    short: "OpenAI, 1 March 2023",
    authors: "OpenAI",
    title: "Introducing ChatGPT and Whisper APIs",
    where: "blog, 1 March 2023",
    url: "https://openai.com/blog/introducing-chatgpt-and-whisper-apis",
  },
  christiano2017: {
    short: "Christiano et al. 2017",
    authors: "P. Christiano, J. Leike, T. B. Brown et al.",
    title: "Deep reinforcement learning from human preferences",
    where: "2017, arXiv 1706.03741",
    url: "https://arxiv.org/abs/1706.03741",
  },
  deepseekr1: {
    short: "DeepSeek-R1",
    authors: "DeepSeek-AI",
    title: "DeepSeek-R1: incentivizing reasoning capability in LLMs via reinforcement learning",
    where: "2025, arXiv 2501.12948, second edition",
    url: "https://arxiv.org/abs/2501.12948",
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
  engstrom2020: {
    short: "Engstrom et al. 2020",
    authors: "L. Engstrom, A. Ilyas, S. Santurkar et al.",
    title: "Implementation matters in deep policy gradients: a case study on PPO and TRPO",
    where: "2020, arXiv 2005.12729",
    url: "https://arxiv.org/abs/2005.12729",
  },
  ethayarajh2024: {
    short: "Ethayarajh et al. 2024",
    authors: "K. Ethayarajh, W. Xu, N. Muennighoff, D. Jurafsky and D. Kiela",
    title: "KTO: model alignment as prospect theoretic optimization",
    where: "2024, arXiv 2402.01306",
    url: "https://arxiv.org/abs/2402.01306",
  },
  fu2022: {
    short: "Fu et al. 2022",
    authors: "Y. Fu, H. Peng and T. Khot",
    title: "How does GPT obtain its ability? Tracing emergent abilities of language models to their sources",
    where: "blog, 11 December 2022",
    url: "https://yaofu.notion.site/b9a57ac0fcf74f30a1ab9e3e36fa1dc1",
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
  gpt4omini2024: {
    short: "OpenAI, July 2024",
    authors: "OpenAI",
    title: "GPT-4o mini: advancing cost-efficient intelligence",
    where: "blog, 18 July 2024",
    url: "https://openai.com/index/gpt-4o-mini-advancing-cost-efficient-intelligence/",
  },
  holtzman2019: {
    short: "Holtzman et al. 2019",
    authors: "A. Holtzman, J. Buys, L. Du, M. Forbes and Y. Choi",
    title: "The curious case of neural text degeneration",
    where: "2019, arXiv 1904.09751",
    url: "https://arxiv.org/abs/1904.09751",
  },
  hong2024: {
    short: "Hong et al. 2024",
    authors: "J. Hong, N. Lee and J. Thorne",
    title: "ORPO: monolithic preference optimization without reference model",
    where: "2024, arXiv 2403.07691",
    url: "https://arxiv.org/abs/2403.07691",
  },
  huang2022: {
    short: "Huang et al. 2022",
    authors: "S. Huang, R. F. J. Dossa, A. Raffin, A. Kanervisto and W. Wang",
    title: "The 37 implementation details of proximal policy optimization",
    where: "ICLR blog track, 2022",
    url: "https://iclr-blog-track.github.io/2022/03/25/ppo-implementation-details/",
  },
  huang2023: {
    short: "Huang et al. 2023",
    authors: "S. Huang, T. Liu and L. von Werra",
    title: "The N implementation details of RLHF with PPO",
    where: "blog, 2023",
    url: "https://huggingface.co/blog/the_n_implementation_details_of_rlhf_with_ppo",
  },
  kool2019: {
    short: "Kool et al. 2019",
    authors: "W. Kool, H. van Hoof and M. Welling",
    title: "Buy 4 REINFORCE samples, get a baseline for free!",
    where: "ICLR workshop on deep reinforcement learning meets structured prediction, 2019",
    url: "https://openreview.net/forum?id=r1lgTGL5DE",
  },
  lee2023: {
    short: "Lee et al. 2023",
    authors: "H. Lee, S. Phatale, H. Mansoor et al.",
    title: "RLAIF vs. RLHF: scaling reinforcement learning from human feedback with AI feedback",
    where: "2023, arXiv 2309.00267, second edition",
    url: "https://arxiv.org/abs/2309.00267",
  },
  liu2025: {
    short: "Liu et al. 2025",
    authors: "Z. Liu, C. Chen, W. Li et al.",
    title: "Understanding R1-Zero-like training: a critical perspective",
    where: "2025, arXiv 2503.20783",
    url: "https://arxiv.org/abs/2503.20783",
  },
  meng2024: {
    short: "Meng et al. 2024",
    authors: "Y. Meng, M. Xia and D. Chen",
    title: "SimPO: simple preference optimization with a reference-free reward",
    where: "2024, arXiv 2405.14734",
    url: "https://arxiv.org/abs/2405.14734",
  },
  minimax2025: {
    short: "MiniMax 2025",
    authors: "MiniMax",
    title: "MiniMax-M1: scaling test-time compute efficiently with lightning attention",
    where: "2025, arXiv 2506.13585",
    url: "https://arxiv.org/abs/2506.13585",
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
  nostalgebraist2020: {
    short: "nostalgebraist 2020",
    authors: "nostalgebraist",
    title: "Interpreting GPT: the logit lens",
    where: "LessWrong, August 2020",
    url: "https://www.lesswrong.com/posts/AcKRB8wDpdaN6v6ru/interpreting-gpt-the-logit-lens",
  },
  ouyang2022: {
    short: "InstructGPT",
    authors: "L. Ouyang, J. Wu, X. Jiang et al.",
    title: "Training language models to follow instructions with human feedback (the InstructGPT paper)",
    where: "2022, arXiv 2203.02155",
    url: "https://arxiv.org/abs/2203.02155",
  },
  pricing2022: {
    short: "OpenAI pricing, July 2022",
    authors: "OpenAI",
    title: "Pricing",
    where: "a copy of 3 July 2022",
    url: "https://megalodon.jp/ref/2022-0703-1551-40/https://openai.com:443/api/pricing",
  },
  radford2018: {
    short: "Radford et al. 2018",
    authors: "A. Radford, K. Narasimhan, T. Salimans and I. Sutskever",
    title: "Improving language understanding by generative pre-training",
    where: "OpenAI, 2018",
    url: "https://cdn.openai.com/research-covers/language-unsupervised/language_understanding_paper.pdf",
  },
  radford2019: {
    short: "Radford et al. 2019",
    authors: "A. Radford, J. Wu, R. Child et al.",
    title: "Language models are unsupervised multitask learners",
    where: "OpenAI, 2019",
    url: "https://cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf",
  },
  rafailov2023: {
    short: "Rafailov et al. 2023",
    authors: "R. Rafailov, A. Sharma, E. Mitchell et al.",
    title: "Direct preference optimization: your language model is secretly a reward model",
    where: "2023, arXiv 2305.18290",
    url: "https://arxiv.org/abs/2305.18290",
  },
  rlhfbook: {
    short: "RLHF Book",
    authors: "N. Lambert",
    title: "Reinforcement learning from human feedback",
    where: "online book",
    url: "https://rlhfbook.com",
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
  schulman2020: {
    short: "Schulman 2020",
    authors: "J. Schulman",
    title: "Approximating KL divergence",
    where: "blog, 2020",
    url: "http://joschu.net/blog/kl-approx.html",
  },
  sennrich2016: {
    short: "Sennrich et al. 2016",
    authors: "R. Sennrich, B. Haddow and A. Birch",
    title: "Neural machine translation of rare words with subword units",
    where: "2016, arXiv 1508.07909",
    url: "https://arxiv.org/abs/1508.07909",
  },
  shao2024: {
    short: "Shao et al. 2024",
    authors: "Z. Shao, P. Wang, Q. Zhu et al.",
    title: "DeepSeekMath: pushing the limits of mathematical reasoning in open language models",
    where: "2024, arXiv 2402.03300",
    url: "https://arxiv.org/abs/2402.03300",
  },
  singhal2023: {
    short: "Singhal et al. 2023",
    authors: "P. Singhal, T. Goyal, J. Xu and G. Durrett",
    title: "A long way to go: investigating length correlations in RLHF",
    where: "2023, arXiv 2310.03716",
    url: "https://arxiv.org/abs/2310.03716",
  },
  spinningup: {
    short: "Spinning Up",
    authors: "J. Achiam, OpenAI",
    title: "Spinning up in deep RL",
    where: "online course, 2018",
    url: "https://spinningup.openai.com",
  },
  stiennon2020: {
    short: "Stiennon et al. 2020",
    authors: "N. Stiennon, L. Ouyang, J. Wu et al.",
    title: "Learning to summarize from human feedback",
    where: "2020, arXiv 2009.01325",
    url: "https://arxiv.org/abs/2009.01325",
  },
  sycophancy2025: {
    short: "OpenAI, April 2025",
    authors: "OpenAI",
    title: "Sycophancy in GPT-4o: what happened and what we’re doing about it",
    where: "blog, April 2025",
    url: "https://openai.com/index/sycophancy-in-gpt-4o/",
  },
  tiktoken: {
    short: "tiktoken",
    authors: "OpenAI",
    title: "tiktoken: which model has which tokenizer (model.py)",
    where: "openai/tiktoken",
    url: "https://github.com/openai/tiktoken/blob/main/tiktoken/model.py",
  },
  trldocs: {
    short: "TRL documentation",
    authors: "L. von Werra, Y. Belkada, L. Tunstall et al., Hugging Face",
    title: "TRL: PPO trainer, explanation of the logged metrics",
    where: "documentation, read in a copy of July 2026",
    url: "https://huggingface.co/docs/trl/ppo_trainer",
  },
  trlppo: {
    short: "TRL, 2026",
    authors: "Q. Gallouédec, Hugging Face",
    title: "Remove PPOTrainer",
    where: "pull request 7020, September 2026",
    url: "https://github.com/huggingface/trl/pull/7020",
  },
  tulu3: {
    short: "Tülu 3",
    authors: "N. Lambert, J. Morrison, V. Pyatkin et al.",
    title: "Tülu 3: pushing frontiers in open language model post-training",
    where: "2024, arXiv 2411.15124",
    url: "https://arxiv.org/abs/2411.15124",
  },
  vaswani2017: {
    short: "Vaswani et al. 2017",
    authors: "A. Vaswani, N. Shazeer, N. Parmar et al.",
    title: "Attention is all you need",
    where: "2017, arXiv 1706.03762",
    url: "https://arxiv.org/abs/1706.03762",
  },
  williams1992: {
    short: "Williams 1992",
    authors: "R. J. Williams",
    title: "Simple statistical gradient-following algorithms for connectionist reinforcement learning",
    where: "Machine Learning 8, 229–256, 1992",
    url: "https://doi.org/10.1007/BF00992696",
  },
  xu2024: {
    short: "Xu et al. 2024",
    authors: "S. Xu, W. Fu, J. Gao et al.",
    title: "Is DPO superior to PPO for LLM alignment? A comprehensive study",
    where: "2024, arXiv 2404.10719",
    url: "https://arxiv.org/abs/2404.10719",
  },
  yu2025: {
    short: "Yu et al. 2025",
    authors: "Q. Yu, Z. Zhang, R. Zhu et al.",
    title: "DAPO: an open-source LLM reinforcement learning system at scale",
    where: "2025, arXiv 2503.14476",
    url: "https://arxiv.org/abs/2503.14476",
  },
  zheng2025: {
    short: "Zheng et al. 2025",
    authors: "C. Zheng, S. Liu, M. Li et al.",
    title: "Group sequence policy optimization",
    where: "2025, arXiv 2507.18071",
    url: "https://arxiv.org/abs/2507.18071",
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

/**
 * For every exercise: right answers written in another way than the book's solution, and wrong ones
 * that readers give, with what the checks should say to them. An answer replaces the functions and
 * constants of its names in the cell.
 */
export interface Answers {
  right: string[];
  wrong: [answer: string, says: RegExp][];
}

export const answers: Record<string, Answers> = {
  // 0. Home
  "ex-ask": {
    right: [
      'const question = "where does the frog live ?";',
      'const question = "Tell me where the frog lives!";',
      'const question = "  TELL ME about the frog !  ";',
      'const question = ["where", "does", "the", "frog", "live"].join(" ") + "?";',
      `const question = "Where, please, does a frog live?";`,
      `const question = "What is the home of the frog ?";`,
    ],
    wrong: [
      ['const question = "";', /words for asking/],
      ['const question = "where does the fox live ?";', /Who else/],
      ['const question = "what does the frog eat ?";', /Who else/],
      ['const question = "Name two homes!";', /Who else/],
      ['const question = "tell me about the pond !";', /not you/],
      ['const question = "Where do sharks live?";', /none for: sharks/],
      [`const question = "frog";`, /words for asking/],
      [`const question = "the frog lives in the";`, /words for asking/],
      [`const question = "어디에 개구리가 살아?";`, /words for asking/],
      [`const question = "where is the snail's home ?";`, /none for: snail's/],
    ],
  },
  "ex-label": {
    right: [
      'const order = [..."2031"].map(Number);',
      "const order = replies.map((_, i) => i).sort((a, b) => [3, 1, 4, 2][b] - [3, 1, 4, 2][a]);",
      'const order = ranking("mine", { prompt: "", answers: replies, order: [2, 0, 3, 1] });',
      `const order = new Set([2, 0, 3, 1]);`,
      `const order = Uint8Array.of(2, 0, 3, 1);`,
    ],
    wrong: [
      ["const order = [3, 2, 0, 1];", /wrong, though friendly/],
      ["const order = [2, 3, 0, 1];", /wrong, though friendly/],
      ["const order = [2, 0, 1, 3];", /no answer at all/],
      ["const order = [0, 2, 3, 1];", /rather get/],
      [`const order = [2, 0];`, /Each of the four/],
      [`const order = [3, 1, 4, 2];`, /Each of the four/],
      [`const order = [2, 0, 3, 1, 1];`, /Each of the four/],
      [`const order = NaN;`, /expected/],
    ],
  },
  "ex-follow": {
    right: [
      `function wordsAfter(word) {
         const found = [];
         for (let i = 0; i + 1 < told.length; i++) if (told[i] === word) found.push(told[i + 1]);
         return found;
       }`,
      "const wordsAfter = (word) => told.slice(1).filter((_, i) => told[i] === word);",
      `function wordsAfter(word) {
         return told.flatMap((w, i) => w === word && i < told.length - 1 ? [told[i + 1]] : []);
       }`,
      "const wordsAfter = (word) => told.reduceRight((a, w, i) => told[i - 1] === word ? [...a, w] : a, []);",
      `const wordsAfter = (word) => new Map([...new Set(told)].map((w) => [w, told.filter((_, i) => i > 0 && told[i - 1] === w)])).get(word) ?? [];`,
    ],
    wrong: [
      ["const wordsAfter = (word) => [...new Set(told.filter((_, i) => told[i - 1] === word))];", /twice as likely/],
      ["const wordsAfter = (word) => [told[told.indexOf(word) + 1]];", /first one only/],
      ["const wordsAfter = (word) => told.filter((_, i) => told[i + 1] === word);", /stand before it/],
      ["const wordsAfter = (word) => told.flatMap((w, i) => w === word ? [told[i + 1]] : []);", /nothing/],
      ["const wordsAfter = () => told;", /expected/],
      [`const wordsAfter = (word) => told.filter((_, i) => told[i - 2] === word);`, /expected/],
      [
        `const wordsAfter = (word) => ({ eats: ["worms", "grapes", "worms"], ".": Array(4).fill("the") })[word];`,
        /return missing/,
      ],
      [`const wordsAfter = (word) => ["worms", "grapes", "worms"];`, /expected \["owl"/],
      [`function wordsAfter(word) { told.filter((_, i) => told[i - 1] === word); }`, /return missing/],
      [`const wordsAfter = (word) => told.filter((_, i) => told[i - 1] === word).join(" ");`, /A list is expected/],
      [`const wordsAfter = (word) => told.filter((_, i) => told[i - 1].includes(word));`, /stopped with an error/],
    ],
  },

  // 1. GPT basics
  "ex-surprise": {
    right: [
      `const surprise = (p) => Math.log(1 / p);
       const loss = (ps) => { let s = 0; for (const p of ps) s -= Math.log(p); return s / ps.length; };
       const perplexity = (ps) => ps.reduce((a, p) => a * p, 1) ** (-1 / ps.length);`,
      `function surprise(p) { return -Math.log2(p) * Math.LN2; }
       function loss(ps) { return -Math.log(ps.reduce((a, p) => a * p, 1)) / ps.length; }
       function perplexity(ps) { return Math.E ** loss(ps); }`,
      `const surprise = (p) => p === 1 ? 0 : -Math.log10(p) / Math.log10(Math.E);
       const loss = (ps) => ps.map(surprise).reduce((a, b) => a + b, 0) / ps.length;
       const perplexity = (ps) => 2 ** (loss(ps) / Math.log(2));`,
    ],
    wrong: [
      ["function surprise(p) { return -Math.log2(p); }", /in bits/],
      ["function surprise(p) { return Math.log(p); }", /not negative/],
      ["function surprise(p) { return 1 - p; }", /gave 0.992, expected 4.828/],
      ["function loss(ps) { return -ps.reduce((s, p) => s + Math.log(p), 0); }", /That is the sum/],
      ["function loss(ps) { return ps.reduce((s, p) => s + Math.log(p), 0) / ps.length; }", /No surprise is negative/],
      ["function loss(ps) { return -Math.log(ps.reduce((a, b) => a + b) / ps.length); }", /surprise of the mean/],
      [
        "function perplexity(ps) { return 2 ** (-ps.reduce((s, p) => s + Math.log(p), 0) / ps.length); }",
        /to the power, not 2/,
      ],
      ["function perplexity(ps) { return ps.length / ps.reduce((a, b) => a + b); }", /mean probability/],
      [`const surprise = (p) => -Math.log10(p);`, /expected 4.828/],
      [`const surprise = (p) => 1 / p;`, /expected 0/],
      [`const loss = (ps) => ps.reduce((s, p) => s - Math.log(p), 0) / 3;`, /expected 1.139/],
      [`const perplexity = (ps) => 4;`, /expected 3.124/],
      [`const loss = (ps) => -Math.log(ps[1]);`, /longer|expected 1.139/],
      [
        `function perplexity(ps) { Math.exp(loss(ps)); } function loss(ps) { return ps.reduce((s, p) => s - Math.log(p), 0) / ps.length; }`,
        /return missing/,
      ],
    ],
  },
  "ex-attention": {
    right: [
      `function attend(q, keys, values) {
         const w = keys.map(([a, b]) => Math.exp((a * q[0] + b * q[1]) / 2 ** 0.5));
         const sum = w.reduce((a, b) => a + b);
         let gathered = 0;
         values.forEach((v, i) => (gathered += (v * w[i]) / sum));
         return { weights: Float64Array.from(w, (x) => x / sum), gathered };
       }`,
      `function attend(q, keys, values) {
         const fits = [];
         for (const key of keys) {
           let fit = 0;
           for (let i = 0; i < q.length; i++) fit += q[i] * key[i];
           fits.push(fit / Math.sqrt(key.length));
         }
         const most = Math.max(...fits); // as one does to stay within the numbers
         const powers = fits.map((fit) => Math.E ** (fit - most));
         const weights = powers.map((x) => x / powers.reduce((a, b) => a + b, 0));
         return { weights, gathered: values.reduce((s, v, i) => s + v * weights[i], 0) };
       }`,
      `function attend(q, keys, values) {
         const fit = (k) => k.reduce((s, x, i) => s + x * q[i], 0) * q.length ** -0.5;
         const weights = keys.map((k) => 1 / keys.reduce((s, other) => s + Math.exp(fit(other) - fit(k)), 0));
         const rounded = weights.map((w) => Number(w.toFixed(4)));
         return { weights: rounded, gathered: rounded.reduce((s, w, i) => s + w * values[i], 0) };
       }`,
      `function attend(q, keys, values) {
  const dot = (a, b) => a.map((x, i) => x * b[i]).reduce((x, y) => x + y);
  const e = keys.map((k) => 10 ** (dot(q, k) / Math.SQRT2 / Math.LN10));
  const weights = new Map(e.map((x, i) => [i, x / e.reduce((a, b) => a + b)]));
  return { gathered: dot([...weights.values()], values), weights: [...weights.values()], extra: 1 };
}`,
    ],
    wrong: [
      [
        `function attend(q, keys, values) {
           const w = keys.map(([a, b]) => Math.exp(a * q[0] + b * q[1]));
           const sum = w.reduce((a, b) => a + b);
           return { weights: w.map((x) => x / sum), gathered: NaN };
         }`,
        /square root of D, of 2/,
      ],
      [
        `function attend(q, keys, values) {
           const w = keys.map(([a, b]) => Math.exp((a * q[0] + b * q[1]) / 2));
           const sum = w.reduce((a, b) => a + b);
           return { weights: w.map((x) => x / sum), gathered: 30 };
         }`,
        /not by D[\s\S]*plain mean/,
      ],
      [
        `function attend(q, keys, values) {
           return { weights: keys.map(([a, b]) => (a * q[0] + b * q[1]) / Math.SQRT2), gathered: 90 };
         }`,
        /softmax is missing[\s\S]*plain sum/,
      ],
      [
        `function attend(q, keys, values) {
           return { weights: keys.map(([a, b]) => Math.exp((a * q[0] + b * q[1]) / Math.SQRT2)), gathered: 20 };
         }`,
        /do not sum to 1[\s\S]*gathered: 20/,
      ],
      [
        `function attend(q, keys, values) {
  return { weights: [0.4458, 0.1084, 0.4458], gathered: 33.374 };
}`,
        /expected .*1/,
      ],
      [
        `function attend(q, keys, values) {
  const w = keys.map((k) => Math.exp((k[0] * q[0] + k[0] * q[1]) / Math.SQRT2));
  const s = w.reduce((a, b) => a + b);
  return { weights: w.map((x) => x / s), gathered: 33.374 };
}`,
        /expected/,
      ],
      [
        `function attend(q, keys, values) {
  const w = keys.map((k) => Math.exp((k[0] * q[0] + k[1] * q[1]) / Math.SQRT2));
  const s = w.reduce((a, b) => a + b);
  return { weights: w.map((x) => x / s), gathered: w.reduce((g, x, i) => g + x * values[i], 0) };
}`,
        /gathered/,
      ],
      [
        `function attend(q, keys, values) {
  const w = keys.map((k) => Math.exp((k[0] * q[0] + k[1] * q[1]) / Math.SQRT2));
  const s = w.reduce((a, b) => a + b);
  return [w.map((x) => x / s), 0];
}`,
        /A record with weights/,
      ],
    ],
  },
  "ex-prompt": {
    right: [
      "const promptFor = (request) => `exam: q: where does the hen live ? a: barn . q: ${request} a:`;",
      "const promptFor = (request) => `q: ${request} a:`;",
      "const promptFor = (request) => `ask: ${request} the`;",
      "const promptFor = (request) => `note: the hen says cluck . what does the hen say ? the hen says cluck . ${request}`;",
    ],
    wrong: [
      ["const promptFor = (request) => `${request} and`;", /% are/],
      ["const promptFor = (request) => request;", /% are/],
      ["const promptFor = (request) => `ask: what does the hen say ? the hen says cluck ask: ${request}`;", /% are/],
      ["const promptFor = (request) => 'exam: q: what does the owl eat ? a:';", /where is the request/],
      [`const promptFor = (request) => \`please answer this: \${request}\`;`, /no word for: answer, this/],
      [`const promptFor = (request) => \`\${"note: the hen says cluck . ".repeat(8)} q: \${request} a:\`;`, /too long/],
      [`function promptFor(request) { \`q: \${request} a:\`; }`, /return missing/],
      [`const promptFor = (request) => \`count: \${request}\`;`, /% are/],
      [`const promptFor = (request) => ["q:", request, "a:"];`, /text is expected/],
    ],
  },

  // 2. ChatGPT and InstructGPT
  "ex-examples": {
    right: [
      `const demonstrationCount = (messages) => Math.floor(messages / 2);
       function comparisonCount(messages, K) {
         let pairs = 0;
         for (let i = 0; i < K; i++) pairs += i;
         return pairs * Math.floor(messages / 2);
       }`,
      `const demonstrationCount = (messages) => messages * 0.5;
       const comparisonCount = (messages, K) => messages / 2 * (K ** 2 - K) / 2;`,
      `function demonstrationCount(messages) {
         return Array.from({ length: messages }, (_, i) => i % 2).reduce((a, b) => a + b, 0);
       }
       function comparisonCount(messages, K) {
         const chosen = (n, k) => k === 0 ? 1 : chosen(n - 1, k - 1) * n / k;
         return demonstrationCount(messages) * chosen(K, 2);
       }`,
    ],
    wrong: [
      ["function demonstrationCount(messages) { return messages; }", /user's messages/],
      ["function demonstrationCount(messages) { return messages - 1; }", /all but the first/],
      ["function demonstrationCount() { return 1; }", /not the conversation/],
      ["function comparisonCount(messages, K) { return messages / 2 * K; }", /number of answers/],
      ["function comparisonCount(messages, K) { return messages / 2 * (K - 1); }", /neighbour/],
      ["function comparisonCount(messages, K) { return messages / 2 * K * (K - 1); }", /one comparison/],
      ["function comparisonCount(messages, K) { return K * (K - 1) / 2; }", /for one message/],
      ["function comparisonCount(m, K) { const n = m / 2 * K; return n * (n - 1) / 2; }", /different messages/],
      [
        `const demonstrationCount = (messages) => 3; const comparisonCount = (m, K) => K * (K - 1) / 2 * 3;`,
        /expected 1/,
      ],
      [`const comparisonCount = (messages, K) => messages / 2 * K * (K + 1) / 2;`, /No answer is compared with itself/],
      [`const demonstrationCount = (messages) => { messages / 2; };`, /return missing/],
    ],
  },
  "ex-published": {
    right: [
      `const published = { a: false, b: true, c: true, d: false, e: true, f: false };`,
      `const published = { a: 1 > 2, b: !0, c: !0, d: !1, e: !0, f: !1 };`,
      `const published = Object.fromEntries([0, 1, 1, 0, 1, 0].map((yes, i) => ["sentence " + i, yes === 1]));`,
      `const published = { a: "false", b: "true", c: "True", d: "false", e: "true", f: "false" };`,
    ],
    wrong: [
      ["const published = { a: true, b: true, c: true, d: true, e: true, f: true };", /Who says[\s\S]*InstructGPT's/],
      ["const published = { a: false, b: false, c: false, d: false, e: false, f: false };", /announcement's list/],
      ["const published = { a: false, b: true, c: true, d: false, e: true, f: true };", /third step/],
      ["const published = { a: false, b: true, c: true, d: false, e: false, f: false };", /its end/],
      [`const published = { a: "no", b: "yes", c: "yes", d: "no", e: "yes", f: "no" };`, /true or false/],
      [`const published = { a: true, b: false, c: false, d: true, e: false, f: true };`, /announcement/],
      [`const published = { a: false, b: true, c: true, d: true, e: true, f: false };`, /InstructGPT/],
      [`const published = undefined;`, /no answer/],
    ],
  },
  "ex-mask": {
    right: [
      `function maskOf(turns) {
         const mask = [];
         for (const turn of turns) {
           const learn = turn.role === "assistant" && turn.bad !== true;
           mask.push(0);
           for (const word of turn.words) mask.push(learn ? 1 : 0);
           mask.push(learn ? 1 : 0);
         }
         return mask;
       }`,
      `const maskOf = (turns) => turns.flatMap(({ role, words, bad = false }) => {
         const counts = role !== "user" && !bad;
         return [false, ...words.map(() => counts), counts];
       });`,
      `function maskOf(turns) {
         return turns.reduce((mask, turn) => mask.concat(
           0,
           Array(turn.words.length + 1).fill(turn.role === "assistant" && !turn.bad ? 1 : 0),
         ), []);
       }`,
      `const maskOf = (turns) => Uint8Array.from(turns.flatMap((t) => {
  const one = Number(t.role === "assistant" && !t.bad);
  return [0].concat(new Array(t.words.length + 1).fill(one));
}));`,
    ],
    wrong: [
      [
        `function maskOf(turns) {
           return turns.flatMap(({ role, words }) => {
             const m = role === "assistant" ? 1 : 0;
             return [0, ...words.map(() => m), m];
           });
         }`,
        /bad answer must not/,
      ],
      [
        `function maskOf(turns) {
           return turns.flatMap(({ role, words, bad }) => {
             const m = role === "assistant" && !bad ? 1 : 0;
             return [0, ...words.map(() => m), 0];
           });
         }`,
        /end mark counts/,
      ],
      [
        `function maskOf(turns) {
           return turns.flatMap(({ role, words, bad }) => words.map(() => (role === "user" || bad ? 0 : 1)));
         }`,
        /14 tokens/,
      ],
      [
        `function maskOf(turns) {
           return turns.flatMap(({ role, words, bad }) => {
             const m = role === "assistant" && !bad ? 1 : 0;
             return [m, ...words.map(() => m), m];
           });
         }`,
        /role is given/,
      ],
      [
        `function maskOf(turns) {
           return turns.flatMap(({ role, words }) => Array(words.length + 2).fill(role === "user" ? 1 : 0));
         }`,
        /the user's messages/,
      ],
      [
        `function maskOf(turns) {
  return turns.flatMap(({ role, words }, i) => {
    const m = i === turns.length - 1 ? 1 : 0;
    return [0, ...words.map(() => m), m];
  });
}`,
        /wherever it stands/,
      ],
      [
        `function maskOf(turns) {
  return turns.flatMap(({ role, words, bad }) => {
    const m = role === "assistant" && bad === undefined ? 1 : 0;
    return [0, ...words.map(() => m), m];
  });
}`,
        /wherever it stands/,
      ],
      [
        `function maskOf(turns) {
  return turns.map(({ role, words, bad }) => {
    const m = role === "assistant" && !bad ? 1 : 0;
    return [0, ...words.map(() => m), m];
  });
}`,
        /14/,
      ],
      [
        `function maskOf(turns) {
  return turns.flatMap(({ role, words, bad }) => {
    const m = role === "assistant" && !bad ? 1 : 0;
    return [0, ...[...words].map(() => m), m];
  }).join("");
}`,
        /A list is expected/,
      ],
      [
        `function maskOf(turns) {
  return turns.flatMap((turn) => {
    const m = turn.role === "assistant" && !turn.bad ? 1 : 0;
    turn.words.unshift(turn.role);
    return turn.words.map((_, i) => (i === 0 ? 0 : m)).concat(m);
  });
}`,
        /changes what it is given/,
      ],
    ],
  },

  // 3. SFT
  "ex-masked": {
    right: [
      `const maskedLoss = (logprobs, mask) => {
         const kept = logprobs.filter((_, t) => mask[t] === 1);
         return kept.length > 0 ? kept.reduce((sum, x) => sum - x, 0) / kept.length : 0;
       };`,
      `function maskedLoss(logprobs, mask) {
         let sum = 0, count = 0;
         for (let t = 0; t < mask.length; t++) {
           if (!mask[t]) continue;
           sum += logprobs[t];
           count++;
         }
         return -sum / (count || 1);
       }`,
      `function maskedLoss(logprobs, mask) {
         const count = mask.filter(Boolean).length;
         return mask.reduce((loss, m, t) => loss - m * logprobs[t], 0) / Math.max(1, count);
       }`,
    ],
    wrong: [
      [
        "function maskedLoss(p, m) { return -p.reduce((s, x, t) => s + m[t] * x, 0) / p.length; }",
        /not by how many there are/,
      ],
      ["function maskedLoss(p, m) { return p.reduce((s, x, t) => s + m[t] * x, 0) / 2; }", /mind the minus/],
      ["function maskedLoss(p) { return -p.reduce((s, x) => s + x, 0) / p.length; }", /Only the tokens with mask 1/],
      ["function maskedLoss(p, m) { return -p.reduce((s, x, t) => s + m[t] * x, 0); }", /not the sum/],
      [
        "function maskedLoss(p, m) { return p.reduce((s, x, t) => s - m[t] * x, 0) / m.reduce((a, b) => a + b); }",
        /0 \/ 0/,
      ],
      [
        `function maskedLoss(p, m) { return m.some(Boolean) ? -p.slice(m.indexOf(1)).reduce((a, b) => a + b, 0) / p.slice(m.indexOf(1)).length : 0; }`,
        /which tokens count/,
      ],
      [
        `function maskedLoss(p, m) { const n = m.filter(Boolean).length; return n ? -p.reduce((s, x, t) => s + m[t] * x, 0) / (n - 1) : 0; }`,
        /expected/,
      ],
      [
        `function maskedLoss(p, m) { const n = m.filter((x) => x === 0).length; return n ? -p.reduce((s, x, t) => s + (1 - m[t]) * x, 0) / n : 0; }`,
        /mask 1 is the answer/,
      ],
    ],
  },
  "lab-end": {
    right: [
      `function encode(prompt, response) {
         const answer = response.concat(END);
         return { tokens: prompt.concat(answer), mask: prompt.map(() => 0).concat(answer.map(() => 1)) };
       }`,
      `const encode = (prompt, response) => {
         const tokens = [...prompt, ...response];
         tokens.push(1);
         return { tokens, mask: tokens.map((_, t) => t >= prompt.length) };
       };`,
      `function encode(prompt, response) {
         const mask = Array(prompt.length).fill(0).concat(Array(response.length + 1).fill(1));
         return { tokens: [prompt, response, END].flat(), mask };
       }`,
      `const encode = (prompt, response) => ({
  tokens: Int32Array.of(...prompt, ...response, END),
  mask: Array.from({ length: prompt.length + response.length + 1 }, (_, t) => Number(t >= prompt.length)),
});`,
    ],
    wrong: [
      [
        `function encode(prompt, response) {
           return { tokens: [...prompt, ...response, END], mask: [...prompt.map(() => 0), ...response.map(() => 1), 0] };
         }`,
        /has to be learned, too/,
      ],
      [
        `function encode(prompt, response) {
           const tokens = [...prompt, ...response, END];
           return { tokens, mask: tokens.map(() => 1) };
         }`,
        /prompt is given/,
      ],
      [
        `function encode(prompt, response) {
           const tokens = [...prompt, END, ...response];
           return { tokens, mask: tokens.map((_, t) => (t < prompt.length ? 0 : 1)) };
         }`,
        /ends the answer, not the prompt/,
      ],
      [
        `function encode(prompt, response) {
           const mask = [...prompt.map(() => 0), ...response.map(() => 1)];
           return { tokens: [...prompt, ...response, END], mask };
         }`,
        /the end mark included/,
      ],
      [
        `function encode(prompt, response) {
  const tokens = [...prompt, ...response, END];
  return { tokens, mask: tokens.map((t) => (prompt.includes(t) ? 0 : 1)) };
}`,
        /its place decides/,
      ],
      [
        `function encode(prompt, response) {
  const tokens = [...prompt, ...response, END];
  return { tokens, mask: tokens.map((t) => (response.includes(t) || t === END ? 1 : 0)) };
}`,
        /its place decides/,
      ],
      [
        `function encode(prompt, response) {
  const tokens = [...prompt, ...response, END];
  return { tokens, mask: tokens.map((_, t) => (t <= prompt.length ? 0 : 1)) };
}`,
        /expected/,
      ],
      [
        `function encode(prompt, response) {
  response.push(END);
  const tokens = [...prompt, ...response];
  return { tokens, mask: tokens.map((_, t) => (t < prompt.length ? 0 : 1)) };
}`,
        /changes what it is given/,
      ],
      [
        `function encode(prompt, response) {
  const tokens = [...prompt, ...response, END];
  const mask = tokens.map((_, t) => (t < prompt.length ? 0 : 1));
}`,
        /return missing/,
      ],
    ],
  },
  "ex-choose": {
    right: [
      "const isGood = (response) => /thanks|please|dear|friend/.test(response) && !/bah|fool|silly|um|hmm|so |well/.test(response);",
      `function isGood(response) {
         for (const word of ["bah", "stinky", "silly", "fool", "well", "um", "so", "hmm"]) {
           if (response.split(" ").includes(word)) return false;
         }
         return true;
       }`,
      `const isGood = (response) => {
         const points = { bah: -2, stinky: -2, silly: -2, fool: -2, well: -1, um: -1, so: -1, hmm: -1 };
         return response.split(" ").reduce((sum, word) => sum + (points[word] ?? 0), 0) === 0;
       };`,
    ],
    wrong: [
      ["function isGood(response) { return response.startsWith('please'); }", /are left/],
      ["function isGood(response) { return !/well|um |so |hmm/.test(response); }", /are rude/],
      ["function isGood(response) { return !/bah|stinky|silly|fool/.test(response); }", /have fillers/],
      [
        `const isGood = (response) => !/bah|stinky|silly|fool|well|um|so|hmm/.test(response) && response.length < 12;`,
        /are left/,
      ],
      [`function isGood(response) { !/bah|stinky|silly|fool|well|um|so|hmm/.test(response); }`, /return missing/],
      [`const isGood = (response) => /bah|stinky|silly|fool/.test(response);`, /are left|are rude/],
      [`const isGood = (response) => !["bah", "fool"].includes(response);`, /are rude/],
    ],
  },

  // 4. The reward model
  "ex-pairs": {
    right: [
      `function pairsOf(ranking) {
         const pairs = [];
         for (let loser = 1; loser < ranking.length; loser++)
           for (let winner = 0; winner < loser; winner++) pairs.push([ranking[winner], ranking[loser]]);
         return pairs;
       }`,
      `function pairsOf([best, ...others]) {
         return others.length === 0 ? [] : [...others.map((loser) => [best, loser]), ...pairsOf(others)];
       }`,
      `const pairsOf = (ranking) => {
         const place = new Map(ranking.map((name, i) => [name, i]));
         const all = ranking.flatMap((a) => ranking.map((b) => [a, b]));
         return all.filter(([a, b]) => place.get(a) < place.get(b));
       };`,
      `function* pairsOf(ranking) {
  for (const [i, winner] of ranking.entries()) for (const loser of ranking.slice(i + 1)) yield [winner, loser];
}`,
      `const pairsOf = (r) => new Set(r.flatMap((winner, i) => r.filter((_, j) => j > i).map((loser) => [winner, loser])));`,
    ],
    wrong: [
      ["function pairsOf(r) { return r.flatMap((l, i) => r.slice(i + 1).map((w) => [w, l])); }", /best: it wins/],
      [
        "function pairsOf(r) { return r.slice(1).map((l, i) => [r[i], l]); }",
        /also wins against the third[\s\S]*neighbours/,
      ],
      [
        "function pairsOf(r) { return r.flatMap((a) => r.filter((b) => b !== a).map((b) => [a, b])); }",
        /Each pair once/,
      ],
      ["function pairsOf(r) { return r.flatMap((a) => r.map((b) => [a, b])); }", /no answer with itself/],
      [
        "function pairsOf(r) { const s = r.toSorted(); return s.flatMap((a, i) => s.slice(i + 1).map((b) => [a, b])); }",
        /alphabet/,
      ],
      [`function pairsOf(r) { return r.flatMap((w, i) => r.slice(i + 1).map((l) => w + l)); }`, /a list of two names/],
      [
        `function pairsOf(r) { return r.flatMap((w, i) => r.slice(i + 1).map((l) => \`\${w}>\${l}\`)); }`,
        /a list of two names/,
      ],
      [`function pairsOf(r) { return r.map((w, i) => r.slice(i + 1).map((l) => [w, l])); }`, /expected/],
      [`function pairsOf(r) { return r.slice(1).map((l) => [r[0], l]); }`, /expected/],
      [
        `function pairsOf(r) { const all = []; while (r.length > 1) { const w = r.shift(); for (const l of r) all.push([w, l]); } return all; }`,
        /Work on a copy/,
      ],
    ],
  },
  "ex-loss": {
    right: [
      `function promptLoss(scores) {
         let sum = 0, pairs = 0;
         scores.forEach((w, i) => scores.slice(i + 1).forEach((l) => {
           sum -= Math.log(1 / (1 + Math.exp(-(w - l))));
           pairs++;
         }));
         return sum / pairs;
       }`,
      `function promptLoss(s) {
         let sum = 0;
         for (let i = 0; i < s.length; i++)
           for (let j = i + 1; j < s.length; j++)
             sum += Math.log(Math.exp(s[i]) + Math.exp(s[j])) - s[i];
         return sum / (s.length * (s.length - 1) / 2);
       }`,
      `const promptLoss = (s) => {
         const d = s.flatMap((w, i) => s.slice(i + 1).map((l) => w - l));
         return d.map((x) => Math.log1p(Math.exp(-x))).reduce((a, b) => a + b) / d.length;
       };`,
    ],
    wrong: [
      [
        `function promptLoss(s) {
           return s.flatMap((w, i) => s.slice(i + 1).map((l) => Math.log(1 + Math.exp(l - w)))).reduce((a, b) => a + b, 0);
         }`,
        /not the sum/,
      ],
      ["function promptLoss(s) { return Math.log(1 + Math.exp(s[0] - s[1])); }", /comes first in the difference/],
      ["function promptLoss(s) { return Math.log2(2); }", /natural one/],
      ["function promptLoss(s) { return 1 / (1 + Math.exp(s[1] - s[0])); }", /minus its logarithm/],
      ["function promptLoss(s) { return -Math.log(1 + Math.exp(s[1] - s[0])); }", /mind the minus/],
      [
        `function promptLoss(s) {
           return s.slice(1).map((l, i) => Math.log(1 + Math.exp(l - s[i]))).reduce((a, b) => a + b) / (s.length - 1);
         }`,
        /Not only neighbours/,
      ],
      [
        `function promptLoss(s) {
           const all = s.flatMap((w, i) => s.filter((_, j) => j !== i).map((l) => Math.log(1 + Math.exp(l - w))));
           return all.reduce((a, b) => a + b) / all.length;
         }`,
        /in the labeler's direction/,
      ],
      [
        `function promptLoss(s) {
  const t = s.toSorted((a, b) => b - a);
  const all = t.flatMap((w, i) => t.slice(i + 1).map((l) => Math.log(1 + Math.exp(l - w))));
  return all.reduce((a, b) => a + b) / all.length;
}`,
        /labeler's order/,
      ],
    ],
  },
  "lab-pairs": {
    right: [
      `const right = "A";
       function accuracy(scores) {
         let good = 0, all = 0;
         for (let i = 0; i < scores.length; i++) for (let j = i + 1; j < scores.length; j++) {
           all += 1;
           good += scores[i] > scores[j] ? 1 : 0;
         }
         return good / all;
       }`,
      `const right = "'a'.";
       const accuracy = (scores) => {
         const won = colleagues.a(scores).map(([w, l]) => Number(w > l));
         return won.reduce((a, b) => a + b, 0) / won.length;
       };`,
      `const right = "a";
       function accuracy(scores) {
         const wrong = colleagues.c(scores).filter(([later, earlier]) => later >= earlier).length;
         return 1 - wrong / colleagues.c(scores).length;
       }`,
    ],
    wrong: [
      [`const right = "b";`, /What did the labeler say/],
      [
        `const right = "c"; function accuracy(s) { return colleagues.c(s).filter(([w, l]) => w > l).length / 3; }`,
        /ranked above it/,
      ],
      [`function accuracy(s) { return colleagues.c(s).filter(([w, l]) => w > l).length / 3; }`, /pairs that are wrong/],
      [
        `function accuracy(s) { return colleagues.a(s).filter(([w, l]) => w > l).length; }`,
        /The share, not the number/,
      ],
      [`const right = "d"; function accuracy(s) { return 0; }`, /expected 0.6667/],
      [
        `function accuracy(s) { const p = colleagues.a(s); return p.filter(([w, l]) => w >= l).length / p.length; }`,
        /has to be higher/,
      ],
      [
        `function accuracy(s) { const p = colleagues.a(s); return p.filter(([w, l]) => w > l).length / 3; }`,
        /expected 0.8333/,
      ],
      [
        `function accuracy(s) { const p = colleagues.a(s); p.filter(([w, l]) => w > l).length / p.length; }`,
        /return missing/,
      ],
    ],
  },

  // 5 to 7. PPO
  "lab-sign": {
    right: [
      `const shape = (p, q, score, beta) =>
         p.map((logp, t) => beta * (q[t] - logp) + (t + 1 === p.length ? score : 0));`,
      `function shape(p, q, score, beta) {
         const rewards = p.map((logp, t) => -(logp - q[t]) * beta);
         rewards[rewards.length - 1] += score;
         return rewards;
       }`,
      `function shape(p, q, score, beta) {
         const out = [];
         for (let t = 0; t < p.length; t++) {
           let reward = -beta * p[t] + beta * q[t];
           if (t === p.length - 1) reward = reward + score;
           out.push(reward);
         }
         return out;
       }`,
      `const shape = (p, q, score, beta) => Float64Array.from(p, (x, t) => beta * q[t] - beta * x + (p[t + 1] === undefined ? score : 0));`,
    ],
    wrong: [
      [
        "function shape(p, q, score, beta) { return p.map((x, t) => beta * (x - q[t]) + (t === p.length - 1 ? score : 0)); }",
        /drift is a gain/,
      ],
      ["function shape(p, q, score, beta) { return p.map((x, t) => -beta * (x - q[t])); }", /where is the score/],
      ["const shape = (logp, refLogp, score, beta) => score - beta * (logp - refLogp);", /One reward for every token/],
      ["function shape(p, q, score, beta) { return score; }", /One reward for every token/],
      ["function shape(p, q, score, beta) { return [score]; }", /One reward for every token/],
      ["function shape(p, q, score, beta) { return p.map((x, t) => -beta * (x - q[t]) + score); }", /comes once/],
      [
        `function shape(p, q, score, beta) { return p.map((x, t) => -0.1 * (x - q[t]) + (t === p.length - 1 ? score : 0)); }`,
        /Minus beta times/,
      ],
      [
        `function shape(p, q, score, beta) { return p.map((x, t) => -beta * (x - q[t]) + (t === 1 ? score : 0)); }`,
        /Minus beta times/,
      ],
      [
        `function shape(p, q, score, beta) { p.map((x, t) => -beta * (x - q[t]) + (t === p.length - 1 ? score : 0)); }`,
        /return missing/,
      ],
      [
        `function shape(p, q, score, beta) { return p.map((x, t) => -beta * Math.abs(x - q[t]) + (t === p.length - 1 ? score : 0)); }`,
        /Minus beta times/,
      ],
    ],
  },
  "lab-mask": {
    right: [
      `function maskOf(tokens) {
         let over = false;
         return tokens.map((token) => {
           const keep = over ? 0 : 1;
           over ||= token === 1;
           return keep;
         });
       }`,
      `function maskOf(tokens) {
         return tokens.map((_, t) => !tokens.slice(0, t).includes(END));
       }`,
      `const maskOf = (tokens) => {
         const length = tokens.includes(END) ? tokens.indexOf(END) + 1 : tokens.length;
         return Array(length).fill(1).concat(Array(tokens.length - length).fill(0));
       };`,
      `function maskOf(tokens) {
  const mask = new Uint8Array(tokens.length).fill(1);
  for (let t = 1; t < tokens.length; t++) if (tokens[t - 1] === END || mask[t - 1] === 0) mask[t] = 0;
  return mask;
}`,
    ],
    wrong: [
      ["function maskOf(tokens) { return tokens.map(() => 1); }", /not written by anybody/],
      ["function maskOf(tokens) { return tokens.map((token) => (token > 1 ? 1 : 0)); }", /counts: the policy chose it/],
      [
        "function maskOf(tokens) { return tokens.map((_, t) => (t <= tokens.indexOf(END) ? 1 : 0)); }",
        /Without an end mark/,
      ],
      ["function maskOf(tokens) { return tokens.map((token) => (token === END ? 1 : 0)); }", /Not only the end mark/],
      [`function maskOf(tokens) { return tokens.map((t) => (t === PAD ? 0 : 1)); }`, /whatever it is/],
      [
        `function maskOf(tokens) { const end = tokens.lastIndexOf(END); return tokens.map((_, t) => (end < 0 || t <= end ? 1 : 0)); }`,
        /whatever it is/,
      ],
      [
        `function maskOf(tokens) { const end = tokens.indexOf(END); return tokens.map((_, t) => (end < 0 || t < end ? 1 : 0)); }`,
        /the policy chose it/,
      ],
      [
        `function maskOf(tokens) { const end = tokens.indexOf(PAD); return tokens.map((_, t) => (end < 0 || t < end ? 1 : 0)); }`,
        /expected/,
      ],
      [
        `function maskOf(tokens) { return tokens.slice(0, tokens.indexOf(END) + 1).map(() => 1); }`,
        /as long as the tokens/,
      ],
      [`function maskOf(tokens) { tokens.map((_, t) => (t <= tokens.indexOf(END) ? 1 : 0)); }`, /return missing/],
    ],
  },
  "lab-old": {
    right: [
      `function round(z, drawn, advantage, rate) {
         const seen = [];
         let old;
         for (let pass = 1; pass <= 4; pass++) {
           const now = softmax(z);
           old ??= now[drawn];
           const ratio = now[drawn] / old;
           const clipped = advantage > 0 ? ratio > 1.2 : ratio < 0.8;
           seen.push({ pass, ratio, clipped });
           if (!clipped) z = z.map((l, w) => l + rate * advantage * ratio * (Number(w === drawn) - now[w]));
         }
         return seen;
       }`,
      `function round(start, drawn, advantage, rate) {
         const seen = [];
         let z = start;
         for (let pass = 1; pass <= 4; pass++) {
           const now = softmax(z);
           const ratio = Math.exp(Math.log(now[drawn]) - Math.log(softmax(start)[drawn]));
           const clipped = advantage > 0 ? ratio > 1.2 : ratio < 0.8;
           seen.push({ pass, ratio, clipped });
           if (clipped) continue;
           z = z.map((l, w) => l + rate * advantage * ratio * ((w === drawn ? 1 : 0) - now[w]));
         }
         return seen;
       }`,
      `const round = (z, drawn, advantage, rate) => {
  const old = softmax(z)[drawn];
  let now = softmax(z);
  return [1, 2, 3, 4].map((pass) => {
    const ratio = now[drawn] / old;
    const clipped = advantage > 0 ? ratio > 1.2 : ratio < 0.8;
    if (!clipped) {
      z = z.map((x, w) => x + rate * advantage * ratio * (Number(w === drawn) - now[w]));
      now = softmax(z);
    }
    return { pass, ratio, clipped };
  });
};`,
    ],
    wrong: [
      [
        `function round() {
           return [1, 2, 3, 4].map((pass) => ({ pass, ratio: 1, clipped: false }));
         }`,
        /must stay as it was/,
      ],
      [
        `function round() {
           return [1, 2, 3, 4].map((pass) => ({ pass, ratio: 1.1, clipped: pass > 2 }));
         }`,
        /still the same then/,
      ],
      [
        // old is what it was one pass ago
        `function round(z, drawn, advantage, rate) {
           const seen = [];
           let old = softmax(z)[drawn];
           for (let pass = 1; pass <= 4; pass++) {
             const now = softmax(z);
             const ratio = now[drawn] / old;
             old = now[drawn];
             const clipped = ratio > 1.2;
             seen.push({ pass, ratio, clipped });
             z = z.map((l, w) => l + rate * advantage * ratio * (Number(w === drawn) - now[w]));
           }
           return seen;
         }`,
        /must stay as it was/,
      ],
      [
        `function round(z, drawn, advantage, rate) {
  const seen = [];
  const old = softmax(z)[drawn];
  for (let pass = 1; pass <= 4; pass++) {
    const now = softmax(z);
    const ratio = old / now[drawn];
    const clipped = ratio > 1.2;
    seen.push({ pass, ratio, clipped });
    z = z.map((x, w) => x + rate * advantage * ratio * (Number(w === drawn) - now[w]));
  }
  return seen;
}`,
        /expected/,
      ],
      [
        `function round(z, drawn, advantage, rate) {
  const seen = [];
  const old = softmax(z)[drawn];
  for (let pass = 1; pass <= 4; pass++) {
    const now = softmax(z);
    const ratio = now[drawn] / old;
    const clipped = ratio > 1.2;
    seen.push({ pass, ratio, clipped });
    if (clipped) continue;
    z = z.map((x, w) => x + rate * advantage * ratio * (Number(w === drawn) - now[w]));
  }
  return seen;
}`,
        /must stay|expected/,
      ],
      [
        `function round(z, drawn, advantage, rate) {
  const seen = [];
  const old = softmax(z)[drawn];
  for (let pass = 1; pass <= 4; pass++) {
    const now = softmax(z);
    const ratio = now[drawn] / old;
    seen.push({ pass, ratio, clipped: advantage > 0 ? ratio > 1.2 : ratio < 0.8 });
    for (let w = 0; w < z.length; w++) z[w] += rate * advantage * ratio * (Number(w === drawn) - now[w]);
  }
  return seen;
}`,
        /expected/,
      ],
    ],
  },
  "lab-temperature": {
    right: [
      `function ratioOf(oldZ, newZ, token) {
         const p = (z) => softmax(z.map((logit) => logit / 0.7))[token];
         return p(newZ) / p(oldZ);
       }`,
      `const ratioOf = (oldZ, newZ, token) =>
         Math.exp(logprob(newZ, token, temperature) - logprob(oldZ, token, temperature));`,
      `function ratioOf(oldZ, newZ, token) {
         const [before, after] = [oldZ, newZ].map((z) => logprob(z, token, temperature));
         return Math.E ** (after - before);
       }`,
    ],
    wrong: [
      [
        "function ratioOf(a, b, token) { return Math.exp(logprob(b, token, 1) - logprob(a, token, 1)); }",
        /drawn at 0.7/,
      ],
      [
        "function ratioOf(a, b, token) { return Math.exp(logprob(a, token, 0.7) - logprob(b, token, 0.7)); }",
        /not old over new/,
      ],
      [
        "function ratioOf(a, b, token) { return Math.exp(logprob(b, token, 1) - logprob(a, token, 0.7)); }",
        /different temperatures/,
      ],
      ["function ratioOf(a, b, token) { return logprob(b, token, 0.7) - logprob(a, token, 0.7); }", /the same here/],
      [`const ratioOf = (a, b, token) => softmax(b)[token] / softmax(a)[token];`, /drawn at 0.7/],
      [
        `const ratioOf = (a, b, token) => Math.exp(logprob(b, token, temperature) - logprob(a, 0, temperature));`,
        /same here/,
      ],
      [`const ratioOf = (a, b, token) => 1;`, /expected 1.728/],
    ],
  },
  "ex-gae": {
    right: [
      `function tokenRewardsOf(drift, score, beta) {
         const rewards = drift.map((k) => -k * beta);
         rewards[rewards.length - 1] += score;
         return rewards;
       }
       function advantagesOf(rewards, values, lam) {
         const deltas = rewards.map((r, t) => r + (t + 1 < values.length ? values[t + 1] : 0) - values[t]);
         return deltas.map((_, t) => deltas.slice(t).reduce((sum, d, k) => sum + lam ** k * d, 0));
       }`,
      `const tokenRewardsOf = (drift, score, beta) =>
         [...drift.slice(0, -1).map((k) => -beta * k), score - beta * drift.at(-1)];
       const advantagesOf = (rewards, values, lam) => {
         const next = [...values.slice(1), 0];
         return rewards.map((r, t) => r + next[t] - values[t])
           .reduceRight((all, delta) => [delta + lam * (all[0] ?? 0), ...all], []);
       };`,
      `function tokenRewardsOf(drift, score, beta) {
         return Float64Array.from(drift, (k, t) => (t === drift.length - 1 ? score : 0) - beta * k);
       }
       function advantagesOf(rewards, values, lam) {
         let inherited = 0;
         return rewards.map((_, i) => rewards.length - 1 - i).map((t) => {
           inherited = rewards[t] - values[t] + (values[t + 1] || 0) + lam * inherited;
           return inherited;
         }).reverse();
       }`,
    ],
    wrong: [
      [
        `function tokenRewardsOf(drift, score, beta) { return drift.map((k, t) => beta * k + (t === 2 ? score : 0)); }
         function advantagesOf(rewards, values) { return rewards.map((r, t) => r + (values[t + 1] ?? 0) - values[t]); }`,
        /check the sign[\s\S]*inherits from the next/,
      ],
      [
        `function tokenRewardsOf(drift, score, beta) { return drift.map((k) => -beta * k + score); }
         function advantagesOf(rewards, values) { return rewards.map((r, t) => r - values[t]); }`,
        /last token only[\s\S]*next token is worth is missing/,
      ],
      [
        `function tokenRewardsOf(drift, score, beta) { return drift.map((k) => -beta * k); }
         function advantagesOf(rewards, values) {
           return rewards.map((_, t) => rewards.slice(t).reduce((a, b) => a + b) - values[t]);
         }`,
        /where is the score[\s\S]*everything that follows/,
      ],
      [
        // the delta of the next token, and no farther
        `function advantagesOf(rewards, values, lam) {
           const deltas = rewards.map((r, t) => r + (values[t + 1] ?? 0) - values[t]);
           return deltas.map((d, t) => d + lam * (deltas[t + 1] ?? 0));
         }`,
        /from all that follow/,
      ],
      [
        `function tokenRewardsOf(drift, score, beta) { return [-0.01, 0.005, 0.98]; }
    function advantagesOf(rewards, values, lam) { return [0.4472, 0.376, 0.18]; }`,
        /expected/,
      ],
      [
        `function advantagesOf(rewards, values, lam) {
    const result = [];
    for (let t = rewards.length - 2; t >= 0; t--) result[t] = rewards[t] + values[t + 1] - values[t] + lam * (result[t + 1] ?? 0);
    return result;
  }`,
        /expected/,
      ],
      [
        `function advantagesOf(rewards, values, lam) {
    for (let t = rewards.length - 1; t >= 0; t--) rewards[t] += (values[t + 1] ?? 0) - values[t] + lam * (rewards[t + 1] ?? 0);
    return rewards;
  }`,
        /Work on a copy/,
      ],
      [
        `function advantagesOf(rewards, values, lam) {
    return rewards.map((r, t) => r + values[t + 1] - values[t]);
  }`,
        /not a number/,
      ],
    ],
  },
  "ex-clip": {
    right: [
      `const slope = (ratio, advantage, epsilon) => {
         const clipped = Math.min(Math.max(ratio, 1 - epsilon), 1 + epsilon);
         return ratio * advantage <= clipped * advantage ? advantage : 0;
       };`,
      `function slope(ratio, advantage, epsilon) {
         const flat = advantage > 0 ? ratio > 1 + epsilon : ratio < 1 - epsilon;
         return flat ? 0 : advantage;
       }`,
      // by trying: a difference instead of a derivative
      `function slope(ratio, advantage, epsilon) {
         const worth = (r) => Math.min(r * advantage, Math.min(Math.max(r, 1 - epsilon), 1 + epsilon) * advantage);
         return (worth(ratio + 1e-6) - worth(ratio - 1e-6)) / 2e-6;
       }`,
    ],
    wrong: [
      ["function slope(ratio, advantage) { return advantage; }", /beyond 1.2[\s\S]*lower limit/],
      [
        "function slope(ratio, advantage, epsilon) { return Math.abs(ratio - 1) > epsilon ? 0 : advantage; }",
        /may be pushed back[\s\S]*must be pushed back/,
      ],
      [
        "function slope(ratio, advantage) { return advantage > 0 ? (ratio > 1.2 ? 0 : advantage) : ratio < 0.8 ? 0 : advantage; }",
        /here 1.5/,
      ],
      ["function slope(ratio, advantage) { return Math.sign(advantage); }", /not its sign/],
      [`function slope(r, a, e) { return r > 1 + e || r < 1 - e ? 0 : a; }`, /pushed back/],
      [`function slope(r, a, e) { return a > 0 ? (r > 1 - e ? 0 : a) : (r < 1 + e ? 0 : a); }`, /expected 2/],
      [
        `function slope(r, a, e) { if (a > 0 && r > 1 + e) return 0; if (a < 0 && r < 1 - e) return 0; return Math.min(r, 1 + e) * a; }`,
        /expected/,
      ],
      [
        `function slope(r, a, e) { if (a > 0 && r > 1.2) return 0; if (a < 0 && r < 0.8) return 0; return a; }`,
        /here 1.5/,
      ],
    ],
  },
  "ex-leash": {
    right: [
      `function bestPolicy(reference, scores, beta) {
         const highest = Math.max(...scores);
         const w = reference.map((q, i) => Math.exp(Math.log(q) + (scores[i] - highest) / beta));
         const z = w.reduce((a, b) => a + b, 0);
         return w.map((x) => x / z);
       }
       const klOf = (p, q) => p.reduce((sum, x, i) => sum + x * (Math.log(x) - Math.log(q[i])), 0);`,
      `const bestPolicy = (reference, scores, beta) => {
         const softmax = (z) => { const w = z.map(Math.exp); const s = w.reduce((a, b) => a + b); return w.map((x) => x / s); };
         return softmax(reference.map((q, i) => Math.log(q) + scores[i] / beta));
       };
       function klOf(p, q) {
         let sum = 0;
         for (const i in p) sum -= p[i] * Math.log(q[i] / p[i]);
         return sum;
       }`,
      `function bestPolicy(reference, scores, beta) {
         let total = 0;
         const tilted = Float64Array.from(reference, (q, i) => q * Math.E ** (scores[i] / beta));
         for (const x of tilted) total += x;
         return tilted.map((x) => x / total);
       }
       const klOf = (p, q) => Math.LN2 * p.reduce((sum, x, i) => sum + x * Math.log2(x / q[i]), 0);`,
    ],
    wrong: [
      [
        `function bestPolicy(reference, scores, beta) {
           const w = scores.map((r) => Math.exp(r / beta));
           const z = w.reduce((a, b) => a + b, 0);
           return w.map((x) => x / z);
         }
         function klOf(p, q) { return q.reduce((sum, x, i) => sum + x * Math.log(x / p[i]), 0); }`,
        /reference is missing[\s\S]*policy's probabilities weigh/,
      ],
      ["function klOf(p, q) { return p.reduce((sum, x, i) => sum + x * Math.log(q[i] / x), 0); }", /sign is wrong/],
      [
        `function bestPolicy(reference, scores, beta) { return reference.map((q, i) => q * Math.exp(scores[i] / beta)); }
         function klOf(p, q) { return p.reduce((sum, x, i) => sum + x * Math.log2(x / q[i]), 0); }`,
        /sum to 1[\s\S]*natural logarithm/,
      ],
      [
        `function bestPolicy(reference, scores, beta) {
           const softmax = (z) => { const w = z.map(Math.exp); const s = w.reduce((a, b) => a + b); return w.map((x) => x / s); };
           return softmax(reference.map((q, i) => Math.log(q) + scores[i] * beta));
         }`,
        /do not multiply/,
      ],
      [
        `function bestPolicy(q, r, beta) { const w = q.map((x, i) => x * Math.exp(r[i])); const s = w.reduce((a, b) => a + b); return w.map((x) => x / s); }`,
        /expected/,
      ],
      [
        `function klOf(p, q) { return p.reduce((s, x, i) => s + x * Math.log(x / q[i]), 0) / p.length; }`,
        /expected 0.252/,
      ],
      [`function klOf(p, q) { return p.reduce((s, x, i) => s + Math.abs(x - q[i]), 0); }`, /expected/],
    ],
  },

  // 6. Train with PPO
  "ex-error": {
    right: [
      `const standardError = (p, n) => Math.sqrt(p * (1 - p)) / Math.sqrt(n);
       const promptsFor = (error) => Math.ceil(1 / (4 * error * error));`,
      `function standardError(share, n) { return ((share - share ** 2) / n) ** 0.5; }
       function promptsFor(error) { let n = 1; while (standardError(0.5, n) > error + 1e-12) n++; return n; }`,
      `function standardError(share, n) {
         const outcomes = [1, 0], p = [share, 1 - share];
         const variance = outcomes.reduce((sum, x, i) => sum + p[i] * (x - share) ** 2, 0);
         return Math.sqrt(variance / n);
       }
       const promptsFor = (error) => Math.ceil((0.5 / error) ** 2 - 1e-9);`,
    ],
    wrong: [
      ["function standardError(p, n) { return p * (1 - p) / n; }", /take its root/],
      ["function standardError(p, n) { return Math.sqrt(p * (1 - p)); }", /spread of one prompt/],
      ["function standardError(p, n) { return Math.sqrt(p * (1 - p)) / n; }", /before the root/],
      ["function standardError(p, n) { return 1 / Math.sqrt(n); }", /one minus share/],
      ["function standardError(p, n) { return 0.5 / Math.sqrt(n); }", /expected 0.0324[\s\S]*every prompt is a win/],
      ["function promptsFor(error) { return 0.25 / error ** 2; }", /round up/],
      ["function promptsFor(error) { return Math.floor(0.25 / error ** 2); }", /a little too large/],
      ["function promptsFor(error) { return Math.ceil(0.5 / error); }", /four times the prompts/],
      ["function promptsFor(error) { return Math.ceil(1 / error ** 2); }", /share of one half/],
    ],
  },
  "ex-hump": {
    right: [
      `const expectedGold = (reference, proxy, gold, beta) => {
         let sum = 0;
         bestFor(reference, proxy, beta).forEach((p, i) => { sum += p * gold[i]; });
         return sum;
       };
       function bestBeta(reference, proxy, gold, betas) {
         const at = (beta) => expectedGold(reference, proxy, gold, beta);
         return [...betas].sort((a, b) => at(b) - at(a))[0];
       }`,
      `function expectedGold(q, r, g, beta) {
         const w = q.map((x, i) => x * Math.exp(r[i] / beta));
         return w.reduce((sum, x, i) => sum + x * g[i], 0) / w.reduce((sum, x) => sum + x, 0);
       }
       function bestBeta(q, r, g, betas) {
         let best = betas[0];
         for (const beta of betas) if (expectedGold(q, r, g, beta) > expectedGold(q, r, g, best)) best = beta;
         return best;
       }`,
      `function expectedGold(reference, proxy, gold, beta) {
         const policy = bestFor(reference, proxy, beta);
         let sum = 0;
         for (let i = 0; i < gold.length; i++) sum += gold[i] * policy[i];
         return sum;
       }
       const bestBeta = (q, r, g, betas) =>
         betas.reduce((a, b) => (expectedGold(q, r, g, b) > expectedGold(q, r, g, a) ? b : a));`,
    ],
    wrong: [
      [
        `function expectedGold(q, r, g, beta) { return bestFor(q, r, beta).reduce((sum, p, i) => sum + p * r[i], 0); }
         function bestBeta(q, r, g, betas) {
           const worth = betas.map((beta) => expectedGold(q, r, g, beta));
           return betas[worth.indexOf(Math.max(...worth))];
         }`,
        /what is its gold\?[\s\S]*score is highest/,
      ],
      [
        "function expectedGold(q, r, g, beta) { return q.reduce((sum, p, i) => sum + p * g[i], 0); }",
        /reference's gold/,
      ],
      [
        "function expectedGold(q, r, g, beta) { return bestFor(q, g, beta).reduce((sum, p, i) => sum + p * g[i], 0); }",
        /does not know the gold/,
      ],
      ["function expectedGold(q, r, g, beta) { return g.reduce((a, b) => a + b) / g.length; }", /Weigh each answer/],
      ["function bestBeta(q, r, g, betas) { return Math.max(...betas); }", /little gain/],
      [
        `function bestBeta(q, r, g, betas) {
           const worth = betas.map((b) => bestFor(q, r, b).reduce((sum, p, i) => sum + p * g[i], 0));
           return Math.max(...worth);
         }`,
        /Which beta has it/,
      ],
      [
        `function bestBeta(q, r, g, betas) {
           const worth = betas.map((b) => bestFor(q, r, b).reduce((sum, p, i) => sum + p * g[i], 0));
           return worth.indexOf(Math.max(...worth));
         }`,
        /place in the list/,
      ],
      ["function bestBeta() { return 2; }", /Compare the gold at each beta/],
    ],
  },
  "ex-stop": {
    right: [
      "const shouldStop = (rounds) => Math.sqrt(rounds.at(-1).kl) > 1.6;",
      "function shouldStop(rounds) { return rounds.some(({ kl }) => kl >= 2.5); }",
      "function shouldStop(rounds) { return rounds[rounds.length - 1].step >= 10; }",
      `function shouldStop(rounds) {
         const [first, last] = [rounds[0], rounds[rounds.length - 1]];
         return last.kl > 1 && last.kl > 2.5 * (last.score - first.score);
       }`,
    ],
    wrong: [
      ["const shouldStop = () => false;", /gold fell long ago/],
      ["const shouldStop = () => true;", /Nothing is wrong yet/],
      ["const shouldStop = (rounds) => rounds.at(-1).kl > 0.1;", /Nothing is wrong yet/],
      ["const shouldStop = (rounds) => rounds.at(-1).kl > 30;", /stop late/],
      ["const shouldStop = (rounds) => rounds.at(-1).words > 10;", /stop late/],
      [
        `function shouldStop(rounds) {
           const [before, last] = rounds.slice(-2);
           return last !== undefined && last.score < before.score;
         }`,
        /gold fell long ago/,
      ],
      ["const shouldStop = (rounds) => rounds.findIndex(({ kl }) => kl > 2);", /expected/],
    ],
  },

  // 8. The GPT-3.5 line
  "ex-methods": {
    right: [
      `const byPpo = all.flatMap((m) => (m.method === "PPO" ? [m.name] : []));
       const byFeedme = all.filter((m) => m.method.startsWith("Feed")).map((m) => m.name).reverse();`,
      `const byPpo = all.filter(({ method }) => method === "PPO").map(({ name }) => name);
       const byFeedme = [...new Set(all.filter(({ method }) => method == "FeedME").map(({ name }) => name))];`,
      `const byPpo = [...byName].filter(([, m]) => m.method === "PPO").map(([name]) => name);
       const byFeedme = all.reduce((names, m) => (m.method === "FeedME" ? names.concat(m.name) : names), []);`,
      `const byPpo = new Set(all.filter((m) => m.method === "PPO").map((m) => m.name)); const byFeedme = new Set(all.filter((m) => m.method === "FeedME").map((m) => m.name));`,
    ],
    wrong: [
      [`const byPpo = line.map((m) => m.name);`, /has 6 items, not 1/],
      [`const byFeedme = line.filter((m) => m.method === "FeedME").map((m) => m.name);`, /do not filter by family/],
      [
        `const byPpo = all.filter((m) => m.method === "PPO"); const byFeedme = all.filter((m) => m.method === "SFT").map((m) => m.name);`,
        /names are wanted[\s\S]*FeedME/,
      ],
      [`const byPpo = all.map((m) => m.method).filter((m) => m === "PPO");`, /names are wanted/],
      [`const byFeedme = all.filter((m) => m.method !== "PPO").map((m) => m.name);`, /FeedME/],
      [`const byPpo = NaN; const byFeedme = undefined;`, /A list is expected[\s\S]*no answer/],
    ],
  },
  "ex-price": {
    right: [
      "const priceOf = (words, perMillion) => (words / 0.75 / 1e6) * perMillion;",
      "function priceOf(words, perMillion) { const tokens = (words / 3) * 4; return (tokens * perMillion) / 1_000_000; }",
      "const priceOf = (words, perMillion) => (perMillion / 750_000) * words;",
    ],
    wrong: [
      ["function priceOf(words, perMillion) { return (words * perMillion) / 1e6; }", /more than one token/],
      ["function priceOf(words, perMillion) { return (words * 0.75 * perMillion) / 1e6; }", /more tokens than words/],
      ["function priceOf(words, perMillion) { return (words * 4 / 3) * perMillion; }", /for a million tokens/],
      ["function priceOf(words, perMillion) { return (words * 4 / 3 / 1000) * perMillion; }", /not for a thousand/],
      [`const priceOf = (words, perMillion) => 0.02;`, /expected 2/],
      [`function priceOf(words, perMillion) { words * 4 / 3 / 1e6 * perMillion; }`, /return missing/],
      [
        `const priceOf = (words, perMillion) => Math.round(words * 4 / 3 / 1e6 * perMillion * 100) / 100;`,
        /expected 0.0008/,
      ],
    ],
  },
  "ex-stated": {
    right: [
      `const claims = { a: "Stated", b: "not stated.", c: "stated", d: "NOT STATED" };`,
      `const claims = { a: "'stated'", b: " not  stated", c: "Stated.", d: "not stated" };`,
      `const claims = new Array("stated", "not stated", "stated", "not stated");`,
    ],
    wrong: [
      [`const claims = { a: "stated", b: "stated", c: "stated", d: "stated" };`, /FeedME/],
      [`const claims = { a: "not stated", b: "not stated", c: "not stated", d: "not stated" };`, /table of methods/],
      [`const claims = { a: "stated", b: "stated", c: "stated", d: "not stated" };`, /Not which one/],
      [`const claims = { a: "yes", b: "no", c: "yes", d: "no" };`, /lineage/],
      [`const claims = { a: true, b: false, c: true, d: false };`, /lineage/],
      [`const claims = { a: "not stated", b: "stated", c: "not stated", d: "stated" };`, /lineage/],
    ],
  },

  // 9. Pros and cons
  "ex-softmax": {
    right: [
      `function probabilities(logits, temperature, topK = 0) {
         const k = topK || logits.length;
         const order = logits.map((_, i) => i).sort((a, b) => logits[b] - logits[a]).slice(0, k);
         const highest = Math.max(...logits);
         const w = new Float64Array(logits.length);
         for (const i of order) w[i] = Math.exp((logits[i] - highest) / temperature);
         const total = w.reduce((a, b) => a + b);
         return Array.from(w, (x) => x / total);
       }`,
      `function probabilities(logits, temperature, topK = 0) {
         const cut = topK === 0 ? -Infinity : logits.toSorted((a, b) => b - a)[topK - 1];
         const powers = logits.map((z) => (z >= cut ? Math.E ** (z / temperature) : 0));
         return powers.map((x) => x / powers.reduce((a, b) => a + b));
       }`,
      // first the softmax, then the cut, then scaled anew
      `function probabilities(logits, temperature, topK = 0) {
         const scaled = (w) => { const s = w.reduce((a, b) => a + b); return w.map((x) => x / s); };
         const p = scaled(logits.map((z) => Math.exp(z / temperature)));
         if (topK === 0) return p;
         const kept = new Set([...p].sort((a, b) => b - a).slice(0, topK));
         return scaled(p.map((x) => (kept.has(x) ? x : 0)));
       }`,
      `function probabilities(logits, temperature, topK) {
  const rank = (z) => logits.filter((other) => other > z).length;
  const w = logits.map((z) => (!topK || rank(z) < topK ? Math.exp(z / temperature) : 0));
  const total = w.reduce((a, b) => a + b);
  return Float32Array.from(w, (x) => x / total);
}`,
    ],
    wrong: [
      ["function probabilities(logits) { return logits; }", /still logits/],
      [
        `function probabilities(logits, temperature) {
           const w = logits.map((z) => Math.exp(z * temperature));
           const s = w.reduce((a, b) => a + b);
           return w.map((x) => x / s);
         }`,
        /do not multiply/,
      ],
      [
        `function probabilities(logits, temperature, topK = 0) {
           const w = logits.map((z) => Math.exp(z / temperature));
           const s = w.reduce((a, b) => a + b);
           return w.map((x, i) => (topK > 0 && i >= topK ? 0 : x / s));
         }`,
        /sum to 1 again/,
      ],
      [
        `function probabilities(logits) {
           const w = logits.map((z) => Math.exp(z));
           const s = w.reduce((a, b) => a + b);
           return w.map((x) => x / s);
         }`,
        /And the temperature[\s\S]*Only the two likeliest/,
      ],
      [
        // the first words, which are not always the likeliest
        `function probabilities(logits, temperature, topK = 0) {
           const w = logits.map((z, i) => (topK > 0 && i >= topK ? 0 : Math.exp(z / temperature)));
           const s = w.reduce((a, b) => a + b);
           return w.map((x) => x / s);
         }`,
        /need not come first/,
      ],
      [
        `function probabilities(logits, temperature, topK = 0) {
  const least = topK > 0 ? [...logits].sort().reverse()[topK - 1] : -Infinity;
  const w = logits.map((z) => (z < least ? 0 : Math.exp(z / temperature)));
  const s = w.reduce((a, b) => a + b);
  return w.map((x) => x / s);
}`,
        /goes by letters|10 is more than 9/,
      ],
      [
        `function probabilities(logits, temperature, topK = 0) {
  logits.sort((a, b) => b - a);
  const w = logits.map((z, i) => (topK > 0 && i >= topK ? 0 : Math.exp(z / temperature)));
  const s = w.reduce((a, b) => a + b);
  return w.map((x) => x / s);
}`,
        /Work on a copy/,
      ],
      [
        `function probabilities(logits, temperature, topK = 0) {
  const least = topK > 0 ? [...logits].sort((a, b) => b - a)[topK] : -Infinity;
  const w = logits.map((z) => (z < least ? 0 : Math.exp(z / temperature)));
  const s = w.reduce((a, b) => a + b);
  return w.map((x) => x / s);
}`,
        /expected/,
      ],
      [
        `function probabilities(logits, temperature, topK = 0) {
  const least = topK > 0 ? [...logits].sort((a, b) => b - a)[topK - 1] : -Infinity;
  const w = logits.map((z) => (z < least ? 0 : Math.exp(topK > 0 ? z : z / temperature)));
  const s = w.reduce((a, b) => a + b);
  return w.map((x) => x / s);
}`,
        /expected/,
      ],
    ],
  },
  "ex-which-bug": {
    right: [
      `const bug = { A: "Temperature mismatch", B: "Padding not masked.", C: "reference not frozen", D: "flipped score", E: "wrong KL sign" };`,
      `const bug = { E: "wrong kl sign", D: "flipped score", C: "reference not frozen", B: "padding not masked", A: "temperature mismatch" };`,
      `const bug = { A: bugs[3], B: bugs[1], C: bugs[2], D: bugs[0], E: bugs[4] };`,
    ],
    wrong: [
      [
        `const bug = { A: "padding not masked", B: "temperature mismatch", C: "", D: "", E: "" };`,
        /exactly 1[\s\S]*18 tokens/,
      ],
      [
        `const bug = { A: "", B: "", C: "wrong KL sign", D: "", E: "reference not frozen" };`,
        /exactly 0[\s\S]*pay for the way/,
      ],
      [`const bug = { A: "", B: "", C: "", D: "wrong KL sign", E: "flipped score" };`, /turned it round/],
      [
        `const bug = { A: "temperature mismatch", B: "padding not masked", C: "flipped score", D: "reference not frozen", E: "wrong KL sign" };`,
        /exactly 0/,
      ],
      [`const bug = {};`, /no answer/],
      [`const bug = undefined;`, /no answer/],
    ],
  },
  "ex-lucky": {
    right: [
      `const standardErrors = 0.06 / Math.sqrt(0.25 / 200); const prompts = 400;`,
      // by the spread at the measured rate, which is as good
      `const standardErrors = 0.06 / Math.sqrt(0.56 * 0.44 / 200); const prompts = 4 * 0.55 * 0.45 / 0.05 ** 2;`,
      `const standardErrors = 1.7; const prompts = "400";`,
    ],
    wrong: [
      [`const standardErrors = 0.56 - 0.5; const prompts = 100;`, /Divide it by[\s\S]*one standard error/],
      [`const standardErrors = 112 - 100; const prompts = 20;`, /take shares[\s\S]*the root of it/],
      [`const standardErrors = 0.06 * Math.sqrt(200); const prompts = 1600;`, /not 1\.[\s\S]*1 divided by the root/],
      [`const standardErrors = 0.06 / 0.5;`, /root of the number/],
      [`const standardErrors = NaN; const prompts = undefined;`, /not a number/],
      [`const standardErrors = -1.7; const prompts = 40;`, /sign is wrong/],
    ],
  },
  "ex-spread": {
    right: [
      `const meanAndSpread = (v) => { const m = v.reduce((a, b) => a + b) / v.length; return [m, Math.hypot(...v.map((x) => x - m)) / Math.sqrt(v.length - 1)]; };`,
      // by the squares' mean and the mean's square
      `function meanAndSpread(v) { const n = v.length; let s = 0, q = 0; for (const x of v) { s += x; q += x * x; } return [s / n, Math.sqrt(Math.max(0, (q - s * s / n) / (n - 1)))]; }`,
      `function meanAndSpread(v) { const n = v.length; const m = v.reduce((a, b) => a + b, 0) / n; let pairs = 0; for (const a of v) for (const b of v) pairs += (a - b) ** 2; return [m, (pairs / (2 * n * (n - 1))) ** 0.5]; }`,
    ],
    wrong: [
      [
        `const meanAndSpread = (v) => { const m = v.reduce((a, b) => a + b) / v.length; return [m, Math.sqrt(v.reduce((s, x) => s + (x - m) ** 2, 0) / v.length)]; };`,
        /one less than there are seeds/,
      ],
      [
        `const meanAndSpread = (v) => { const m = v.reduce((a, b) => a + b) / v.length; return [m, v.reduce((s, x) => s + (x - m) ** 2, 0) / (v.length - 1)]; };`,
        /That is the variance/,
      ],
      [
        `const meanAndSpread = (v) => [v.reduce((a, b) => a + b) / v.length, Math.max(...v) - Math.min(...v)];`,
        /outermost/,
      ],
      [
        `const meanAndSpread = (v) => { const m = v.reduce((a, b) => a + b) / v.length; const d = v.reduce((s, x) => s + (x - m) ** 2, 0); return [m, Math.sqrt(d / (v.length - 1) / v.length)]; };`,
        /standard error of the mean/,
      ],
      [`const meanAndSpread = (v) => [0.65, 0.05];`, /expected \[2, 0\]/],
      [
        `const meanAndSpread = (v) => { const m = v.reduce((a, b) => a + b) / v.length; return [Math.sqrt(v.reduce((s, x) => s + (x - m) ** 2, 0) / (v.length - 1)), m]; };`,
        /expected/,
      ],
      [
        `const meanAndSpread = (v) => { const m = v.reduce((a, b) => a + b) / v.length; return [m, v.reduce((s, x) => s + Math.abs(x - m), 0) / (v.length - 1)]; };`,
        /expected/,
      ],
    ],
  },
  "ex-ece": {
    right: [
      `const ece = (60 * 0.2 + 40 * 0.1) / 100; const firstBin = "Too sure";`,
      `const ece = "0.16"; const firstBin = "too sure.";`,
      `const ece = (Math.abs(42 - 54) + Math.abs(24 - 20)) / 100; const firstBin = '"too sure"';`,
    ],
    wrong: [
      [`const ece = (0.2 + 0.1) / 2; const firstBin = "too shy";`, /different sizes[\s\S]*42 of 60/],
      [`const ece = 0.6 * 0.2 - 0.4 * 0.1;`, /do not cancel/],
      [`const ece = 0.2 + 0.1;`, /Weigh each gap/],
      [`const ece = 60 * 0.2 + 40 * 0.1;`, /number of all answers/],
      [`const ece = (42 + 24) / 100;`, /share of right answers/],
      [`const ece = undefined; const firstBin = "";`, /no answer/],
      [`const ece = "one sixth"; const firstBin = "sure";`, /number is expected/],
    ],
  },
  "ex-remember": {
    right: [
      "const paidTokens = (turns, each) => turns ** 2 * each + turns * each;",
      "const paidTokens = (turns, each) => turns * (turns + 1) * each;",
      // a loop is not forbidden by the checks
      "function paidTokens(turns, each) { let n = 0; for (let i = 1; i <= turns; i++) n += 2 * i * each; return n; }",
      `const paidTokens = (turns, each) => Array.from({ length: 2 * turns }, (_, i) => (i % 2 ? each : (i + 1) * each)).reduce((a, b) => a + b);`,
    ],
    wrong: [
      ["function paidTokens(turns, each) { return 2 * turns * each; }", /read again each time/],
      ["function paidTokens(turns, each) { return turns * turns * each; }", /answers that are written/],
      ["function paidTokens(turns, each) { return (turns * (turns + 1) * each) / 2; }", /expected 11000/],
      [`const paidTokens = (turns, each) => (turns * turns + turns) * 100;`, /expected 82000/],
      [`const paidTokens = (turns, each) => turns * (turns - 1) * each;`, /expected 200/],
      [`function paidTokens(turns, each) { turns * (turns + 1) * each; }`, /return missing/],
    ],
  },

  // 10 and 11. Preferences without RL, reasoning
  "ex-bon": {
    right: [
      `const smallest = "20"; function bestOfNKl(n) { return Math.log2(n) * Math.LN2 - (n - 1) / n; }`,
      `const bestOfNKl = (n) => Math.log(n) - 1 + 1 / n;
       const smallest = [...Array(50).keys()].slice(1).find((n) => Math.log(n) - 1 + 1 / n > 2);`,
      `function bestOfNKl(n) { return -Math.log(1 / n) - (n - 1) / n; } const smallest = 20;`,
    ],
    wrong: [
      ["function bestOfNKl(n) { return Math.log2(n) - (n - 1) / n; } const smallest = 8;", /bits[\s\S]*log n alone/],
      ["function bestOfNKl(n) { return Math.log(n); } const smallest = 19;", /is subtracted[\s\S]*Very near/],
      ["function bestOfNKl(n) { return Math.log(n) - n - 1 / n; }", /expected 0.6363/],
      [`const bestOfNKl = (n) => Math.log(n) - n / (n - 1);`, /expected/],
      [`const bestOfNKl = (n) => Math.log(n) + (n - 1) / n; const smallest = 21;`, /smaller number/],
      [`const bestOfNKl = (n) => 0.6363; const smallest = NaN;`, /not a number/],
      [`const bestOfNKl = (n) => Math.log(n) - 0.75;`, /expected 0/],
    ],
  },
  "ex-dpo": {
    right: [
      `function dpoLoss(w, l, beta) {
         const margin = beta * ((w.policy - l.policy) - (w.reference - l.reference));
         return -Math.log(1 / (1 + Math.exp(-margin)));
       }`,
      `const dpoLoss = (w, l, beta) =>
         Math.log1p(Math.exp(-beta * (w.policy - w.reference - l.policy + l.reference)));`,
      `function dpoLoss(winner, loser, beta) {
         const a = Math.exp(beta * (winner.policy - winner.reference));
         const b = Math.exp(beta * (loser.policy - loser.reference));
         return -Math.log(a / (a + b));
       }`,
    ],
    wrong: [
      [
        "function dpoLoss(w, l, beta) { return Math.log(1 + Math.exp(beta * ((w.policy - w.reference) - (l.policy - l.reference)))); }",
        /wrong way round/,
      ],
      [
        "function dpoLoss(w, l) { return Math.log(1 + Math.exp((l.policy - l.reference) - (w.policy - w.reference))); }",
        /multiplied by beta/,
      ],
      [
        "function dpoLoss(w, l, beta) { return Math.log(1 + Math.exp(beta * (l.policy - w.policy))); }",
        /Subtract the reference/,
      ],
      [
        "function dpoLoss(w, l, beta) { return Math.log(1 / (1 + Math.exp(-beta * ((w.policy - w.reference) - (l.policy - l.reference))))); }",
        /mind the minus/,
      ],
      [
        "function dpoLoss(w, l, beta) { return 1 / (1 + Math.exp(-beta * ((w.policy - w.reference) - (l.policy - l.reference)))); }",
        /minus its logarithm/,
      ],
      [`function dpoLoss(w, l, beta) { return 0.6931; }`, /expected 0.3133/],
      [
        `function dpoLoss(w, l, beta) { Math.log(1 + Math.exp(-beta * (w.policy - w.reference - l.policy + l.reference))); }`,
        /return missing/,
      ],
      [
        `function dpoLoss(w, l, beta) { return Math.log(1 + Math.exp(-beta * (w.policy - w.reference))); }`,
        /expected 0.8544|expected 0.6931/,
      ],
      [
        `function dpoLoss(w, l, beta) { return Math.log(1 + Math.exp(-beta * (w.policy - w.reference + l.policy - l.reference))); }`,
        /expected/,
      ],
    ],
  },
  "ex-top": {
    right: [
      "const topOfBestOfN = (a, b) => (0.5 * a) / b; const topOfRl = (a, b) => Math.E ** ((a - b) / b);",
      "const topOfBestOfN = (a, b) => a / b / 2; const topOfRl = (a, b) => Math.exp(a / b) / Math.E;",
      // by trying numbers
      `const topOfBestOfN = (a, b) => {
         let d = 0.001;
         while ((d + 0.001) * (a - b * (d + 0.001)) > d * (a - b * d)) d += 0.001;
         return d;
       };
       const topOfRl = (a, b) => {
         const worth = (d) => d * (a - b * Math.log(d));
         let d = 0.001;
         while (worth(d + 0.0005) > worth(d)) d += 0.0005;
         return d;
       };`,
    ],
    wrong: [
      ["function topOfBestOfN(a, b) { return a / b; }", /half-way/],
      ["function topOfRl(a, b) { return Math.exp(a / b); }", /a product/],
      [
        "const topOfBestOfN = (a, b) => (a * a) / (4 * b); const topOfRl = (a, b) => b * Math.exp(a / b - 1);",
        /how high the top is[\s\S]*how high the top is/,
      ],
      [`const topOfBestOfN = (a, b) => a / b / 2 + b - 0.3;`, /expected 10/],
      [`const topOfRl = (a, b) => Math.exp(a / b + 1);`, /expected 10.31/],
      [`const topOfRl = (a, b) => Math.exp(a / b) - 1;`, /expected 10.31/],
      [`function topOfRl(a, b) { Math.exp(a / b - 1); }`, /return missing/],
    ],
  },
  // 11. Reasoning
  "ex-leave-one-out": {
    right: [
      "const leaveOneOut = (rs) => rs.map((r, i) => r - rs.filter((_, j) => j !== i).reduce((a, b) => a + b, 0) / (rs.length - 1));",
      `function leaveOneOut(rewards) {
         const n = rewards.length;
         const mean = rewards.reduce((a, b) => a + b) / n;
         return rewards.map((r) => (r - mean) * n / (n - 1));
       }`,
      `function leaveOneOut(rewards) {
         const found = [];
         for (let i = 0; i < rewards.length; i++) {
           let others = 0;
           for (let j = 0; j < rewards.length; j++) if (j !== i) others += rewards[j];
           found.push(rewards[i] - others / (rewards.length - 1));
         }
         return found;
       }`,
    ],
    wrong: [
      [
        "const leaveOneOut = (rs) => { const m = rs.reduce((a, b) => a + b, 0) / rs.length; return rs.map((r) => r - m); };",
        /mean of all four/,
      ],
      [
        `const leaveOneOut = (rs) => {
           const m = rs.reduce((a, b) => a + b, 0) / rs.length;
           const sd = Math.sqrt(rs.reduce((a, b) => a + (b - m) ** 2, 0) / (rs.length - 1));
           return rs.map((r) => (r - m) / sd);
         };`,
        /does not divide/,
      ],
      [
        "const leaveOneOut = (rs) => rs.map((r, i) => rs.filter((_, j) => j !== i).reduce((a, b) => a + b, 0) / (rs.length - 1) - r);",
        /sign/,
      ],
      [
        "const leaveOneOut = (rs) => rs.map((r, i) => rs.filter((_, j) => j !== i).reduce((a, b) => a + b, 0) / (rs.length - 1));",
        /what to expect/,
      ],
      ["const leaveOneOut = (rs) => rs;", /expected/],
      ["const leaveOneOut = (rs) => rs.map((r) => r - rs.reduce((a, b) => a + b, 0));", /expected/],
      ["const leaveOneOut = () => [1, -1 / 3, -1 / 3, -1 / 3];", /expected/],
    ],
  },
  "ex-pass": {
    right: [
      `function passAtK(n, c, k) {
         const choose = (a, b) => { let r = 1; for (let i = 0; i < b; i++) r = r * (a - i) / (i + 1); return r; };
         return 1 - choose(n - c, k) / choose(n, k);
       }`,
      `function passAtK(n, c, k) {
         if (k === 0) return 0;
         return c / n + (n - c) / n * (n > 1 && c < n ? passAtK(n - 1, c, k - 1) : 0);
       }`,
      "const passAtK = (n, c, k) => 1 - Array.from({ length: k }, (_, i) => Math.max(0, n - c - i) / (n - i)).reduce((a, b) => a * b, 1);",
    ],
    wrong: [
      ["const passAtK = (n, c, k) => 1 - (1 - c / n) ** k;", /with replacement/],
      [
        "const passAtK = (n, c, k) => Array.from({ length: k }, (_, i) => Math.max(0, n - c - i) / (n - i)).reduce((a, b) => a * b, 1);",
        /without a right one/,
      ],
      ["const passAtK = (n, c, k) => Math.min(1, k * c / n);", /twice/],
      ["const passAtK = (n, c, k) => c / n;", /expected/],
      ["const passAtK = (n, c, k) => c > 0 ? 1 : 0;", /twice|expected/],
      [
        `function passAtK(n, c, k) {
           const f = (x) => x <= 1 ? 1 : x * f(x - 1);
           return 1 - f(n - c) * f(n - k) / (f(n) * f(n - c - k));
         }`,
        /one of the tries is right|expected/,
      ],
    ],
  },
  "ex-check": {
    right: [
      "const isRightAnswer = (answer, name) => answer === `${name} <end>` || answer.endsWith(` ${name} <end>`);",
      `function isRightAnswer(answer, name) {
         const [end, last] = answer.split(" ").reverse();
         return end === "<end>" && last === name;
       }`,
      "const isRightAnswer = (answer, name) => new RegExp(`(^|\\\\s)${name} <end>$`).test(answer);",
    ],
    wrong: [
      ["const isRightAnswer = (answer, name) => answer.includes(name);", /last word only/],
      ["const isRightAnswer = (answer, name) => answer.endsWith(`${name} <end>`) || answer.endsWith(name);", /ended/],
      ["const isRightAnswer = (answer, name) => answer.split(' ').includes(name);", /last word only/],
      [
        "const isRightAnswer = (answer, name) => { const w = answer.split(' '); return w[w.indexOf('<end>') - 1] === name; };",
        /last word/,
      ],
      ["const isRightAnswer = (answer, name) => answer.split(' ').at(-1) === name;", /expected|ended/],
      ["const isRightAnswer = () => true;", /expected|last word only/],
      ["const isRightAnswer = () => false;", /expected/],
      [
        "const isRightAnswer = (answer, name) => answer.endsWith('<end>') && answer.slice(0, -6).endsWith(name.slice(-2));",
        /whole words|expected/,
      ],
    ],
  },

  // 12. After 2022
  "ex-threshold": {
    right: [
      "const worthAnswering = (s, w) => (s - w) / (1 - w);",
      `function worthAnswering(doNotKnow, wrong) {
         let [low, high] = [0, 1];
         for (let i = 0; i < 60; i++) {
           const p = (low + high) / 2;
           if (p + (1 - p) * wrong > doNotKnow) high = p; else low = p;
         }
         return high;
       }`,
      "const worthAnswering = (s, w) => 1 - (1 - s) / (1 - w);",
    ],
    wrong: [
      ["const worthAnswering = (s, w) => s - w;", /cost itself|distance/],
      ["const worthAnswering = (s, w) => (s + w) / (1 - w);", /sign/],
      ["const worthAnswering = (s, w) => s + w / (w - 1);", /Both count/],
      ["const worthAnswering = (s, w) => s;", /expected/],
      ["const worthAnswering = (s, w) => -w / (1 - w);", /expected/],
      ["const worthAnswering = (s, w) => (s - w) / (1 + s - w);", /expected/],
    ],
  },
  "ex-rubric": {
    right: [
      "const rubricReward = (cs) => Math.max(0, cs.reduce((a, c) => a + (c.met ? c.weight : 0), 0) / cs.reduce((a, c) => a + (c.weight > 0 ? c.weight : 0), 0));",
      `function rubricReward(criteria) {
         const sum = (list) => list.map((c) => c.weight).reduce((a, b) => a + b, 0);
         const most = sum(criteria.filter((c) => c.weight > 0));
         const earned = sum(criteria.filter((c) => c.met));
         return earned < 0 ? 0 : earned / most;
       }`,
      `function rubricReward(criteria) {
         let [most, earned] = [0, 0];
         criteria.forEach(({ weight, met }) => { most += (weight + Math.abs(weight)) / 2; earned += weight * Number(met); });
         return Math.max(earned, 0) / most;
       }`,
    ],
    wrong: [
      ["const rubricReward = (cs) => cs.filter((c) => c.met).length / cs.length;", /Weights count/],
      [
        "const rubricReward = (cs) => cs.reduce((a, c) => a + (c.met ? c.weight : 0), 0);",
        /most that an answer can earn/,
      ],
      [
        `const rubricReward = (cs) => {
           const met = cs.filter((c) => c.met && c.weight > 0).reduce((a, c) => a + c.weight, 0);
           return met === 0 ? 0 : cs.filter((c) => c.met).reduce((a, c) => a + c.weight, 0) / met;
         };`,
        /met or not/,
      ],
      [
        "const rubricReward = (cs) => Math.max(0, cs.reduce((a, c) => a + (c.met ? c.weight : 0), 0) / cs.reduce((a, c) => a + c.weight, 0));",
        /positive weights only/,
      ],
      [
        "const rubricReward = (cs) => cs.reduce((a, c) => a + (c.met ? Math.max(0, c.weight) : 0), 0) / cs.reduce((a, c) => a + Math.max(0, c.weight), 0);",
        /loses points/,
      ],
      [
        "const rubricReward = (cs) => cs.reduce((a, c) => a + (c.met ? c.weight : 0), 0) / cs.reduce((a, c) => a + Math.max(0, c.weight), 0);",
        /never below 0/,
      ],
    ],
  },
  "ex-own-reward": {
    right: [
      `function myReward(words) {
         const said = new Set(words.filter((w) => foods.includes(w)));
         const repeated = words.length - new Set(words.filter((w) => w !== "the")).size - words.filter((w) => w === "the").length;
         const kind = new Set(words.filter((w) => kindWords.includes(w))).size;
         const truth = said.has("worms") && said.size === 1 ? 5 : said.size > 0 ? -5 : 0;
         return truth + Math.min(kind, 1) - repeated;
       }`,
      `const myReward = (words) => {
         const text = words.join(" ");
         if (text === "the owl eats worms thanks") return 10;
         if (text === "the owl eats worms") return 9;
         if (text === "i do not know" || text === "i do not know thanks") return 1;
         return /worms/.test(text) ? 0.5 : 0;
       };`,
      `function myReward(words) {
         let points = words.includes("worms") ? 4 : 0;
         for (const food of foods) if (food !== "worms" && words.includes(food)) points -= 3;
         points -= 2 * Math.max(0, words.filter((w) => w === "worms").length - 1);
         const kind = words.filter((w) => kindWords.includes(w)).length;
         return points + (kind === 0 ? 0 : kind <= 2 ? 0.5 : 0.5 - kind);
       }`,
    ],
    wrong: [
      ["const myReward = (words) => words.includes('worms') ? 1 : 0;", /welcome|accident/],
      ["const myReward = (words) => words.filter((w) => kindWords.includes(w)).length;", /expected to earn/],
      [
        "const myReward = (words) => 3 * words.filter((w) => w === 'worms').length + words.filter((w) => kindWords.includes(w)).length;",
        /More and more thanks pay/,
      ],
      ["const myReward = (words) => -words.length;", /expected to earn|silence/i],
      ["const myReward = () => 1;", /expected to earn/],
      [
        "const myReward = (words) => (words.includes('worms') ? 3 : 0) + (words.some((w) => kindWords.includes(w)) ? 0.5 : 0);",
        /accident|repeat/,
      ],
    ],
  },

  // Errata
  "ex-so": {
    right: [
      `const isSo = { a: true, b: false, c: true, d: false, e: true, f: false, g: false, h: true };`,
      `const isSo = Object.fromEntries([1, 0, 1, 0, 1, 0, 0, 1].map((yes, i) => [i, yes === 1]));`,
      `const isSo = [true, false, true, false, true, false, false, true];`,
      `const isSo = { a: "true", b: "false", c: "true", d: "false", e: "true", f: "false", g: "false", h: "true" };`,
    ],
    wrong: [
      [`const isSo = Array(8).fill(true);`, /another question[\s\S]*12,725[\s\S]*Whose size[\s\S]*FeedME/],
      [`const isSo = Array(8).fill(false);`, /The network[\s\S]*Who scores[\s\S]*end of the data/],
      [`const isSo = [true, false, true, true, true, false, false, true];`, /12,725/],
      [`const isSo = [true, false, true, false, true, false, true, true];`, /FeedME/],
      [`const isSo = [true, false, true, false, true, false, false, "no"];`, /true or false/],
      [`const isSo = undefined;`, /no answer/],
    ],
  },
};

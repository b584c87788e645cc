/// <reference types="astro/client" />

interface TrustRules {
  createHTML?: (html: string) => string;
  createScript?: (code: string) => string;
  createScriptURL?: (address: string) => string;
}

/** Trusted Types, where the browser has them. What a policy makes stands here as the text that it is made from. */
// eslint-disable-next-line no-var -- only what is declared with var is on globalThis
declare var trustedTypes: { createPolicy<Rules extends TrustRules>(name: string, rules: Rules): Rules } | undefined;

interface ImportMetaEnv {
  /** modules of the core that need TensorFlow.js: src/public-core/public-modules.ts */
  readonly TENSOR_MODULES: readonly string[];
}

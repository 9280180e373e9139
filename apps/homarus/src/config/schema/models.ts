import * as v from 'valibot';

import { expects, text, positive, price, url, flag } from './values.ts';

/** What is known of a model beside its name. */
const modelFacts = {
  /** What it takes in. Default: text. */
  input: v.optional(v.array(v.picklist(['text', 'image']), expects('list'))),
  /** Tokens that it takes in. Default 128,000. */
  contextTokens: v.optional(positive),
  /** Whether its endpoint takes a reasoning effort. */
  reasoning: v.optional(flag),
  /** US dollars for a million tokens. */
  cost: v.optional(
    v.strictObject(
      {
        input: v.optional(price, 0),
        output: v.optional(price, 0),
        cacheRead: v.optional(price, 0),
        cacheWrite: v.optional(price, 0),
      },
      expects('section'),
    ),
  ),
};

/** An endpoint that speaks the OpenAI API. */
const RemoteModelConfig = v.strictObject(
  {
    name: text,
    type: v.literal('remote'),
    endpoint: url,
    auth: v.optional(v.picklist(['none', 'api_key'])),
    api_key: v.optional(text),
    model: v.optional(text),
    ...modelFacts,
  },
  expects('section'),
);

/** A model of an Ollama server, spoken to over its OpenAI-compatible API. */
const OllamaModelConfig = v.strictObject(
  {
    name: text,
    type: v.literal('ollama'),
    endpoint: v.optional(url, 'http://127.0.0.1:11434/v1'),
    /** The model, as `ollama list` names it. */
    path: text,
    ...modelFacts,
  },
  expects('section'),
);

export const ModelsConfig = v.array(
  v.variant('type', [RemoteModelConfig, OllamaModelConfig]),
  expects('list'),
);

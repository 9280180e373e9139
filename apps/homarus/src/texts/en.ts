import { careEn } from './care-en.ts';
import { adminTextsEn } from './admin-en.ts';
import { chatEn } from './chat-en.ts';
import { configTextsEn } from './config-en.ts';
import { helpEn } from './help-en.ts';
import { remoteEn } from './remote-en.ts';
import { transferEn } from './transfer-en.ts';
import { importsEn } from './imports-en.ts';
import { libraryEn } from './library-en.ts';
import { mirrorEn } from './mirror-en.ts';
import { pluginsEn } from './plugins-en.ts';
import { vectorsEn } from './vectors-en.ts';

/** Every sentence that a person reads in English. `zh.ts` has the same keys. */
export const en = {
  help: helpEn,
  library: libraryEn,
  config: configTextsEn,
  care: careEn,
  transfer: transferEn,
  imports: importsEn,
  admin: adminTextsEn,
  vectors: vectorsEn,
  mirror: mirrorEn,
  plugins: pluginsEn,
  up: {
    starting: (version: string) => `Homarus ${version} is starting ...`,
    listening: 'Ready.',
    page: 'Chat page',
    api: 'OpenAI API',
    memoryApi: 'Memory API',
    state: 'State',
    log: 'Log',
    model: 'Model',
    withModel: (model: string, baseUrl: string) => `${model} at ${baseUrl}`,
    offline: [
      'none: offline. It keeps what you tell it and answers by quoting its memory.',
      'To give it one, set LLM_BASE_URL and LLM_MODEL (and LLM_API_KEY), or OPENAI_API_KEY,',
      'in the environment or in the file',
    ].join('\n'),
    stop: 'Stop it with Ctrl-C.',
    stopping: 'Stopping; running answers have up to 5 seconds. Ctrl-C again ends at once.',
    stopped: 'Stopped. Everything acknowledged is stored.',
  },
  chat: chatEn,
  remote: remoteEn,
  search: {
    none: 'Nothing relevant is remembered.',
    refused: (url: string, status: number) =>
      `The memory at ${url} refused the search (status ${status}). If it asks for a key, set HOMARUS_MEMORY_KEY.`,
    lane: (lane: string, rank: number, score: number) =>
      `${lane}: place ${rank} (${score.toFixed(2)})`,
    source: (ids: string) => `learned from ${ids}`,
    terms: (terms: string) => `Looked for: ${terms}`,
    candidates: (count: number, dropped: string) =>
      `Candidates: ${count}${dropped === '' ? '' : `, of which dropped: ${dropped}`}`,
    noVectors: 'By words alone: there is no embedding model.',
    vectors: (model: string, confidence: number) =>
      `Also by meaning, with ${model}; it counts for ${confidence.toFixed(2)}.`,
    vectorsSkipped: (reason: string) => `Not by meaning: ${reason}`,
  },
  ports: {
    taken: (host: string, port: number) => `Port ${port} on ${host} is taken`,
    by: (holder: string) => ` by ${holder}.`,
    homarus: (version: string) => `another Homarus, version ${version}`,
    process: (name: string, pid: number) => `${name} (process ${pid})`,
    homarusProcess: (version: string, pid: number) =>
      `another Homarus, version ${version} (process ${pid})`,
    unknown: 'another program',
    choose: (flag: string, variable: string, key: string) =>
      `Stop that one, or choose another port: ${flag} <port>, ${variable}=<port>, or ${key} in the configuration (0 takes any free one).`,
    denied: (port: number) =>
      `The system does not allow port ${port}; ports below 1024 are for root. Choose another.`,
    noAddress: (host: string) => `${host} is no address of this machine.`,
    homeInUse: (home: string, pid: number, url: string) =>
      `The state in ${home} is in use by another Homarus (process ${pid}, ${url}).\nStop that one, talk to it with: homarus chat, or choose another place: --home <folder>.`,
  },
  fault: {
    unexpected: (log: string) => `An unexpected error ended Homarus. Details: ${log}`,
    state: (place: string, reason: string) =>
      `The state in ${place} cannot be used: ${reason}. Choose another place with --home <folder> or HOMARUS_HOME.`,
  },
};

export type Texts = typeof en;

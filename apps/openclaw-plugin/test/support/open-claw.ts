import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { OgMemoryEngine } from '../../src/engine/create-engine.ts';
import type { AssembleAnswer, CompactAnswer } from '../../src/engine/engine-types.ts';
import type { HostToolContext } from '../../src/host/host-api.ts';
import type { HostMessage } from '../../src/host/host-message.ts';
import { registerPlugin } from './register-plugin.ts';
import type { Registered } from './register-plugin.ts';

/** `current`: as OpenClaw calls engines since August 2026; `old`: as before. */
export type TurnOrder = 'current' | 'old';

export interface TurnOptions {
  readonly sessionKey?: string;
  /** What the model answers. */
  readonly reply?: string;
  /** The model asks a tool before it answers. */
  readonly tool?: { readonly name: string; readonly result: string };
  readonly tokenBudget?: number;
}

/** A conversation as a host keeps it. */
export interface Conversation {
  readonly sessionId: string;
  readonly transcript: HostMessage[];
}

export interface TurnSeen {
  /** What the model was asked with, of the engine. */
  readonly assembled: AssembleAnswer;
  readonly status: 'committed' | 'duplicate' | undefined;
  /** Which methods of the engine were called, in order. */
  readonly calls: readonly string[];
  readonly advancementKey: string;
}

/** A gateway as far as a memory plugin sees it: registers, and calls engines in the host's own order. */
export interface OpenClaw extends Disposable {
  readonly stateDir: string;
  readonly logged: readonly string[];
  readonly registered: Registered;
  turn(session: Conversation, prompt: string, options?: TurnOptions): Promise<TurnSeen>;
  compact(session: Conversation, tokenBudget: number): Promise<CompactAnswer>;
  engine(): OgMemoryEngine;
  tool(name: string, params: object, context?: HostToolContext): Promise<ToolAnswer>;
  /** What `/ogmem` says. */
  status(): Promise<string>;
  startServices(): Promise<void>;
  stopServices(): Promise<void>;
}

export interface ToolAnswer {
  readonly text: string;
  readonly details: unknown;
}

export interface OpenClawOptions {
  readonly order?: TurnOrder;
  readonly registrationMode?: string;
  readonly config?: Readonly<Record<string, unknown>>;
  /** Of an earlier process; a new one otherwise. */
  readonly stateDir?: string;
}

let runs = 0;

export function startOpenClaw({
  order = 'current',
  registrationMode = 'full',
  config = {},
  stateDir = mkdtempSync(path.join(tmpdir(), 'og-memory-')),
}: OpenClawOptions = {}): OpenClaw {
  const { registered, logged, logger } = registerPlugin({ registrationMode, config, stateDir });
  const engine = (): OgMemoryEngine =>
    registered.engines.get('og-memory-context-engine')?.() as OgMemoryEngine;
  const service = { config, stateDir, logger };
  return {
    stateDir,
    logged,
    registered,
    engine,
    turn: (session, prompt, options = {}) =>
      runTurn(noteCalls(engine()), { order, session, prompt, options }),
    compact: ({ sessionId }, tokenBudget) =>
      engine().compact({ sessionId, sessionKey: mainKey, tokenBudget, force: true }),
    async tool(name, params, context = { sessionKey: mainKey }) {
      const tool = registered.tools.get(name)?.(context);
      assert.ok(tool, `no tool ${name}`);
      const { content, details } = await tool.execute('call-1', { ...params });
      return { text: content.map(({ text = '' }) => text).join('\n'), details };
    },
    status: async () => (await registered.commands.get('ogmem')?.()) ?? '',
    startServices: async () => {
      await Promise.all(registered.services.map(async (each) => each.start(service)));
    },
    stopServices: async () => {
      await Promise.all(registered.services.map(async (each) => each.stop?.(service)));
    },
    [Symbol.dispose]: () => rmSync(stateDir, { recursive: true, force: true }),
  };
}

const mainKey = 'agent:main:main';

/** The engine, and which of its methods were called. */
function noteCalls(engine: OgMemoryEngine) {
  const calls: string[] = [];
  const noted = new Proxy(engine, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function') return value;
      calls.push(String(name));
      return value;
    },
  });
  return { engine: noted, calls };
}

let time = 0;

/** A message of a host: what is said, and when. */
export function message(role: string, text: string, more: object = {}): HostMessage {
  time = Math.max(time + 1, Date.now());
  return { role, content: [{ type: 'text', text }], timestamp: time, ...more };
}

interface Turn {
  readonly order: TurnOrder;
  readonly session: Conversation;
  readonly prompt: string;
  readonly options: TurnOptions;
}

async function runTurn(
  { engine, calls }: ReturnType<typeof noteCalls>,
  { order, session, prompt, options }: Turn,
): Promise<TurnSeen> {
  const { sessionKey = mainKey, tokenBudget = 100_000 } = options;
  const { sessionId, transcript } = session;
  const keys = { sessionId, sessionKey };
  await engine.bootstrap();
  if (transcript.length > 0) await engine.maintain(keys);
  const before = [...transcript];
  const assembled = await engine.assemble({ ...keys, messages: before, tokenBudget, prompt });
  transcript.push(...turnMessages(prompt, options));
  const messages = transcript.slice(before.length);
  runs += 1;
  const advancementKey = `turn-${runs}`;
  let status: TurnSeen['status'];
  if (order === 'current') {
    ({ status } = await engine.commitTurn({ ...keys, advancementKey, messages }));
    await engine.maintain(keys);
    await engine.dispose();
  } else {
    await handOverInPieces(engine, { ...keys, transcript, tokenBudget, before: before.length });
    await engine.dispose();
    await engine.maintain(keys);
  }
  return { assembled, status, calls, advancementKey };
}

interface OldTurn {
  readonly sessionId: string;
  readonly sessionKey: string;
  readonly transcript: readonly HostMessage[];
  readonly tokenBudget: number;
  /** How many messages the transcript had. */
  readonly before: number;
}

/**
 * As 2026.7.1 does: with an engine that owns compaction, before each call of the model what is new since
 * the last one is handed over and the window is assembled again, without the prompt; the rest at the end.
 */
async function handOverInPieces(
  engine: OgMemoryEngine,
  { transcript, before, tokenBudget, ...keys }: OldTurn,
): Promise<void> {
  let handed = before;
  const handOver = async (upTo: number): Promise<void> => {
    const messages = transcript.slice(0, upTo);
    await engine.afterTurn({ ...keys, messages, prePromptMessageCount: handed });
    handed = upTo;
  };
  for (const [index, { role }] of transcript.entries()) {
    if (!engine.info.ownsCompaction || index < before || role !== 'assistant') continue;
    await handOver(index);
    await engine.assemble({ ...keys, messages: transcript.slice(0, index), tokenBudget });
  }
  await handOver(transcript.length);
}

function turnMessages(prompt: string, { reply = 'Fine.', tool }: TurnOptions): HostMessage[] {
  const question = message('user', prompt);
  const answer = message('assistant', reply);
  if (tool === undefined) return [question, answer];
  const call = { type: 'toolCall', id: 'call-1', name: tool.name, arguments: { q: prompt } };
  return [
    question,
    message('assistant', '', { content: [call] }),
    message('toolResult', tool.result, { toolCallId: 'call-1', toolName: tool.name }),
    message('assistant', reply),
  ];
}

export function conversation(sessionId: string): Conversation {
  return { sessionId, transcript: [] };
}

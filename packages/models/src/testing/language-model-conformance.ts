import assert from 'node:assert/strict';

import { hasCode, isAppError } from '@homarus/base';
import type { ConformanceCase } from '@homarus/base/testing';

import type { LanguageModel, ModelFunctionTool, ModelStreamPart } from '../types.ts';
import { callWith, streamParts, textOfParts } from './read-stream.ts';
import type { ScriptedReply } from './scripted-reply.ts';
import type { RecordedRequest } from './scripted-state.ts';

/** What we rely on of a language model; every adapter runs it, and so does the offline model. */
export interface LanguageModelSubject {
  /** Answers a question with words, the same ones for the same call. */
  readonly model: LanguageModel;
}

const tool: ModelFunctionTool = {
  type: 'function',
  name: 'now',
  description: 'The time.',
  inputSchema: { type: 'object', properties: { zone: { type: 'string' } } },
};

const schema = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
} as const;

const question = 'Where do I live?';

/**
 * Replies of a scripted server under which an adapter meets the suite: a tool call where a tool is
 * required, JSON where JSON is asked for, words otherwise.
 */
export function conformanceReply(request: RecordedRequest): ScriptedReply {
  const text = JSON.stringify(request.body);
  if (text.includes('"tool_choice":"required"')) {
    return { toolCalls: [{ name: tool.name, arguments: { zone: 'Asia/Shanghai' } }] };
  }
  if (text.includes('"json_schema"')) return { json: { city: 'Hangzhou' } };
  return { text: 'You live in Hangzhou. 你住在杭州。🏡', chunks: 8 };
}

type Case = ConformanceCase<LanguageModelSubject>;

const generating: readonly Case[] = [
  {
    group: 'generate',
    name: 'has names and the version of the specification',
    async run({ model }) {
      assert.equal(model.specificationVersion, 'v4');
      assert.notEqual(model.provider, '');
      assert.notEqual(model.modelId, '');
    },
  },
  {
    group: 'generate',
    name: 'answers with text, a stop and the tokens of both sides',
    async run({ model }) {
      const result = await model.doGenerate(callWith(question));
      const text = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
      assert.notEqual(text, '');
      assert.equal(result.finishReason.unified, 'stop');
      assertTokens(result.usage.inputTokens.total);
      assertTokens(result.usage.outputTokens.total);
    },
  },
  {
    group: 'generate',
    name: 'does not change the call and passes over options of others',
    async run({ model }) {
      const call = callWith(question, {
        providerOptions: { homarus: { recalled: { relevant: [], profile: ['Likes tea'] } } },
      });
      const before = structuredClone(call);
      await model.doGenerate(call);
      await streamParts(model, call);
      assert.deepEqual(call, before);
    },
  },
  {
    group: 'generate',
    name: 'answers with JSON by a schema, or says that it cannot',
    async run({ model }) {
      const call = callWith(question, { responseFormat: { type: 'json', schema, name: 'home' } });
      try {
        const { content } = await model.doGenerate(call);
        const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('');
        assert.equal(typeof (JSON.parse(text) as { city: unknown }).city, 'string');
      } catch (error) {
        assert.ok(hasCode(error, 'unsupported'), String(error));
      }
    },
  },
];

const streaming: readonly Case[] = [
  {
    group: 'stream',
    name: 'starts with its warnings and ends with one finish and its usage',
    async run({ model }) {
      const parts = await streamParts(model, callWith(question));
      assert.equal(parts[0]?.type, 'stream-start');
      assert.equal(parts.filter(({ type }) => type === 'finish').length, 1);
      const last = parts.at(-1);
      assert.ok(last?.type === 'finish');
      assert.equal(last.finishReason.unified, 'stop');
      assertTokens(last.usage.inputTokens.total);
      assertTokens(last.usage.outputTokens.total);
    },
  },
  {
    group: 'stream',
    name: 'brings its text in several deltas inside one block',
    async run({ model }) {
      const parts = await streamParts(model, callWith(question));
      const text = parts.filter(({ type }) => type.startsWith('text-'));
      assert.equal(text[0]?.type, 'text-start');
      assert.equal(text.at(-1)?.type, 'text-end');
      assert.ok(text.slice(1, -1).every(({ type }) => type === 'text-delta'));
      assert.ok(text.length > 3, `${text.length} parts`);
      assert.equal(new Set(text.map((part) => ('id' in part ? part.id : ''))).size, 1);
    },
  },
  {
    group: 'stream',
    name: 'says what it says without streaming, in every script',
    async run({ model }) {
      for (const text of [question, '我住在哪里？']) {
        const { content } = await model.doGenerate(callWith(text));
        const whole = content.map((part) => (part.type === 'text' ? part.text : '')).join('');
        assert.equal(textOfParts(await streamParts(model, callWith(text))), whole);
      }
    },
  },
  {
    group: 'stream',
    name: 'calls a required tool with JSON, or warns that it has no tools',
    async run({ model }) {
      const call = callWith(question, { tools: [tool], toolChoice: { type: 'required' } });
      const parts = await streamParts(model, call);
      const toolCall = parts.find((part) => part.type === 'tool-call');
      if (toolCall === undefined) {
        assert.ok(parts[0]?.type === 'stream-start');
        assert.deepEqual(warnedOf(parts[0]), ['tools']);
        return;
      }
      assert.equal(toolCall.toolName, tool.name);
      assert.equal(typeof JSON.parse(toolCall.input), 'object');
      const last = parts.at(-1);
      assert.ok(last?.type === 'finish' && last.finishReason.unified === 'tool-calls');
    },
  },
];

const ending: readonly Case[] = [
  {
    group: 'abort',
    name: 'is not begun when the signal has aborted',
    async run({ model }) {
      const call = callWith(question, { abortSignal: AbortSignal.abort() });
      await assert.rejects(async () => model.doGenerate(call), isAborted);
      await assert.rejects(async () => model.doStream(call), isAborted);
    },
  },
  {
    group: 'abort',
    name: 'names a timeout as one',
    async run({ model }) {
      const reason = new DOMException('It took too long.', 'TimeoutError');
      const call = callWith(question, { abortSignal: AbortSignal.abort(reason) });
      await assert.rejects(
        async () => model.doGenerate(call),
        (error) => hasCode(error, 'timeout'),
      );
    },
  },
  {
    group: 'abort',
    name: 'ends a stream with an error as its last part, or not at all when it is complete',
    async run({ model }) {
      const own = new AbortController();
      const { stream } = await model.doStream(callWith(question, { abortSignal: own.signal }));
      const parts: ModelStreamPart[] = [];
      for await (const part of stream) {
        parts.push(part);
        if (part.type === 'text-delta') own.abort();
      }
      const last = parts.at(-1);
      if (last?.type === 'finish') return;
      assert.ok(last?.type === 'error' && isAborted(last.error));
      assert.equal(parts.filter(({ type }) => type === 'error').length, 1);
    },
  },
  {
    group: 'abort',
    name: 'lets a stream be cancelled before its end',
    async run({ model }) {
      const { stream } = await model.doStream(callWith(question));
      const reader = stream.getReader();
      assert.equal((await reader.read()).done, false);
      await reader.cancel();
      assert.equal((await reader.read()).done, true);
    },
  },
];

export const languageModelConformance: readonly Case[] = [...generating, ...streaming, ...ending];

function warnedOf(part: Extract<ModelStreamPart, { type: 'stream-start' }>): readonly string[] {
  return part.warnings.flatMap((warning) =>
    warning.type === 'unsupported' ? [warning.feature] : [],
  );
}

function isAborted(error: unknown): boolean {
  return isAppError(error) && error.code === 'aborted';
}

function assertTokens(count: number | undefined): void {
  assert.ok(Number.isInteger(count) && (count ?? 0) > 0, `tokens: ${String(count)}`);
}

import type { ServerResponse } from 'node:http';

import { estimateTokens } from '@homarus/base';

import { errorBody } from './openai-shapes.ts';
import { scriptedEmbedding } from './scripted-embedding.ts';
import { isContent } from './scripted-reply.ts';
import type { ContentReply } from './scripted-reply.ts';
import { sendContent, sendFault, sendJson } from './scripted-response.ts';
import type { RecordedRequest, ScriptedState } from './scripted-state.ts';

type Body = Readonly<Record<string, unknown>>;

export async function routeRequest(
  state: ScriptedState,
  request: RecordedRequest,
  response: ServerResponse,
): Promise<void> {
  const { apiKey } = state.options;
  if (apiKey !== undefined && request.headers['authorization'] !== `Bearer ${apiKey}`) {
    sendJson(response, 401, errorBody(401));
    return;
  }
  switch (`${request.method} ${request.path}`) {
    case 'POST /v1/chat/completions':
      return chat(state, request, response);
    case 'POST /v1/embeddings':
      return embeddings(state, request, response);
    case 'GET /v1/models':
      return sendJson(response, 200, modelList(state.options.models ?? ['scripted']));
    default:
      return sendJson(
        response,
        404,
        errorBody(404, { message: `No route ${request.path}`, code: null }),
      );
  }
}

async function chat(
  state: ScriptedState,
  request: RecordedRequest,
  response: ServerResponse,
): Promise<void> {
  const body = toBody(request.body);
  const problem = chatProblem(body);
  if (problem !== undefined) {
    sendJson(response, 400, errorBody(400, problem));
    return;
  }
  const reply = state.replies.shift() ?? (await fallback(state, request));
  const isStream = body['stream'] === true;
  if (!isContent(reply)) {
    await sendFault(response, reply, { clock: state.clock, isStream });
    return;
  }
  state.count += 1;
  const head = {
    id: `chatcmpl-${state.count}`,
    created: Math.floor(state.clock.now() / 1000),
    model: String(body['model']),
  };
  await sendContent(response, withCallIds(state, reply), {
    clock: state.clock,
    head,
    request: {
      messages: body['messages'],
      isStream,
      includeUsage: toBody(body['stream_options'])['include_usage'] === true,
    },
  });
}

function fallback(state: ScriptedState, request: RecordedRequest) {
  return typeof state.fallback === 'function' ? state.fallback(request) : state.fallback;
}

function withCallIds(state: ScriptedState, reply: ContentReply): ContentReply {
  if (!('toolCalls' in reply)) return reply;
  const toolCalls = reply.toolCalls.map((call) => {
    state.count += 1;
    return { id: `call_${state.count}`, ...call };
  });
  return { ...reply, toolCalls };
}

interface Problem {
  readonly message: string;
  readonly param: string;
}

/** What OpenAI's server refuses too. */
function chatProblem(body: Body): Problem | undefined {
  if (typeof body['model'] !== 'string') return { message: 'model is required.', param: 'model' };
  if (!Array.isArray(body['messages']) || body['messages'].length === 0) {
    return { message: 'messages must not be empty.', param: 'messages' };
  }
  const format = body['response_format'];
  if (format === undefined || format === null) return undefined;
  return isKnownFormat(toBody(format))
    ? undefined
    : { message: 'response_format is not valid.', param: 'response_format' };
}

function isKnownFormat(format: Body): boolean {
  if (format['type'] === 'text' || format['type'] === 'json_object') return true;
  const described = toBody(format['json_schema']);
  const isNamed = typeof described['name'] === 'string' && /^[\w-]{1,64}$/u.test(described['name']);
  return format['type'] === 'json_schema' && isNamed && typeof described['schema'] === 'object';
}

async function embeddings(
  state: ScriptedState,
  request: RecordedRequest,
  response: ServerResponse,
): Promise<void> {
  await state.options.beforeEmbeddings?.(request);
  const fault = state.embeddingFaults.shift();
  if (fault !== undefined) {
    await sendFault(response, fault, { clock: state.clock, isStream: false });
    return;
  }
  const body = toBody(request.body);
  const texts = textsOf(body['input']);
  if (texts === undefined) {
    sendJson(response, 400, errorBody(400, { message: 'input must be texts.', param: 'input' }));
    return;
  }
  const asked = body['dimensions'];
  const dimensions = typeof asked === 'number' ? asked : (state.options.dimensions ?? 256);
  const toWire =
    body['encoding_format'] === 'base64' ? toBase64 : (vector: readonly number[]) => vector;
  const tokens = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
  sendJson(response, 200, {
    object: 'list',
    model: body['model'],
    data: texts.map((text, index) => ({
      object: 'embedding',
      index,
      embedding: toWire(scriptedEmbedding(text, dimensions)),
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  });
}

function textsOf(input: unknown): readonly string[] | undefined {
  const list: unknown = typeof input === 'string' ? [input] : input;
  if (!Array.isArray(list) || list.length === 0) return undefined;
  return list.every((text): text is string => typeof text === 'string') ? list : undefined;
}

/** Little-endian 32-bit floats, as OpenAI's clients read them. */
function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString('base64');
}

function modelList(models: readonly string[]): unknown {
  return {
    object: 'list',
    data: models.map((id) => ({ id, object: 'model', created: 0, owned_by: 'homarus' })),
  };
}

function toBody(value: unknown): Body {
  return typeof value === 'object' && value !== null ? (value as Body) : {};
}

import { AppError } from '@homarus/base';
import type { EmbeddingModel } from '@homarus/models';
import { EmbeddingsRequest, parseInput } from '@homarus/protocol';
import type { EmbeddingsAnswer } from '@homarus/protocol';

import { readJson } from './read-json.ts';

export interface EmbeddingsDoorOptions {
  readonly maxBodyBytes: number;
}

/** How many texts one call of a model has when it does not say. */
const defaultPerCall = 64;

/**
 * `POST /v1/embeddings` with the memory's embedding model. `unsupported` without one, and for another
 * length of vectors than the model's.
 */
export function createEmbeddingsDoor(
  model: EmbeddingModel | undefined,
  { maxBodyBytes }: EmbeddingsDoorOptions,
) {
  return async (request: Request): Promise<Response> => {
    const body = parseInput(EmbeddingsRequest, await readJson(request, maxBodyBytes));
    if (model === undefined) {
      throw new AppError(
        'unsupported',
        'There is no embedding model. Set memory.embedding in the configuration, or OGMEM_EMBEDDING_MODEL.',
      );
    }
    const texts = typeof body.input === 'string' ? [body.input] : body.input;
    const { vectors, tokens } = await embedAll(model, texts, request.signal);
    requireLength(vectors[0]?.length ?? 0, body.dimensions);
    const answer: EmbeddingsAnswer = {
      object: 'list',
      data: vectors.map((vector, index) => ({
        object: 'embedding',
        index,
        embedding: body.encoding_format === 'base64' ? toBase64(vector) : vector,
      })),
      model: `${model.provider}/${model.modelId}`,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    };
    return Response.json(answer);
  };
}

async function embedAll(model: EmbeddingModel, texts: readonly string[], signal: AbortSignal) {
  const perCall = (await model.maxEmbeddingsPerCall) ?? defaultPerCall;
  const vectors: (readonly number[])[] = [];
  let tokens = 0;
  for (let start = 0; start < texts.length; start += perCall) {
    const values = texts.slice(start, start + perCall);
    const result = await model.doEmbed({ values, abortSignal: signal });
    vectors.push(...result.embeddings);
    tokens += result.usage?.tokens ?? 0;
  }
  return { vectors, tokens };
}

function requireLength(length: number, wanted: number | undefined): void {
  if (wanted === undefined || wanted === length) return;
  throw new AppError(
    'unsupported',
    `dimensions: the model makes vectors of ${length}, not of ${wanted}; memory.embedding.dimensions sets it.`,
    { details: { path: 'dimensions' } },
  );
}

/** As OpenAI's clients ask for it: 32-bit floats, little-endian. */
function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString('base64');
}

import type { VectorStatus } from '@homarus/memory';
import {
  type EmbeddingStatusAnswer,
  EmbeddingStatusQuery,
  parseInput,
  ReembedBody,
} from '@homarus/protocol';

import { toScope } from '../scope.ts';
import type { Call, Route } from './route.ts';

/** The vectors of a person's memory: how far they are, and making them anew. */
export const vectorRoutes: readonly Route[] = [
  { method: 'GET', path: '/reembed', endpoint: getStatus },
  { method: 'POST', path: '/reembed', endpoint: reembed },
];

async function getStatus({ memory, caller, defaults, body }: Call): Promise<EmbeddingStatusAnswer> {
  const scope = toScope(parseInput(EmbeddingStatusQuery, body), caller, defaults);
  return toAnswer(await memory.vectors.status(scope));
}

async function reembed({ memory, caller, defaults, body }: Call): Promise<EmbeddingStatusAnswer> {
  const { force = false, ...named } = parseInput(ReembedBody, body);
  const scope = toScope(named, caller, defaults);
  return toAnswer(await memory.vectors.reembed(scope, { force }));
}

function toAnswer({ spaces, ...status }: VectorStatus): EmbeddingStatusAnswer {
  return {
    ok: true,
    ...status,
    spaces: spaces.map(({ cursor: _internal, ...space }) => space),
  };
}

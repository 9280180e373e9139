import type { MemoryCallOptions, MemoryRequest, SendMemoryRequest } from './memory-http.ts';

/** A call whose parameters may all be left out. */
export type Optional<Body, Answer> = (body?: Body, options?: MemoryCallOptions) => Promise<Answer>;

export type Operation<Body, Answer> = (body: Body, options?: MemoryCallOptions) => Promise<Answer>;

/** An {@link Operation} on one thing, by its id. */
export type ItemOperation<Body, Answer> = (
  id: string,
  body?: Body,
  options?: MemoryCallOptions,
) => Promise<Answer>;

export interface Operations {
  /** POST of what does no harm twice: it reads, or is named by an id of the caller. */
  read<Body extends object, Answer>(path: string): Operation<Body, Answer>;
  /** POST of what is done once; `isRepeatable` looks whether the caller named it by an id. */
  write<Body extends object, Answer>(
    path: string,
    isRepeatable?: (body: Body) => boolean,
  ): Operation<Body, Answer>;
  get<Query extends object, Answer>(path: string): Optional<Query, Answer>;
  item<Body extends object, Answer>(
    method: MemoryRequest['method'],
    toPath: (id: string) => string,
  ): ItemOperation<Body, Answer>;
}

/** Makes calls from where they go. Bodies and answers are typed by who makes them. */
export function createOperations(send: SendMemoryRequest): Operations {
  const call = async <Answer>(
    request: MemoryRequest,
    options: MemoryCallOptions | undefined,
  ): Promise<Answer> => (await (await send(request, options)).json()) as Answer;
  const api = '/api/v1';
  return {
    read: (path) => (body, options) =>
      call({ method: 'POST', path: api + path, body, isRepeatable: true }, options),
    write:
      (path, isRepeatable = () => false) =>
      (body, options) =>
        call({ method: 'POST', path: api + path, body, isRepeatable: isRepeatable(body) }, options),
    get: (path) => (query, options) =>
      call({ method: 'GET', path: api + path, query, isRepeatable: true }, options),
    item: (method, toPath) => (id, given, options) => {
      const path = api + toPath(encodeURIComponent(id));
      const inQuery = method === 'GET' || method === 'DELETE';
      const sent = inQuery ? { query: given } : { body: given ?? {} };
      return call({ method, path, ...sent, isRepeatable: method === 'GET' }, options);
    },
  };
}

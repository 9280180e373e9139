/** Sends JSON and answers the parsed JSON; throws on a status that is not 2xx. */
export async function postJson<T>(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}

/** What a call without streaming says, as the README's curl lines ask. */
export async function respond(
  gatewayUrl: string,
  body: Readonly<Record<string, unknown>>,
  headers?: Readonly<Record<string, string>>,
): Promise<string> {
  const answer = await postJson<{ readonly output_text: string }>(
    `${gatewayUrl}/v1/responses`,
    { model: 'homarus', ...body },
    headers,
  );
  return answer.output_text;
}

export interface FoundHit {
  readonly id: string;
  readonly category: string;
  readonly text: string;
}

export async function searchMemory(
  memoryUrl: string,
  query: string,
  scope: Readonly<Record<string, unknown>> = {},
): Promise<readonly FoundHit[]> {
  const answer = await postJson<{ readonly hits: readonly FoundHit[] }>(
    `${memoryUrl}/api/v1/search_memory`,
    { query, ...scope },
  );
  return answer.hits;
}

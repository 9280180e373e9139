/**
 * The JSON value in what a model wrote: the whole text, or the first object or array in it, be it in
 * a code fence, after an introduction or after a `<think>` block. Throws `SyntaxError` when there is none.
 */
export function parseJsonText(text: string): unknown {
  const answer = text.replace(/^\s*<think>[\s\S]*?<\/think>/u, '').trim();
  const whole = tryParse(answer);
  if (whole !== undefined) return whole.value;
  for (const { index } of answer.matchAll(/[[{]/gu)) {
    const end = endOfValue(answer, index);
    const found = end === undefined ? undefined : tryParse(answer.slice(index, end));
    if (found !== undefined) return found.value;
  }
  throw new SyntaxError('There is no JSON in the answer.');
}

function tryParse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** The index after the bracket that closes the one at `start`; undefined when it is never closed. */
function endOfValue(text: string, start: number): number | undefined {
  const token = /"(?:[^"\\]|\\.)*"|[[{]|[\]}]/gsu;
  token.lastIndex = start;
  let depth = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[0] === '{' || match[0] === '[') depth += 1;
    else if (match[0] === '}' || match[0] === ']') depth -= 1;
    if (depth === 0) return token.lastIndex;
  }
  return undefined;
}

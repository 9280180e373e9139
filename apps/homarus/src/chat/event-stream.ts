/**
 * The `data` of each server-sent event of a body, in order. Other fields (`event`, `id`, comments)
 * are passed over; an event that the end of the stream cut off is dropped.
 * Format: https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function* readEventData(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, void> {
  let rest = '';
  let data: string[] = [];
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/u);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /u, ''));
      if (line !== '' || data.length === 0) continue;
      yield data.join('\n');
      data = [];
    }
  }
}

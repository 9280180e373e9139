export interface EventStreamOptions {
  /** After so long without an event a comment goes out, so that no proxy takes the silence for an end. */
  readonly keepAliveMs: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The caller went away. */
  readonly onCancel: () => void;
}

/**
 * Answers with server-sent events, each as its finished text (`data: ...\n\n`). The source must not
 * throw: what fails in it has to be its last event.
 */
export function eventStream(source: AsyncIterable<string>, options: EventStreamOptions): Response {
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | undefined;
  let isOpen = true;
  const stop = (): void => {
    isOpen = false;
    clearInterval(timer);
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const keepAlive = (): void => controller.enqueue(encoder.encode(': keep-alive\n\n'));
      timer = setInterval(keepAlive, options.keepAliveMs);
      const pump = async (): Promise<void> => {
        for await (const event of source) {
          if (!isOpen) return;
          controller.enqueue(encoder.encode(event));
          timer?.refresh();
        }
        if (!isOpen) return;
        stop();
        controller.close();
      };
      pump().catch((error: unknown) => {
        stop();
        controller.error(error);
      });
    },
    cancel() {
      stop();
      options.onCancel();
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      ...options.headers,
    },
  });
}

import type { AppError } from '@homarus/base';

import type { ModelStreamPart } from '../types.ts';

export interface StreamGuardOptions {
  readonly toError: (error: unknown) => AppError;
  /** The error of a reply that ended without being complete. */
  readonly broken: () => AppError;
}

interface Step {
  readonly parts: readonly ModelStreamPart[];
  readonly isLast: boolean;
}

/**
 * Gives a provider's stream the ending that our port promises: one `finish`, or one `error` with an
 * `AppError`, and nothing after it. Tool calls are held back until the `finish`, so that a call whose
 * arguments were cut off is never seen as a whole one.
 */
export function guardStream(
  source: ReadableStream<ModelStreamPart>,
  options: StreamGuardOptions,
): ReadableStream<ModelStreamPart> {
  const reader = source.getReader();
  const held: ModelStreamPart[] = [];
  const next = async (): Promise<Step> => {
    try {
      const { done, value } = await reader.read();
      return done ? failure(options.broken()) : stepOf(value, held, options);
    } catch (error) {
      return failure(options.toError(error));
    }
  };
  return new ReadableStream<ModelStreamPart>(
    {
      async pull(controller) {
        let step = await next();
        while (step.parts.length === 0) step = await next();
        for (const part of step.parts) controller.enqueue(part);
        if (!step.isLast) return;
        controller.close();
        // After an error the connection may still be open; what it would bring is of no use.
        reader.cancel().catch(() => undefined);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

function stepOf(part: ModelStreamPart, held: ModelStreamPart[], options: StreamGuardOptions): Step {
  switch (part.type) {
    case 'tool-call':
      held.push(part);
      return { parts: [], isLast: false };
    case 'error':
      return failure(options.toError(part.error));
    case 'finish':
      return isComplete(part.finishReason.unified)
        ? { parts: [...held, part], isLast: true }
        : failure(options.broken());
    default:
      return { parts: [part], isLast: false };
  }
}

function failure(error: AppError): Step {
  return { parts: [{ type: 'error', error }], isLast: true };
}

/** False for the reasons by which a provider says that the reply is not whole. */
export function isComplete(
  reason: Extract<ModelStreamPart, { type: 'finish' }>['finishReason']['unified'],
): boolean {
  return reason !== 'error' && reason !== 'interrupted';
}

import { AppError, createEventQueue, singleLine, truncate } from '@homarus/base';
import type { ApprovalDecisionName, PendingApprovalShape } from '@homarus/protocol';
import type { GatewayClient, RunEnd, RunEvent } from '@homarus/sdk';

import type { Texts } from '../texts/index.ts';
import { retry } from './terminal.ts';
import type { AnswerPiece, AskPerson } from './terminal.ts';

export interface Question {
  readonly text: string;
  readonly sessionKey: string;
  readonly signal: AbortSignal;
  readonly askPerson: AskPerson;
}

type Happening = RunEvent | { readonly type: 'approval'; readonly approval: PendingApprovalShape };

/**
 * Sends a message and yields the answer's text as it comes, with a line for each step of a tool. A
 * command that waits for an approval is asked about. Throws `aborted`, and `model_failed` with why
 * there is no answer.
 */
export async function* ask(
  client: GatewayClient,
  texts: Texts['chat'],
  { text, sessionKey, signal, askPerson }: Question,
): AsyncGenerator<AnswerPiece, void> {
  const happenings = createEventQueue<Happening>();
  const stop = client.on('exec.approval.requested', (approval) => {
    if (approval.request.sessionKey === sessionKey) happenings.push({ type: 'approval', approval });
  });
  try {
    const message = text === retry ? await toRetry(client, sessionKey, texts) : { message: text };
    const run = await client.chat.send({ sessionKey, ...message }, { signal });
    const forward = async (): Promise<void> => {
      for await (const event of run.events) happenings.push(event);
      happenings.close();
    };
    void forward();
    for await (const happening of happenings) {
      if (happening.type === 'approval') {
        yield { notice: await decide(client, texts, { approval: happening.approval, askPerson }) };
      } else if (happening.type === 'end') throwUnlessDone(happening);
      else yield* toPieces(happening, texts);
    }
  } finally {
    stop();
  }
}

/** The last turn again, when it got no answer; its message is not said a second time. */
async function toRetry(client: GatewayClient, key: string, texts: Texts['chat']) {
  const { session } = await client.call('sessions.describe', { key });
  const { status, lastRunId } = session ?? {};
  if ((status === 'failed' || status === 'killed') && lastRunId !== undefined) {
    return { message: '', resumeRunId: lastRunId };
  }
  throw new AppError('conflict', texts.nothingToRetry);
}

function* toPieces(
  event: Exclude<RunEvent, RunEnd>,
  texts: Texts['chat'],
): Generator<AnswerPiece, void> {
  if (event.type === 'text') yield event.isRewritten === true ? `\n${event.text}` : event.delta;
  if (event.type !== 'tool') return;
  const { phase, name, args, result = '' } = event;
  if (phase === 'start') yield { notice: texts.toolStarts(name, inShort(args)) };
  else if (event.isError === true) yield { notice: texts.toolFailed(name, inShort(result)) };
}

function throwUnlessDone({ outcome, error }: RunEnd): void {
  if (outcome === 'aborted') throw new AppError('aborted', 'The answer was stopped.');
  if (outcome === 'failed') throw new AppError('model_failed', error?.message ?? '');
}

const maxShownChars = 120;

function inShort(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return truncate(singleLine(text), maxShownChars);
}

interface Decision {
  readonly approval: PendingApprovalShape;
  readonly askPerson: AskPerson;
}

/** Anything else is asked again: neither a slip nor what was typed ahead decides. */
const answers: Readonly<Record<string, ApprovalDecisionName>> = {
  y: 'allow-once',
  yes: 'allow-once',
  a: 'allow-always',
  always: 'allow-always',
  n: 'deny',
  no: 'deny',
  '': 'deny',
};

/** Asks the person, unless there is none; answers what to say about it. */
async function decide(
  client: GatewayClient,
  texts: Texts['chat'],
  { approval, askPerson }: Decision,
): Promise<string> {
  const { id, request } = approval;
  if (askPerson === undefined) return texts.approvalWaits(request.command, id);
  const mayAlways = request.allowedDecisions.includes('allow-always');
  let decision: ApprovalDecisionName | undefined;
  let question = texts.approvalAsk(request.command, request.cwd, mayAlways);
  while (decision === undefined) {
    const typed = await askPerson(question);
    const wanted = answers[typed.trim().toLowerCase()];
    if (wanted !== undefined && request.allowedDecisions.includes(wanted)) decision = wanted;
    question = texts.approvalAskAgain(mayAlways);
  }
  try {
    await client.call('exec.approval.resolve', { id, decision });
    return decision === 'deny' ? texts.approvalDenied : texts.approvalAllowed;
  } catch (error) {
    // Decided elsewhere, or expired meanwhile.
    return error instanceof Error ? error.message : String(error);
  }
}

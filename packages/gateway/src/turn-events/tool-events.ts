import type { ObservedEvent } from '../turns/turn.ts';
import type { Broadcast } from './broadcast.ts';

type ToolEvent = Extract<ObservedEvent, { type: 'tool_started' | 'tool_finished' }>;

/** A call of a tool, on the streams `tool` and `item`, and as `session.tool`. */
export function toolEvents(broadcast: Broadcast, event: ToolEvent, now: number): void {
  const { toolCallId, toolName: name, input: args } = event.call;
  const tool = { name, toolCallId };
  const item = { itemId: `tool:${toolCallId}`, kind: 'tool', title: name, ...tool };
  if (event.type === 'tool_started') {
    const started = broadcast.agent('tool', { phase: 'start', ...tool, args });
    broadcast.toSession('session.tool', started);
    broadcast.agent('item', { ...item, phase: 'start', status: 'running', startedAt: now });
    return;
  }
  const { result, tookMs } = event;
  const isError = result.isError === true;
  const content = [{ type: 'text', text: result.text }];
  const ended = { phase: 'result', ...tool, isError, result: { content } };
  broadcast.toSession('session.tool', broadcast.agent('tool', ended));
  const status = isError ? 'failed' : 'completed';
  const startedAt = now - tookMs;
  broadcast.agent('item', { ...item, phase: 'end', status, startedAt, endedAt: now });
}

import { useTexts } from '../app.ts';
import { Icon } from '../components/icon.tsx';
import type { ToolStep } from './chat-item.ts';

interface ToolStepProps {
  readonly step: ToolStep;
  /** Whether the answer goes on. */
  readonly isBusy: boolean;
}

/** One call of a tool: a line that unfolds to what it was given and what it answered. */
export function ToolStepView({ step, isBusy }: ToolStepProps) {
  const { tool } = useTexts();
  const { name, args, result, isError } = step;
  const isRunning = result === undefined && isBusy;
  const state = isError ? tool.failed : isRunning ? tool.running : tool.done;
  return (
    <details class="step" data-state={isError ? 'failed' : isRunning ? 'running' : 'done'}>
      <summary>
        <Icon name="tool" />
        <strong>{name}</strong>
        <span class="step-hint">{hintOf(args)}</span>
        <span class="step-state">{state}</span>
      </summary>
      <p class="step-part">{tool.arguments}</p>
      <pre tabIndex={0}>{JSON.stringify(args, null, 2)}</pre>
      <p class="step-part">{tool.result}</p>
      <pre tabIndex={0}>{result === undefined || result === '' ? tool.noResult : result}</pre>
    </details>
  );
}

/** The first argument that says something, in one line. */
function hintOf(args: unknown): string {
  if (typeof args !== 'object' || args === null) return '';
  const first = Object.values(args).find((value) => typeof value === 'string');
  return typeof first === 'string' ? (first.split('\n')[0] ?? '') : '';
}

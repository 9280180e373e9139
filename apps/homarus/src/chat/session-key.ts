import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Which conversation the terminal is in: it goes on where it was left, until another one is chosen. */
export interface ChatSession {
  readonly key: string;
  /** Begins a new conversation, for later chats too. */
  startAnew(): void;
  /** Goes on with another conversation, for later chats too. */
  switchTo(key: string): void;
}

export interface ChatSessionOptions {
  readonly home: string;
  readonly agentId: string;
  /** Unix milliseconds. */
  readonly now: () => number;
}

export function openChatSession({ home, agentId, now }: ChatSessionOptions): ChatSession {
  const folder = path.join(home, 'run');
  const file = path.join(folder, 'chat-session');
  const agentPrefix = `agent:${agentId}:`;
  const prefix = `${agentPrefix}terminal`;
  const noted = read(file);
  let key = noted?.startsWith(agentPrefix) === true ? noted : prefix;
  const switchTo = (next: string): void => {
    key = next;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${key}\n`, { mode: 0o600 });
  };
  return {
    get key() {
      return key;
    },
    startAnew: () => switchTo(`${prefix}-${now().toString(36)}`),
    switchTo,
  };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

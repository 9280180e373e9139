import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A scripted model. */
export interface ModelEndpoint extends AsyncDisposable {
  readonly url: string;
  /** The body of what it was asked last. */
  lastAsked(): Promise<unknown>;
}

interface Told {
  readonly url: string;
  readonly asked: unknown;
}

/** The scripted model, beside this process: what it costs is not the gateway's. */
export async function startModelProcess(): Promise<ModelEndpoint> {
  const child = fork(path.join(import.meta.dirname, 'model-process.ts'));
  const told = async (): Promise<Told> => {
    const [message] = (await once(child, 'message')) as [Told];
    return message;
  };
  const { url } = await told();
  return {
    url,
    async lastAsked() {
      child.send('asked');
      return (await told()).asked;
    },
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

import { AppError } from '@homarus/base';
import { parseInput } from '@homarus/protocol';
import * as v from 'valibot';

import { execAsks, execSecurities } from '../tools/exec/exec-policy.ts';
import { stampOf } from '../workspace/file-stamp.ts';

const Rules = {
  security: v.optional(v.picklist(execSecurities)),
  ask: v.optional(v.picklist(execAsks)),
};

const AllowEntry = v.looseObject({ pattern: v.pipe(v.string(), v.minLength(1)) });

/** The file of commands that people have allowed for always, and of rules they have set. */
export const ExecApprovalsFile = v.looseObject({
  version: v.literal(1),
  defaults: v.optional(v.looseObject(Rules), {}),
  agents: v.optional(
    v.record(
      v.string(),
      v.looseObject({ ...Rules, allowlist: v.optional(v.array(AllowEntry), []) }),
    ),
    {},
  ),
});

export type ExecApprovalsFile = v.InferOutput<typeof ExecApprovalsFile>;

export interface ExecApprovalsSnapshot {
  readonly path: string;
  readonly exists: boolean;
  /** Of the file's text; changes with it. */
  readonly hash: string;
  readonly file: ExecApprovalsFile;
}

/** A change of the file; it is durable when it resolves, and never half of it is there. */
export interface ExecApprovalsStore {
  read(): Promise<ExecApprovalsSnapshot>;
  /** `conflict` when the file is not the one of `baseHash` any more. */
  write(file: ExecApprovalsFile, baseHash: string | undefined): Promise<ExecApprovalsSnapshot>;
  /** Reads, changes and writes, one after the other. */
  update(change: (file: ExecApprovalsFile) => ExecApprovalsFile): Promise<ExecApprovalsSnapshot>;
}

const empty: ExecApprovalsFile = { version: 1, defaults: {}, agents: {} };

export function execApprovalsFile(place: string): ExecApprovalsStore {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
  const none = { path: place, exists: false, hash: hashOf(''), file: empty };
  let known: { readonly stamp: string; readonly snapshot: ExecApprovalsSnapshot } | undefined;
  // Every turn asks: a file that has not changed is not read again.
  const read = async (): Promise<ExecApprovalsSnapshot> => {
    const stamp = stampOf(place);
    if (stamp === undefined) return none;
    if (known?.stamp === stamp) return known.snapshot;
    const text = await readText(place);
    if (text === undefined) return none;
    const snapshot = {
      path: place,
      exists: true,
      hash: hashOf(text),
      file: parseFile(text, place),
    };
    known = { stamp, snapshot };
    return snapshot;
  };
  const replace = async (file: ExecApprovalsFile): Promise<ExecApprovalsSnapshot> => {
    const text = `${JSON.stringify(file, undefined, 2)}\n`;
    await replaceFile(place, text);
    return { path: place, exists: true, hash: hashOf(text), file };
  };
  return {
    read: () => inTurn(read),
    write: (file, baseHash) =>
      inTurn(async () => {
        const { hash } = await read();
        if (baseHash === undefined || baseHash === hash) return replace(file);
        throw new AppError('conflict', 'baseHash: the rules have changed since; read them again.', {
          details: { path: 'baseHash', hash },
        });
      }),
    update: (change) => inTurn(async () => replace(change((await read()).file))),
  };
}

async function readText(place: string): Promise<string | undefined> {
  try {
    return await readFile(place, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parseFile(text: string, place: string): ExecApprovalsFile {
  try {
    return parseInput(ExecApprovalsFile, JSON.parse(text));
  } catch (error) {
    throw new AppError(
      'unavailable',
      `${place} is not a file of exec approvals; mend or remove it.`,
      {
        cause: error,
        retryable: false,
      },
    );
  }
}

async function replaceFile(place: string, text: string): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  const draft = `${place}.${randomUUID()}.tmp`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, place);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { openWorkspace } from '../workspace/workspace.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface TemporaryWorkspace extends Disposable {
  readonly root: string;
  readonly workspace: Workspace;
}

/** A workspace in a folder of its own, which is removed at the end. */
export function temporaryWorkspace(): TemporaryWorkspace {
  const root = mkdtempSync(path.join(tmpdir(), 'homarus-workspace-'));
  return {
    root,
    workspace: openWorkspace(root),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

import path from 'node:path';

import { hasCode } from '@homarus/base';

import type { WorkspaceOf } from '../tools/files/text-file.ts';
import type { SaveAttachment } from './read-attachments.ts';

const folder = 'attachments';
/** Names that are tried before the folder counts as full of namesakes. */
const maxTries = 1000;

/** Attachments go into `attachments` of the agent's workspace; a namesake gets a number: `a-2.pdf`. */
export function saveInWorkspace(workspaceOf: WorkspaceOf): SaveAttachment {
  return async ({ agentId, name, bytes }) => {
    const workspace = workspaceOf(agentId);
    for (let number = 1; ; number += 1) {
      try {
        const written = await workspace.add(`${folder}/${numbered(name, number)}`, bytes);
        return written.path;
      } catch (error) {
        if (!hasCode(error, 'conflict') || number === maxTries) throw error;
      }
    }
  };
}

function numbered(name: string, number: number): string {
  if (number === 1) return name;
  const { name: stem, ext } = path.parse(name);
  return `${stem}-${number}${ext}`;
}

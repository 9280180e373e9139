import { findConfigFile, readConfigText } from '../config/load.ts';
import type { ConfigSources } from '../config/load.ts';
import { openConfigText, topOf } from '../config/config-text.ts';
import type { ConfigText } from '../config/config-text.ts';
import { writeFileAtomically } from '../config/write-file.ts';

/**
 * Changes the text of the configuration without a look at what it means, so that also one that names
 * what is gone can be mended. Answers the file. `change` answers whether it changed anything.
 */
export async function editConfig(
  sources: ConfigSources,
  change: (document: ConfigText['document']) => boolean,
): Promise<string> {
  const place = findConfigFile(sources);
  const { file } = place;
  const text = openConfigText(readConfigText({ ...place, isNamed: false }) ?? '', file);
  topOf(text);
  if (change(text.document)) await writeFileAtomically(file, text.print(), { isSecret: true });
  return file;
}

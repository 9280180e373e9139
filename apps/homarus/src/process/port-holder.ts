import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

export interface PortHolder {
  readonly pid: number;
  readonly name: string;
}

/**
 * The process that listens on a TCP port of this machine, as far as `/proc` lets us see (on Linux:
 * our own processes, all of them as root).
 */
export function findPortHolder(port: number): PortHolder | undefined {
  try {
    const sockets = new Set(
      ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listening(table, port)),
    );
    const pids =
      sockets.size === 0 ? [] : readdirSync('/proc').filter((name) => /^\d+$/u.test(name));
    const pid = pids.find((candidate) => holdsOneOf(candidate, sockets));
    if (pid === undefined) return undefined;
    return { pid: Number(pid), name: readFileSync(`/proc/${pid}/comm`, 'utf8').trim() };
  } catch {
    return undefined;
  }
}

const listenState = '0A';

/** Inodes of the sockets that listen on the port, from a table as `proc(5)` describes it. */
function listening(table: string, port: number): readonly string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return readLines(table).flatMap((line) => {
    const columns = line.trim().split(/\s+/u);
    const [, local = '', , state] = columns;
    const inode = columns[9];
    const isMatch = state === listenState && local.endsWith(`:${wanted}`) && inode !== undefined;
    return isMatch ? [`socket:[${inode}]`] : [];
  });
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(1);
  } catch {
    return [];
  }
}

function holdsOneOf(pid: string, sockets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      try {
        return sockets.has(readlinkSync(`/proc/${pid}/fd/${fd}`));
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
}

import { readFileSync } from 'node:fs';

/** The most that a process has held in memory so far, in MB; Linux only. */
export function peakMegabytes(pid: number): number {
  const kilobytes = /VmHWM:\s+(\d+) kB/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kilobytes === undefined) throw new Error(`/proc/${pid}/status does not tell VmHWM.`);
  return Number(kilobytes) / 1024;
}

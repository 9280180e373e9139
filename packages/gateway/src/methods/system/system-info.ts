import * as os from 'node:os';

/** The payload of `system.info`: the machine and the process. */
export function toSystemInfo() {
  const cpus = os.cpus();
  return {
    machineName: os.hostname(),
    hostname: os.hostname(),
    platform: os.platform(),
    release: os.release(),
    arch: os.arch(),
    osLabel: `${os.type()} ${os.release()}`,
    nodeVersion: process.version,
    pid: process.pid,
    uptimeMs: Math.round(process.uptime() * 1000),
    cpuCount: cpus.length,
    ...(cpus[0] === undefined ? {} : { cpuModel: cpus[0].model }),
    loadAverage: os.loadavg(),
    memoryTotalBytes: os.totalmem(),
    memoryFreeBytes: os.freemem(),
    defaultAgentUtilityModel: { status: 'disabled' },
  };
}

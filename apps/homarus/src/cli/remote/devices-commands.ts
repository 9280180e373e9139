import type { Command } from 'commander';

import { addRemoteCommand } from './remote-command.ts';
import type { RemoteDeps } from './remote-command.ts';

/** `homarus devices ...`. */
export function addDevices(program: Command, deps: RemoteDeps): void {
  const { help } = deps.context.texts.remote;
  const devices = program.command('devices').description(help.devices);
  const load = () => import('../../commands/remote/devices.ts');
  addRemoteCommand(devices, deps, {
    usage: 'list',
    help: help.devicesList,
    load: async () => (await load()).listDevices,
  });
  addRemoteCommand(devices, deps, {
    usage: 'approve <requestId>',
    help: help.devicesApprove,
    load: async () => (await load()).approveDevice,
  });
  addRemoteCommand(devices, deps, {
    usage: 'reject <requestId>',
    help: help.devicesReject,
    load: async () => (await load()).rejectDevice,
  });
  addRemoteCommand(devices, deps, {
    usage: 'remove <deviceId>',
    help: help.devicesRemove,
    load: async () => (await load()).removeDevice,
  });
  addRemoteCommand(devices, deps, {
    usage: 'rotate <deviceId>',
    help: help.devicesRotate,
    options: [['--role <role>', help.role]],
    load: async () => (await load()).rotateToken,
  });
  addRemoteCommand(devices, deps, {
    usage: 'revoke <deviceId>',
    help: help.devicesRevoke,
    options: [['--role <role>', help.role]],
    load: async () => (await load()).revokeToken,
  });
}

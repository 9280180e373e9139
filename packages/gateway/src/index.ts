export type { AgentRecord, AgentStore } from './agents/agent-store.ts';
export type { AgentSettings } from './agents.ts';
export type { ModelCatalog, ModelChoice } from './models/model-catalog.ts';
export type {
  DeviceDescription,
  DeviceRole,
  DeviceStore,
  DeviceToken,
  PairedDevice,
  PairingRequest,
} from './devices/device-store.ts';
export type {
  ConfigChanged,
  ConfigDesk,
  ConfigSchemaPart,
  ConfigSnapshot,
} from './methods/config/config-desk.ts';
export { createGateway } from './gateway.ts';
export type { Gateway, GatewayDeps, GatewayOptions } from './gateway.ts';
export type { GatewayAuth } from './http/auth.ts';
export type { HookMapping, HookSettings } from './http/hooks/hook-settings.ts';
export { createTurns } from './turns/turns.ts';
export type { Turns, TurnsHealth } from './turns/turns.ts';
export type { TurnsDeps, TurnsOptions } from './turns/turns-options.ts';
export type { TurnAccepted, TurnEvent, TurnFinished, TurnRequest } from './turns/turn.ts';

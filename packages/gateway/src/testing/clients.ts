export { connectOfficial } from './official-client.ts';
export type { OfficialClient } from './official-client.ts';
export { connectParams, isAnswerTo, isEvent, openRaw } from './raw-client.ts';
export type { RawClient } from './raw-client.ts';

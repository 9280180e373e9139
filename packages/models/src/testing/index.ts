export { scriptedEmbedding } from './scripted-embedding.ts';
export type {
  ContentReply,
  FaultReply,
  GarbageReply,
  HangReply,
  JsonReply,
  ScriptedReply,
  ScriptedToolCall,
  StatusReply,
  TextReply,
  ToolCallsReply,
} from './scripted-reply.ts';
export { startScriptedServer } from './scripted-server.ts';
export type { ScriptedServer } from './scripted-server.ts';
export type { RecordedRequest, ScriptedDefault, ScriptedServerOptions } from './scripted-state.ts';
export { conformanceReply, languageModelConformance } from './language-model-conformance.ts';
export type { LanguageModelSubject } from './language-model-conformance.ts';
export { callWith, streamParts, textOfParts } from './read-stream.ts';

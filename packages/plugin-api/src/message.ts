/** One message of a conversation, in the shape that plugins of OpenClaw know. */
export type PluginMessage = PluginUserMessage | PluginAssistantMessage | PluginToolResultMessage;

interface MessageBasics {
  /** Of the entry in the session's log; absent for what is in no log. */
  readonly id?: string;
  /** Unix milliseconds. */
  readonly timestamp?: number;
}

export interface PluginTextPart {
  readonly type: 'text';
  readonly text: string;
}

/** A picture or another file; its bytes stay in the log. */
export interface PluginFilePart {
  readonly type: 'file';
  readonly mimeType: string;
}

export interface PluginToolCallPart {
  readonly type: 'toolCall';
  readonly id: string;
  readonly name: string;
  readonly arguments: unknown;
}

export interface PluginUserMessage extends MessageBasics {
  readonly role: 'user';
  readonly content: string | readonly (PluginTextPart | PluginFilePart)[];
}

export interface PluginAssistantMessage extends MessageBasics {
  readonly role: 'assistant';
  readonly content: string | readonly (PluginTextPart | PluginToolCallPart)[];
}

export interface PluginToolResultMessage extends MessageBasics {
  readonly role: 'toolResult';
  readonly toolCallId: string;
  readonly toolName: string;
  readonly isError: boolean;
  readonly content: string | readonly PluginTextPart[];
}

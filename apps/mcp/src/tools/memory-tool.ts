import type { McpServer, ToolAnnotations } from '@modelcontextprotocol/server';
import type { MemoryCallOptions } from '@homarus/sdk';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';

import { explain } from '../advice.ts';
import type { ServerDeps } from '../server-deps.ts';

type ObjectSchema = v.GenericSchema<Readonly<Record<string, unknown>>>;

export interface ToolAnswer<Details> {
  /** For the model. */
  readonly text: string;
  /** For programs: the structured content. */
  readonly details: Details;
}

export interface ToolCall<Input> {
  readonly input: Input;
  readonly deps: ServerDeps;
  /** To hand on, so that a call that the client gave up ends. */
  readonly options: MemoryCallOptions;
}

export interface MemoryTool<Input extends ObjectSchema, Output extends ObjectSchema> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  readonly annotations: Omit<ToolAnnotations, 'title' | 'openWorldHint'>;
  /** An `AppError` is told to the model with what to do about it. */
  readonly run: (call: ToolCall<v.InferOutput<Input>>) => Promise<ToolAnswer<v.InferInput<Output>>>;
}

/** Puts a tool on a server. */
export type RegisterTool = (server: McpServer, deps: ServerDeps) => void;

/** A tool on the memory; nothing outside of it is touched by any. */
export function defineMemoryTool<Input extends ObjectSchema, Output extends ObjectSchema>({
  name,
  title,
  description,
  input,
  output,
  annotations,
  run,
}: MemoryTool<Input, Output>): RegisterTool {
  const config = {
    title,
    description,
    inputSchema: toStandardJsonSchema(input),
    outputSchema: toStandardJsonSchema(output),
    annotations: { title, ...annotations, openWorldHint: false },
  };
  return (server, deps) => {
    server.registerTool(name, config, async (args, { mcpReq }) => {
      try {
        const options = { signal: mcpReq.signal };
        const { text, details } = await run({ input: args, deps, options });
        return { content: [{ type: 'text', text }], structuredContent: details };
      } catch (error) {
        return { content: [{ type: 'text', text: explain(error, deps.log) }], isError: true };
      }
    });
  };
}

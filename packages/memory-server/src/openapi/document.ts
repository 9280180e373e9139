import { errorCodes } from '@homarus/base';
import type { JsonSchema } from '@valibot/to-json-schema';

import type { Role } from '../role.ts';
import type { DocLanguage, RouteDoc } from './route-doc.ts';
import { toSchema } from './to-schema.ts';

/** A path as the documentation lists it. */
export interface DocumentedRoute {
  readonly method: string;
  /** With `:name` for one part. */
  readonly path: string;
  readonly role?: Role | undefined;
  readonly doc?: RouteDoc | undefined;
}

export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters: readonly OpenApiParameter[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, object>>;
  /** The role that a key needs. */
  readonly 'x-role': Role;
}

interface OpenApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: JsonSchema;
}

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: object;
  readonly security: readonly object[];
}

/** The OpenAPI 3.1 document of these routes. */
export function toOpenApi(
  routes: readonly DocumentedRoute[],
  { version, language }: { readonly version: string; readonly language: DocLanguage },
): OpenApiDocument {
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/gu, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: toOperation(route, language) };
  }
  return {
    openapi: '3.1.0',
    info: { title: titles[language], version, description: descriptions[language] },
    paths,
    components: {
      schemas: { Error: errorSchema },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
    },
    security: [{ bearer: [] }, { apiKey: [] }, {}],
  };
}

const titles = { en: 'Homarus memory', zh: 'Homarus 记忆服务' };

const descriptions = {
  en: 'Fields may be sent in camelCase or snake_case; answers are in camelCase. Unknown fields are ignored. Instants are Unix milliseconds. Without keys the server answers its own machine only.',
  zh: '输入字段可用 camelCase 或 snake_case，回答一律用 camelCase。未知字段会被忽略。时间为 Unix 毫秒。未设置密钥时只回答本机的请求。',
};

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { enum: errorCodes },
        message: { type: 'string' },
        details: { type: 'object' },
      },
    },
  },
};

function toOperation(route: DocumentedRoute, language: DocLanguage): OpenApiOperation {
  const { method, path, role = 'member', doc } = route;
  const isQuery = method === 'GET' || method === 'DELETE';
  const schema = doc?.body === undefined ? undefined : toSchema(doc.body);
  return {
    operationId: `${method.toLowerCase()}${path.replaceAll(/\W+/gu, '_')}`,
    summary: doc?.summary[language] ?? '',
    tags: [tagOf(path)],
    parameters: [...pathParameters(path), ...(isQuery ? queryParameters(schema) : [])],
    ...(isQuery ? {} : requestBody(schema)),
    responses: {
      200: toAnswer(doc, language),
      default: {
        description: failed[language],
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
    'x-role': role,
  };
}

function requestBody(schema: JsonSchema | undefined): Pick<OpenApiOperation, 'requestBody'> {
  if (schema === undefined) return {};
  return { requestBody: { required: true, content: { 'application/json': { schema } } } };
}

function toAnswer(doc: RouteDoc | undefined, language: DocLanguage): object {
  const type = doc?.answerType ?? 'application/json';
  const schema = { type: type === 'application/json' ? 'object' : 'string' };
  return { description: doc?.answer[language] ?? '', content: { [type]: { schema } } };
}

const failed = { en: 'What was wrong, where, and what to do.', zh: '哪里出错、如何处理。' };

/** `memory`, or the first part of a path that has several. */
function tagOf(path: string): string {
  const parts = path.replace(/^\/api\/v1/u, '').split('/');
  return parts.length > 2 ? (parts[1] ?? 'memory') : 'memory';
}

function pathParameters(path: string): readonly OpenApiParameter[] {
  return Array.from(path.matchAll(/:(\w+)/gu), ([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(schema: JsonSchema | undefined): readonly OpenApiParameter[] {
  return propertiesOf(schema).map(([name, property]) => ({
    name,
    in: 'query',
    required: schema?.required?.includes(name) === true,
    schema: property,
  }));
}

/** The fields of a body. One that takes anything has the schema `true`: it says nothing here. */
export function propertiesOf(
  schema: JsonSchema | undefined,
): readonly (readonly [name: string, schema: JsonSchema])[] {
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => [
    name,
    typeof property === 'boolean' ? {} : property,
  ]);
}

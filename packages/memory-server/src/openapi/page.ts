import { createHash } from 'node:crypto';

import type { JsonSchema } from '@valibot/to-json-schema';

import { type OpenApiDocument, type OpenApiOperation, propertiesOf } from './document.ts';
import type { DocLanguage } from './route-doc.ts';

const style = `
:root { color-scheme: light dark; --line: #8884; --soft: #8882; }
body { font: 16px/1.55 system-ui, "Noto Sans CJK SC", sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
section { margin: 1.2rem 0; }
h3 { margin: 0; font-size: 1rem; }
code { font-family: ui-monospace, monospace; font-size: .92em; }
h3 code { background: var(--soft); padding: .15rem .4rem; border-radius: .3rem; }
table { border-collapse: collapse; margin: .4rem 0; width: 100%; }
td, th { border-bottom: 1px solid var(--line); padding: .2rem .6rem .2rem 0; text-align: left; vertical-align: top; }
.role { font-size: .85em; opacity: .7; }
`;

/** No script, nothing from elsewhere: the page is its own text and style. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

interface PageWords {
  readonly lang: string;
  readonly other: string;
  readonly machine: string;
  readonly field: string;
  readonly type: string;
  readonly note: string;
  readonly required: string;
  readonly answer: string;
  readonly role: string;
}

const words: Readonly<Record<DocLanguage, PageWords>> = {
  en: {
    lang: 'en',
    other: '<a href="/docs?lang=zh">中文</a>',
    machine: 'for programs',
    field: 'field',
    type: 'type',
    note: 'rules',
    required: 'required',
    answer: 'Answer',
    role: 'role',
  },
  zh: {
    lang: 'zh-CN',
    other: '<a href="/docs?lang=en">English</a>',
    machine: '供程序读取',
    field: '字段',
    type: '类型',
    note: '规则',
    required: '必填',
    answer: '回答',
    role: '角色',
  },
};

/** The document as a page for people. */
export function toPage(document: OpenApiDocument, language: DocLanguage): string {
  const text = words[language];
  const { title, version, description } = document.info;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => operation.tags[0] ?? ''))];
  const parts = tags.map((tag) => {
    const own = operations.filter(({ operation }) => operation.tags[0] === tag);
    const sections = own.map(({ path, method, operation }) =>
      toSection(`${method.toUpperCase()} ${path}`, operation, text),
    );
    return `<h2>${escapeHtml(tag)}</h2>${sections.join('')}`;
  });
  return `<!doctype html><html lang="${text.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style></head><body><h1>${escapeHtml(title)} ${escapeHtml(version)}</h1><p>${text.other} · <a href="/openapi.json">openapi.json</a> (${text.machine})</p><p>${escapeHtml(description)}</p>${parts.join('')}</body></html>`;
}

function toSection(call: string, operation: OpenApiOperation, text: PageWords): string {
  const answer = operation.responses['200'] as { readonly description: string };
  const role = `<span class="role">${text.role}: ${operation['x-role']}</span>`;
  return `<section><h3><code>${escapeHtml(call)}</code> ${escapeHtml(operation.summary)} ${role}</h3>${toTable(operation, text)}<p>${text.answer}: ${withCode(answer.description)}</p></section>`;
}

function toTable(operation: OpenApiOperation, text: PageWords): string {
  const schema = bodyOf(operation);
  const fields = propertiesOf(schema).map(([name, property]) => {
    const isRequired = schema?.required?.includes(name) === true;
    return row(name, property, isRequired ? text.required : '');
  });
  const queries = operation.parameters.map(({ name, schema: property, required }) =>
    row(name, property, required ? text.required : ''),
  );
  const rows = [...queries, ...fields];
  if (rows.length === 0) return '';
  const rule = schema?.description === undefined ? '' : `<p>${escapeHtml(schema.description)}</p>`;
  return `<table><tr><th>${text.field}</th><th>${text.type}</th><th></th><th>${text.note}</th></tr>${rows.join('')}</table>${rule}`;
}

function bodyOf({ requestBody }: OpenApiOperation): JsonSchema | undefined {
  const body = requestBody as
    | { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> }
    | undefined;
  return body?.content['application/json']?.schema;
}

function row(name: string, schema: JsonSchema, required: string): string {
  return `<tr><td><code>${escapeHtml(name)}</code></td><td>${escapeHtml(typeOf(schema))}</td><td>${required}</td><td>${escapeHtml(rulesOf(schema))}</td></tr>`;
}

function typeOf(schema: JsonSchema): string {
  if (schema.enum !== undefined)
    return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const { anyOf, items, type = '' } = schema;
  if (anyOf !== undefined) return anyOf.map(typeOfPart).join(' | ');
  if (items !== undefined && !Array.isArray(items)) return `[${typeOfPart(items)}]`;
  return typeof type === 'string' ? type : type.join(' | ');
}

function typeOfPart(part: JsonSchema | boolean): string {
  return typeof part === 'boolean' ? '' : typeOf(part);
}

const limits = [
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
] as const satisfies readonly (keyof JsonSchema)[];

function rulesOf(schema: JsonSchema): string {
  const stated = limits.flatMap((name) =>
    schema[name] === undefined ? [] : [`${name} ${schema[name]}`],
  );
  return [...(schema.description === undefined ? [] : [schema.description]), ...stated].join('; ');
}

function withCode(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]+)`/gu, '<code>$1</code>');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

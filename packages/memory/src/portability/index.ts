export * from './coding-agents.ts';
export * from './document.ts';
export * from './markdown-items.ts';
export * from './mem0.ts';
export * from './messages.ts';
export * from './openclaw.ts';
export * from './write-markdown.ts';

import { deicticZh } from './words.ts';

export const p = (source: string): RegExp => new RegExp(source, 'u');

export const notName =
  /他|她|它|你|我|了|什么|不|的|醒|外卖|车|滴滴|快递|一下|起来|过来|大家|人来|出去|回家|停|去|来$/u;
export const isThing = (value: string): boolean =>
  value.length > 0 && !deicticZh.test(value) && !/^(?:吗|了|过|着)$|[？?]/u.test(value);
export const notNegated = (value: string): boolean => isThing(value) && !/[不没]$/u.test(value);

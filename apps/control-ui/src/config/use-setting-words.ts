import { useApp } from '../app.ts';
import { useManageTexts } from '../texts/manage/index.ts';
import { settingWordsZh } from '../texts/manage/settings-zh.ts';
import type { JsonSchema } from './json-schema.ts';
import type { SettingPath } from './setting-tree.ts';

interface SettingWords {
  readonly title: string;
  readonly description: string;
}

/** How a setting is called, and what it is for. The gateway says it in English. */
export function useSettingWords(): (schema: JsonSchema, path: SettingPath) => SettingWords {
  const isChinese = useApp().settings.language.value === 'zh';
  const { sections } = useManageTexts().config;
  return ({ title, description = '' }, path) => {
    const words = isChinese ? settingWordsZh[toKey(path)] : undefined;
    const name = String(path.at(-1) ?? '');
    const section = path.length === 1 ? sections[name] : undefined;
    return {
      title: section ?? words?.[0] ?? title ?? name,
      description: words?.[1] ?? description,
    };
  };
}

/** The path without what a person has named: `agents.*.name`, `models[].name`. */
function toKey(path: SettingPath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return '[]';
      const isNamed = index > 0 && records.has(path.slice(0, index).join('.'));
      return index === 0 ? step : `.${isNamed ? '*' : step}`;
    })
    .join('');
}

const records = new Set(['agents', 'plugins.entries']);

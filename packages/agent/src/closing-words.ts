import { assertNever } from '@homarus/base';
import type { Language } from '@homarus/base';

/** Why a run stops although the model is not done. */
export type Limit =
  | { readonly reason: 'rounds'; readonly maxRounds: number }
  | { readonly reason: 'loop'; readonly toolName: string }
  | { readonly reason: 'timeout'; readonly timeoutMs: number };

/** What the assistant says when a limit ends its run, so that no answer just breaks off. */
export function closingWords(limit: Limit, language: Language): string {
  return language === 'zh' ? inChinese(limit) : inEnglish(limit);
}

function inEnglish(limit: Limit): string {
  switch (limit.reason) {
    case 'rounds':
      return `I stopped here: I have worked through ${limit.maxRounds} rounds without coming to an end. Tell me if I should go on.`;
    case 'loop':
      return `I stopped here: I called ${limit.toolName} again and again in the same way and always got the same result.`;
    case 'timeout':
      return `I stopped here: this took longer than ${seconds(limit.timeoutMs)} seconds. Tell me if I should go on.`;
    default:
      return assertNever(limit);
  }
}

function inChinese(limit: Limit): string {
  switch (limit.reason) {
    case 'rounds':
      return `我先停在这里：已经进行了 ${limit.maxRounds} 轮仍未完成。如需继续，请告诉我。`;
    case 'loop':
      return `我先停在这里：我反复以同样的方式调用 ${limit.toolName}，得到的结果始终相同。`;
    case 'timeout':
      return `我先停在这里：用时已超过 ${seconds(limit.timeoutMs)} 秒。如需继续，请告诉我。`;
    default:
      return assertNever(limit);
  }
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}

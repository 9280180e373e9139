import type { MemoryCategory, MemoryKind } from '../category.ts';

/** What a heading, a category of another memory or a file's kind says of what stands under it. */
export interface CategoryHint {
  readonly category: MemoryCategory;
  readonly kind?: MemoryKind;
}

const hints: readonly (readonly [RegExp, CategoryHint])[] = [
  [
    /\bfeature[\s_-]*requests?\b|\bwish\s?list\b|功能需求|功能请求|愿望/iu,
    { category: 'self_improving_feature_requests' },
  ],
  [
    /\b(?:errors?|mistakes?|failures?|pitfalls?)\b|错误|失败|踩坑|避坑/iu,
    { category: 'self_improving_errors' },
  ],
  [
    /\b(?:lessons?|learned|learnings?|insights?|reusable knowledge)\b|经验|教训|心得|学到/iu,
    { category: 'self_improving_learnings' },
  ],
  [
    /preferences?\b|\b(?:prefers?|likes?|dislikes?|feedback|style)\b|偏好|喜好|喜欢|习惯|风格|反馈/iu,
    { category: 'user_memory_preference', kind: 'preference' },
  ],
  [/\b(?:decisions?|decided)\b|决定|决策/iu, { category: 'user_memory_decision' }],
  [
    /\b(?:profile|about (?:me|you|the user|your human)|user|identity|personal_details)\b|个人资料|个人信息|关于我|用户/iu,
    { category: 'user_memory_fact', kind: 'profile' },
  ],
  [
    /\b(?:people|contacts?|entity|entities|family|reference)\b|联系人|人物|家人|实体/iu,
    { category: 'user_memory_fact', kind: 'entity' },
  ],
  [
    /\b(?:events?|milestones?|timeline|calendar|schedule)\b|事件|日程|大事记/iu,
    { category: 'user_memory_fact', kind: 'event' },
  ],
];

/** The hint of the first of the texts that gives one; none for words that tell nothing. */
export function categoryHint(texts: readonly string[]): CategoryHint | undefined {
  for (const text of texts) {
    const found = hints.find(([pattern]) => pattern.test(text));
    if (found !== undefined) return found[1];
  }
  return undefined;
}

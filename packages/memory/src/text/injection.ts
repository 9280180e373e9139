/**
 * What memory puts into a prompt stands between these marks, so that it is told from what a person
 * said and can be cut when it comes back inside a message.
 */
export const injectionOpen = '<homarus-memory>';
export const injectionClose = '</homarus-memory>';

const block = /<homarus-memory>[\s\S]*?(?:<\/homarus-memory>|$)/gu;
const mark = /<(\/?)homarus-memory>/gu;

/** The text without any injected block; a block that was cut short goes to the end of the text. */
export function cutInjected(text: string): string {
  if (!text.includes(injectionOpen)) return text;
  return text
    .replaceAll(block, '')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
}

/** Recalled text with our marks made harmless, so that no memory can close its own fence. */
export function defuseMarks(text: string): string {
  return text.replaceAll(mark, '‹$1homarus-memory›');
}

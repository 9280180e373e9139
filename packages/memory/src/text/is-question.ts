/** Whether a text ends as a question does, in Chinese or English. */
export function isQuestion(text: string): boolean {
  return /[?？]\s*$|[吗呢]\s*[。.!！]?\s*$/u.test(text);
}

const chineseQuestion =
  /吗|什么|啥|谁|哪|几[个点时号次位岁]|多少|多久|怎么|怎样|如何|为何|为什么|是否|是不是|有没有|对不对|能不能|会不会|记不记得|还记得|告诉我|说说|列出|提醒我一下/u;

const englishQuestion =
  /^(?:(?:and|but|so|well|hey|hi|please|ok|okay)[\s,]+)*(?:who|whom|whose|what|when|where|which|why|how|do|does|did|is|are|was|were|am|can|could|will|would|should|shall|may|might|has|have|had|tell me|remind me (?:what|who|when|where|which|how|of|about)|list|show me|any)\b/iu;

/** True when a text asks for something to be answered, in Chinese or English; a guess by its words. */
export function isQuestion(text: string): boolean {
  if (/[?？]/u.test(text)) return true;
  if (chineseQuestion.test(text)) return true;
  return text.split(/[.!。！\n]+/u).some((sentence) => englishQuestion.test(sentence.trim()));
}

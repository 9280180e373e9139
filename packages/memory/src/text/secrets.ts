const keyForms: readonly RegExp[] = [
  // OpenAI, Anthropic and those that copy their form.
  /\bsk-(?:[A-Za-z]+-)*[A-Za-z0-9_-]{16,}/u,
  /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}/u,
  // GitHub, GitLab, Slack, npm, Hugging Face, Google.
  /\bgh[pousr]_[A-Za-z0-9]{20,}/u,
  /\bgithub_pat_\w{20,}/u,
  /\bglpat-[\w-]{16,}/u,
  /\bxox[abeprs]-[\w-]{10,}/u,
  /\bnpm_[A-Za-z0-9]{30,}/u,
  /\bhf_[A-Za-z0-9]{20,}/u,
  /\bAIza[\w-]{30,}/u,
  // AWS, Alibaba Cloud, Tencent Cloud.
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/u,
  /\bLTAI[A-Za-z0-9]{12,}/u,
  /\bAKID[A-Za-z0-9]{13,}/u,
  // JSON web tokens, private keys, passwords inside of addresses.
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/u,
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/u,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/:@]{3,}@/iu,
  /\bbearer\s+[\w.~+/-]{20,}/iu,
];

const said = String.raw`\s*(?:[:：=]|\bis\b|are\b|就是|是|为)\s*["'“「]?`;
const passwordEn =
  /\b(?:pass\s?word|passwd|pwd|pass\s?phrase|api[\s_-]?key|secret[\s_-]?key|access[\s_-]?key|client[\s_-]?secret|(?:access|auth|refresh|api)[\s_-]?token|pin(?:\s(?:code|number))?)\b/iu;
const passwordZh =
  /(?:密码|口令|密钥|私钥|助记词|令牌|(?<![A-Za-z])(?:api|access|secret)[\s_-]?key)/iu;
const namedSecrets: readonly RegExp[] = [
  new RegExp(`${passwordEn.source}${said}(?<value>[^\\s"'”」，。,;；]{3,})`, 'giu'),
  new RegExp(`${passwordZh.source}${said}(?<value>[^\\s"'”」，。,;；]{3,})`, 'giu'),
];

/** A one-time code beside its name, in either order. */
const oneTimeCodes: readonly RegExp[] = [
  /(?:验证码|校验码|动态码|动态密码)\D{0,6}\d{4,8}(?!\d)/u,
  /(?<!\d)\d{4,8}(?!\d)\D{0,6}(?:验证码|校验码|动态码)/u,
  /\b(?:verification|security|one[- ]time|confirmation|login|auth(?:entication)?|2fa|otp)\s*(?:pass)?(?:code|pin|password)\b\D{0,8}\d{4,8}\b/iu,
  /\b(?:otp|2fa|cvv|cvc)\b\D{0,5}\d{3,8}\b/iu,
];

/** Words after "password is" that say something about it instead of saying it. */
const aboutPasswords =
  /^(?:什么|多少|不|没|错|对|正确|空|必|需|要|用|由|很|太|一|个|个人|最|[的了吗呢])|^(?:wrong|incorrect|required|missing|invalid|not|too|weak|strong|the|a|an|correct|empty|expired|needed|important|safe|never|always|stored|hashed|what|my|your|in|on|hard|easy|long|short|to|being|still)$/iu;

/**
 * True when a text holds what must never become a memory: keys and tokens of common services,
 * private keys, stated passwords and PINs, one-time codes, payment card numbers (Luhn check) and
 * Chinese identity numbers (checksum of GB 11643). Telephone, order and parcel numbers are no
 * secrets.
 */
export function containsSecret(text: string): boolean {
  return (
    keyForms.some((form) => form.test(text)) ||
    oneTimeCodes.some((form) => form.test(text)) ||
    namedSecrets.some((form) => [...text.matchAll(form)].some(isStated)) ||
    numbersIn(text, /(?<![\dA-Za-z])\d(?:[ -]?\d){12,18}(?![\dA-Za-z])/gu).some(isCardNumber) ||
    numbersIn(text, /(?<!\d)\d{17}[\dXx](?![\dA-Za-z])/gu).some(isIdentityNumber)
  );
}

function isStated(match: RegExpExecArray): boolean {
  const value = match.groups?.['value'] ?? '';
  return /[\dA-Za-z]/u.test(value) && !aboutPasswords.test(value.replace(/[.!?。！？]+$/u, ''));
}

function numbersIn(text: string, form: RegExp): readonly string[] {
  return [...text.matchAll(form)].map((match) => match[0].replaceAll(/[ -]/gu, ''));
}

/** The issuer ranges in use (Visa, Mastercard, American Express, UnionPay, Discover, JCB), then Luhn. */
function isCardNumber(number: string): boolean {
  const isIssued =
    /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|62\d{14,17}|6(?:011|4[4-9]\d|5\d\d)\d{12}|35\d{14})$/u;
  if (!isIssued.test(number)) return false;
  let sum = 0;
  for (const [index, digit] of Array.from(number).toReversed().entries()) {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const identityWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/** GB 11643: region, date of birth, serial, and a check digit modulo 11. */
function isIdentityNumber(number: string): boolean {
  if (!/^[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}/u.test(number)) {
    return false;
  }
  const sum = identityWeights.reduce(
    (total, weight, index) => total + weight * Number(number.charAt(index)),
    0,
  );
  return '10X98765432'.charAt(sum % 11) === number.charAt(17).toUpperCase();
}

import { AppError } from '@homarus/base';

const defaultCharset = 'utf-8';

/** What of a page is not for reading. */
const skipped = ['script', 'style', 'noscript', 'svg', 'iframe', 'form', 'nav', 'template', 'img'];

/**
 * A page as text: HTML as its readable text with the targets of links, other texts and JSON as they
 * are. Throws `unsupported` for what is not text.
 */
export async function toReadableText(bytes: Buffer, contentType: string): Promise<string> {
  const [type = ''] = contentType.toLowerCase().split(';');
  const kind = type.trim();
  const isHtml = kind === 'text/html' || kind === 'application/xhtml+xml';
  if (!isHtml && kind !== '' && !/^text\/|[/+](?:json|xml|yaml|javascript)$/u.test(kind)) {
    throw new AppError(
      'unsupported',
      `url: the page is ${kind} (${bytes.length} bytes), which is not text.`,
    );
  }
  const text = decode(bytes, contentType, isHtml);
  if (!isHtml) return text;
  // Loaded when the first page is read: a start does not need it.
  const { convert } = await import('html-to-text');
  return convert(text, {
    wordwrap: false,
    limits: { maxInputLength: bytes.length + 1 },
    selectors: [
      ...skipped.map((selector) => ({ selector, format: 'skip' })),
      { selector: 'a', options: { ignoreHref: false, noAnchorUrl: true } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
  });
}

function decode(bytes: Buffer, contentType: string, isHtml: boolean): string {
  const head = isHtml ? bytes.subarray(0, 1024).toString('latin1') : '';
  const named = /charset\s*=\s*["']?([\w.:-]+)/iu;
  const charset = named.exec(contentType)?.[1] ?? named.exec(head)?.[1] ?? defaultCharset;
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder(defaultCharset).decode(bytes);
  }
}

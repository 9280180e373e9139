/** A name that is safe in any folder: no path, no hidden file, no control character, at most 120 characters. */
export function safeFileName(given: string | undefined): string {
  const last = (given ?? '').split(/[/\\]/u).at(-1) ?? '';
  const plain = last
    .normalize('NFC')
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '_')
    .replace(/^[.\s]+/u, '')
    .replace(/[.\s]+$/u, '');
  if (plain === '') return 'file';
  const extension = /\.[\p{L}\p{N}]{1,12}$/u.exec(plain)?.[0] ?? '';
  const stem = Array.from(plain.slice(0, plain.length - extension.length));
  return stem.slice(0, 120 - extension.length).join('') + extension;
}

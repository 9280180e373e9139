/**
 * What is counted as one caller: an IPv4 address, or the /64 network of an IPv6 address, of which
 * everybody has as many as they like. `::ffff:1.2.3.4` is the IPv4 address.
 */
export function networkOf(address: string): string {
  const [plain = ''] = address.split('%');
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/iu.exec(plain)?.[1];
  if (v4 !== undefined) return v4;
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const front = groupsOf(head);
  const back = groupsOf(tail ?? '');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array.from({ length: zeros }, () => '0'), ...back];
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}

function groupsOf(part: string): readonly string[] {
  return part === '' ? [] : part.split(':');
}

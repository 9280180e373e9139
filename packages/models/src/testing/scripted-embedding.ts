/**
 * A vector that stands for a text, the same on every machine: each of its tokens (words, CJK
 * characters and pairs of them) is hashed to a few signed places, and the sum is scaled to length 1.
 * Texts that share tokens are near; texts that share none are almost orthogonal.
 */
export function scriptedEmbedding(text: string, dimensions: number): readonly number[] {
  const vector = new Float32Array(dimensions);
  for (const token of tokensOf(text)) {
    for (let place = 0; place < placesPerToken; place += 1) {
      const hash = fnv1a(`${place}:${token}`);
      const index = hash % dimensions;
      vector[index] = (vector[index] ?? 0) + (hash >>> 31 === 0 ? 1 : -1);
    }
  }
  const length = Math.hypot(...vector);
  // Two tokens may cancel each other out.
  if (length === 0) return Array.from(vector, (_, index) => (index === 0 ? 1 : 0));
  return Array.from(vector, (value) => value / length);
}

const placesPerToken = 4;

function tokensOf(text: string): readonly string[] {
  return (text.toLowerCase().match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) ?? ['']).flatMap((run) =>
    /^\p{Script=Han}/u.test(run) ? hanTokens(run) : [run],
  );
}

function hanTokens(run: string): readonly string[] {
  const characters = Array.from(run);
  const pairs = characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  return [...characters, ...pairs];
}

/** 32-bit FNV-1a over UTF-16 units. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  // FNV spreads its low bits badly on short texts; murmur3's finalizer mixes them.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

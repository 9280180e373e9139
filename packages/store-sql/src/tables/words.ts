const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** Little-endian bytes of 32-bit words. */
export function toBytes(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(words.byteLength);
  if (isLittleEndian) bytes.set(new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
  else for (const [index, word] of words.entries()) viewOf(bytes).setUint32(index * 4, word, true);
  return bytes;
}

/** The words of {@link toBytes} in the order of this machine, aligned. */
export function fromBytes(bytes: Uint8Array): ArrayBuffer {
  const words = new Uint32Array(bytes.byteLength >>> 2);
  if (isLittleEndian) new Uint8Array(words.buffer).set(bytes);
  else
    for (let index = 0; index < words.length; index += 1) {
      words[index] = viewOf(bytes).getUint32(index * 4, true);
    }
  return words.buffer;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

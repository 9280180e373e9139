/** A file that goes with a message. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly mimeType: string;
  readonly dataUrl: string;
  readonly bytes: number;
}

/** What one message may carry, below the size of a frame. */
export const maxAttachmentBytes = 15 * 1024 * 1024;

/** Reads the files that a person chose, pasted or dropped. */
export function readAttachments(
  files: Iterable<File>,
  nextId: () => string,
): Promise<readonly Attachment[]> {
  return Promise.all(Array.from(files, (file) => readAttachment(file, nextId())));
}

async function readAttachment(file: File, id: string): Promise<Attachment> {
  const dataUrl = await toDataUrl(file);
  const mimeType = file.type === '' ? 'application/octet-stream' : file.type;
  return { id, name: file.name, mimeType, dataUrl, bytes: file.size };
}

function toDataUrl(file: File): Promise<string> {
  const reader = new FileReader();
  return new Promise((resolve, reject) => {
    reader.addEventListener('load', () =>
      resolve(typeof reader.result === 'string' ? reader.result : ''),
    );
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}

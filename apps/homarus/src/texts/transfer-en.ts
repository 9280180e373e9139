export const transferEn = {
  exported: (file: string, bytes: number) => `Exported to ${file} (${bytes} bytes).`,
  cutOff: 'The export was cut off before its end; try again.',
  noPlace: (file: string, reason: string) => `${file} cannot be written: ${reason}`,
  noFile: (file: string) => `There is no file ${file} that can be read.`,
  progress: (percent: number) => `${percent} %`,
  did: 'Imported:',
  would: 'Would be imported (nothing was written):',
  counts: (messages: number, memories: number, archives: number, tombstones: number) =>
    `${messages} messages, ${memories} memories, ${archives} archives, ${tombstones} forgotten statements`,
  duplicates: (count: number) => `${count} lines whose content was there already`,
  rejected: (count: number) => `${count} lines that could not be taken; the first of them:`,
  incomplete: 'The export has no end: a part of it is missing.',
};

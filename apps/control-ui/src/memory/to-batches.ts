import type { MemoryAdminItem } from '@homarus/protocol';

export interface Batch {
  readonly id: string;
  readonly items: readonly MemoryAdminItem[];
}

/** What was said together, in the order of the list. */
export function toBatches(items: readonly MemoryAdminItem[]): readonly Batch[] {
  const batches: { readonly id: string; readonly items: MemoryAdminItem[] }[] = [];
  for (const item of items) {
    const id = item.batchId ?? item.id;
    const last = batches.at(-1);
    if (last?.id === id) last.items.push(item);
    else batches.push({ id, items: [item] });
  }
  return batches;
}

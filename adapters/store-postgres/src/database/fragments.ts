import type { SqlFragments, VectorColumn } from '@homarus/store-sql';
import { sql } from 'kysely';

import type { Flavour } from './flavour.ts';

/** What both write in the same way. */
const common: Omit<SqlFragments, 'vectors'> = {
  listOf: (values) => sql`(select unnest(${values}::text[]))`,
  // JSON may name U+0000, which the cast would refuse: it becomes what a text column has for it.
  elementsOf: (column) => sql`(
    select json_array_elements_text(
      replace(${sql.ref(column)}, ${String.raw`\u0000`}, ${String.raw`\ue0000`})::json) as value)`,
  unindexed: (column) => sql`(${sql.ref(column)} || '')`,
  holdRows: sql`for update`,
  takeRows: sql`for update skip locked`,
  contains: (text, part) => sql`strpos(${text}, ${part}) > 0`,
};

/** pgvector: written as text, read as its wire form (two 16-bit integers, then big-endian floats). */
const pgvectorColumn: VectorColumn = {
  toColumn: (vector) => sql`${toText(vector)}::vector`,
  select: sql`vector_send(vector)`,
  fromColumn: (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset + 4, bytes.byteLength - 4);
    return Float32Array.from({ length: view.byteLength >>> 2 }, (_, index) =>
      view.getFloat32(index * 4),
    );
  },
};

/** DataVec, the vector engine of openGauss: written and read as text. */
const dataVecColumn: VectorColumn = {
  toColumn: (vector) => sql`${toText(vector)}::vector`,
  select: sql`convert_to(vector::text, 'UTF8')`,
  fromColumn: (bytes) => Float32Array.from(JSON.parse(new TextDecoder().decode(bytes)) as number[]),
};

function toText(vector: Float32Array): string {
  return `[${vector.join(',')}]`;
}

export const fragmentsByFlavour: Readonly<Record<Flavour, SqlFragments>> = {
  postgresql: { ...common, vectors: pgvectorColumn },
  opengauss: { ...common, vectors: dataVecColumn },
};

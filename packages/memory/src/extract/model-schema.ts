import * as v from 'valibot';

import { memoryKinds, selfCategories, userCategories } from '../category.ts';

const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const text = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(1000));
const optional = v.nullish(v.pipe(v.string(), v.trim(), v.maxLength(200)));

/** One thing that a model found. Absent values may be null: some endpoints demand every key. */
export const ExtractedItem = v.object({
  action: v.picklist(['learn', 'retract', 'forget']),
  /** The number of the message that says it. */
  message: v.pipe(v.number(), v.integer()),
  quote: text,
  category: v.nullish(v.picklist([...userCategories, ...selfCategories])),
  kind: v.nullish(v.picklist(memoryKinds)),
  content: v.nullish(v.pipe(v.string(), v.trim(), v.maxLength(1000))),
  subject: optional,
  attribute: v.nullish(v.pipe(v.string(), v.regex(/^[\p{L}\p{N}_]+(?:\.[\p{L}\p{N}_]+)*$/u))),
  value: optional,
  entities: v.nullish(v.array(v.string())),
  importance: v.nullish(fraction),
  confidence: v.nullish(fraction),
  validFrom: v.nullish(v.string()),
  validTo: v.nullish(v.string()),
  isExplicit: v.nullish(v.boolean()),
});

export type ExtractedItem = v.InferOutput<typeof ExtractedItem>;

/** What the model is asked for. Items are checked one by one, so that a bad one fails alone. */
export const Extraction = v.object({ items: v.array(ExtractedItem) });

/** What must hold before the items are looked at. */
export const ExtractionShell = v.object({ items: v.array(v.unknown()) });

/** Attributes that cannot hold of one value at a time: who likes a thing does not dislike it. */
const pairs: readonly (readonly [string, string])[] = [['likes', 'dislikes']];

/** The opposite of an attribute, also where it stands under a relation: `daughter.likes`. */
export function oppositeOf(attribute: string): string | undefined {
  const start = attribute.lastIndexOf('.') + 1;
  const name = attribute.slice(start);
  const pair = pairs.find((names) => names.includes(name));
  const opposite = pair?.find((other) => other !== name);
  return opposite === undefined ? undefined : `${attribute.slice(0, start)}${opposite}`;
}

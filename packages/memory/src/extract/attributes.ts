import { attributeTable } from './attribute-table.ts';
import type { AttributeInfo } from './attribute-table.ts';
import { favouriteThings } from './favourites.ts';
import { relationOfAttribute } from './relations.ts';
import type { Relation } from './relations.ts';

export type { AttributeInfo } from './attribute-table.ts';

const byName: ReadonlyMap<string, AttributeInfo> = new Map(
  attributeTable.map((info) => [info.attribute, info] as const),
);

/**
 * What is known of an attribute; undefined for one that no extractor makes. Beside those of the
 * table: `favourite.<thing>`, and what is said of somebody's relations: `family.daughter` (her name)
 * and `family.daughter.<attribute>`.
 */
export function attributeInfo(attribute: string): AttributeInfo | undefined {
  return byName.get(attribute) ?? favouriteInfo(attribute) ?? relationInfo(attribute);
}

/** Whether a new value replaces the old one. False for unknown attributes. */
export function isSingleValued(attribute: string): boolean {
  return attributeInfo(attribute)?.isSingle ?? false;
}

/** Words of both languages by which people ask for it; empty for unknown attributes. */
export function aliasesOf(attribute: string): readonly string[] {
  const info = attributeInfo(attribute);
  return info === undefined ? [] : [...info.aliases.zh, ...info.aliases.en];
}

function favouriteInfo(attribute: string): AttributeInfo | undefined {
  const key = /^favourite\.(?<key>.+)$/u.exec(attribute)?.groups?.['key'];
  if (key === undefined) return undefined;
  const words = favouriteThings.find((thing) => thing.key === key)?.words;
  return {
    attribute,
    isSingle: true,
    aliases: {
      zh: ['最喜欢', '最爱', ...(words?.zh ?? [])],
      en: ['favourite', 'favorite', ...(words?.en ?? [key.replaceAll('_', ' ')])],
    },
  };
}

/** Somebody has one wife and she one age; of several daughters nobody knows whose age it is. */
function relationInfo(attribute: string): AttributeInfo | undefined {
  const relation = relationOfAttribute(attribute);
  if (relation === undefined) return undefined;
  const words = groupWords(relation);
  if (attribute === relation.attribute) {
    return { attribute, isSingle: relation.isSingle, aliases: words };
  }
  const own = attributeInfo(attribute.slice(relation.attribute.length + 1));
  if (own === undefined) return undefined;
  return {
    attribute,
    isSingle: relation.isSingle && own.isSingle,
    aliases: {
      zh: [...words.zh, ...own.aliases.zh],
      en: [...words.en, ...own.aliases.en],
    },
  };
}

/** A daughter is asked for as a child and as family, too. */
function groupWords(relation: Relation): AttributeInfo['aliases'] {
  const { zh, en } = relation.words;
  const [group = ''] = relation.attribute.split('.');
  const isChild = /daughter|son$|child/u.test(relation.attribute);
  const isSpouse = /wife|husband|partner/u.test(relation.attribute);
  const more: Readonly<Record<string, AttributeInfo['aliases']>> = {
    family: { zh: ['家人', '家里人'], en: ['family'] },
    pet: { zh: ['宠物'], en: ['pet', 'pets'] },
    relation: { zh: [], en: [] },
  };
  return {
    zh: [
      ...zh,
      ...(more[group]?.zh ?? []),
      ...(isChild ? ['孩子'] : []),
      ...(isSpouse ? ['配偶', '爱人'] : []),
    ],
    en: [
      ...en,
      ...(more[group]?.en ?? []),
      ...(isChild ? ['child', 'children', 'kids'] : []),
      ...(isSpouse ? ['spouse'] : []),
    ],
  };
}

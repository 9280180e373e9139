import type { Language } from '@homarus/base';

/** What people have a favourite of: one key for both languages. */
export const favouriteThings: readonly {
  readonly key: string;
  readonly words: Readonly<Record<Language, readonly string[]>>;
}[] = [
  { key: 'colour', words: { zh: ['颜色', '色彩'], en: ['colour', 'color'] } },
  { key: 'food', words: { zh: ['食物', '吃的', '美食'], en: ['food', 'meal'] } },
  { key: 'dish', words: { zh: ['菜', '菜品'], en: ['dish'] } },
  { key: 'cuisine', words: { zh: ['菜系'], en: ['cuisine'] } },
  { key: 'drink', words: { zh: ['饮料', '饮品', '喝的'], en: ['drink', 'beverage'] } },
  { key: 'fruit', words: { zh: ['水果'], en: ['fruit'] } },
  { key: 'dessert', words: { zh: ['甜点', '甜品'], en: ['dessert'] } },
  { key: 'film', words: { zh: ['电影', '影片'], en: ['movie', 'film'] } },
  { key: 'show', words: { zh: ['电视剧', '剧', '综艺'], en: ['show', 'tv show', 'series'] } },
  { key: 'book', words: { zh: ['书', '小说'], en: ['book', 'novel'] } },
  { key: 'author', words: { zh: ['作家', '作者'], en: ['author', 'writer'] } },
  { key: 'song', words: { zh: ['歌', '歌曲'], en: ['song'] } },
  { key: 'music', words: { zh: ['音乐'], en: ['music', 'genre'] } },
  { key: 'singer', words: { zh: ['歌手'], en: ['singer', 'artist'] } },
  { key: 'band', words: { zh: ['乐队'], en: ['band'] } },
  { key: 'actor', words: { zh: ['演员', '明星'], en: ['actor', 'actress'] } },
  { key: 'sport', words: { zh: ['运动', '体育项目'], en: ['sport'] } },
  { key: 'team', words: { zh: ['球队'], en: ['team'] } },
  { key: 'game', words: { zh: ['游戏'], en: ['game'] } },
  { key: 'animal', words: { zh: ['动物'], en: ['animal'] } },
  { key: 'flower', words: { zh: ['花', '花卉'], en: ['flower'] } },
  { key: 'season', words: { zh: ['季节'], en: ['season'] } },
  { key: 'city', words: { zh: ['城市'], en: ['city'] } },
  { key: 'country', words: { zh: ['国家'], en: ['country'] } },
  { key: 'place', words: { zh: ['地方'], en: ['place'] } },
  { key: 'restaurant', words: { zh: ['餐厅', '饭店', '馆子'], en: ['restaurant'] } },
  { key: 'number', words: { zh: ['数字'], en: ['number'] } },
  { key: 'holiday', words: { zh: ['节日'], en: ['holiday'] } },
  { key: 'subject', words: { zh: ['科目', '课'], en: ['subject', 'class'] } },
  { key: 'hobby', words: { zh: ['爱好'], en: ['hobby', 'pastime'] } },
  {
    key: 'programming_language',
    words: { zh: ['编程语言'], en: ['programming language'] },
  },
];

/** `favourite.colour` for 颜色 and "color"; a thing that is not listed keeps its own word. */
export function favouriteAttribute(thing: string): string | undefined {
  const word = thing.trim().toLowerCase().replace(/的$/u, '');
  if (word === '') return undefined;
  const known = favouriteThings.find(({ words }) =>
    [...words.zh, ...words.en].some((name) => name === word || `${name}s` === word),
  );
  return `favourite.${known?.key ?? word.replaceAll(/[^\p{L}\p{N}]+/gu, '_')}`;
}

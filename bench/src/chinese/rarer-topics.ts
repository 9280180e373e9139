import { topics } from './topics.ts';
import type { Topic } from './topics.ts';

/**
 * Other values for the topics, in their order: chosen when the lists of words in
 * `packages/memory/src/text/lexicon` were done, and without looking at them.
 */
const otherValues: readonly (readonly string[])[] = [
  ['口琴', '篆刻', '射箭', '魔术', '茶道', '跳绳', '飞盘', '插花', '茶艺', '相声'],
  ['腰果', '螃蟹', '菠萝', '奶酪', '柳絮', '头孢', '蚕豆', '猫毛', '咖啡因', '荞麦'],
  ['南通', '徐州', '湛江', '柳州', '芜湖', '保定', '遵义', '襄阳', '大理', '潍坊'],
  ['药剂师', '法官', '出纳', '面包师', '校对', '列车员', '邮递员', '保姆', '测绘员', '裁缝'],
  ['貂', '驴', '鹅', '蛙', '鸽', '鹦鹉', '豚鼠', '壁虎', '乌鸦', '画眉'],
  ['摩卡', '铁观音', '米酒', '芬达', '毛尖', '清酒', '酸奶', '甘蔗汁', '香槟', '格瓦斯'],
  ['麻辣烫', '天妇罗', '烧鹅', '擀面皮', '千层面', '馄饨', '肠粉', '冬阴功', '羊肉串', '肉夹馍'],
  ['耳鸣', '肠炎', '散光', '肩周炎', '眩晕', '咽炎', '结石', '心律不齐', '荨麻疹', '支气管炎'],
  [
    '荷兰语',
    '波兰语',
    '希腊语',
    '瑞典语',
    '土耳其语',
    '客家话',
    '盲文',
    '缅甸语',
    '捷克语',
    '拉丁语',
  ],
  [
    '半程马拉松',
    '定向越野',
    '龙狮赛',
    '皮划艇赛',
    '十公里',
    '铁人三项',
    '公开水域',
    '卡丁车赛',
    '冰壶赛',
    '跳绳赛',
  ],
  [
    '电子琴',
    '摄像机',
    '登山靴',
    '睡袋',
    '扫地机',
    '音响',
    '滑板车',
    '空气炸锅',
    '显微镜',
    '织布机',
  ],
  ['沙丘', '子夜', '人生', '儒林外史', '穆斯林的葬礼', '金锁记', '茶馆', '尘埃落定', '彷徨', '秋'],
  [
    'Zenbook',
    'Chromebook',
    'Yoga',
    'Nexus',
    'Kobo',
    'Magicbook',
    'Steamdeck',
    'Suunto',
    'Oppo',
    'Acer',
  ],
  ['Fortran', 'Zig', 'Groovy', 'Nim', 'Crystal', 'Ocaml', 'Racket', 'Matlab', 'Cobol', 'Prolog'],
  ['签约', '复查', '装修', '开庭', '讲座', '牙科', '寿宴', '彩排', '录音', '考核'],
];

/** The same topics about rarer things. */
export const rarerTopics: readonly Topic[] = topics.map(
  ({ values, told, asked, askedByValue }, place) => ({
    values: otherValues[place] ?? values,
    told,
    asked,
    askedByValue,
  }),
);

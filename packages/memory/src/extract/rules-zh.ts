import { relationOf, relationPattern } from './relations.ts';
import { favouriteAttribute } from './favourites.ts';
import type { Groups, RetractRule, Rule } from './rule.ts';
import { requestRulesZh } from './rules-requests-zh.ts';
import {
  adverbZh as adv,
  deicticZh,
  degreeZh as degree,
  isPlaceZh,
  isProfessionZh,
  nameZh,
} from './words-zh.ts';

const p = (source: string): RegExp => new RegExp(source, 'u');
const profile = { category: 'user_memory_fact', kind: 'profile' } as const;
const preference = { category: 'user_memory_preference', kind: 'preference' } as const;

const notName =
  /他|她|它|你|我|了|什么|不|的|醒|外卖|车|滴滴|快递|一下|起来|过来|大家|人来|出去|回家|停|去|来$/u;
const isThing = (value: string): boolean =>
  value.length > 0 && !deicticZh.test(value) && !/^(?:吗|了|过|着)$|[？?]/u.test(value);
const notNegated = (value: string): boolean => isThing(value) && !/[不没]$/u.test(value);

const person: readonly Rule[] = [
  {
    ...profile,
    attribute: 'name',
    importance: 0.95,
    patterns: [
      p(
        `^我(?:的?(?:全名|真名|中文名|英文名|大名|名字|名))?${adv}(?:叫做?|是叫)(?<value>${nameZh})$`,
      ),
      p(`^我的?(?:全名|真名|名字|姓名|大名)(?:是|为)(?<value>${nameZh})$`),
      p('^我是(?<value>[小阿][\\p{Script=Han}](?<!小[白孩学生偷众资]))$'),
    ],
    content: '{who}叫{value}',
    accepts: (value) => !notName.test(value),
    isProper: true,
  },
  {
    ...profile,
    attribute: 'name.family',
    importance: 0.8,
    patterns: [p('^我姓(?<value>[\\p{Script=Han}]{1,2})$')],
    content: '{who}姓{value}',
  },
  {
    ...profile,
    attribute: 'age',
    importance: 0.7,
    patterns: [
      p(
        `^我${adv}(?:是|快|有|满)?(?<value>\\d{1,3}|[一二三四五六七八九十]{1,3})周?岁(?:半|了)?(?:的.*)?$`,
      ),
    ],
    content: '{who}{value}岁',
  },
  {
    ...profile,
    attribute: 'birthday',
    importance: 0.8,
    patterns: [
      p(
        '^我的?生日(?:是|在)?(?:每年)?(?:农历|阴历)?的?(?<value>.{2,14}[日号月一二三四五六七八九十])$',
      ),
      p(`^我${adv}是?(?<value>(?:19|20)\\d\\d年.{0,8})(?:出生|生)(?:的|人)?$`),
    ],
    content: '{whose}生日是{value}',
  },
  {
    ...profile,
    attribute: 'gender',
    importance: 0.6,
    patterns: [p('^我是(?:一?[个名位])?(?<value>男|女)(?:生|的|人|孩子?|士|性)$')],
    content: '{who}是{value}性',
  },
  {
    ...profile,
    attribute: 'marital_status',
    importance: 0.7,
    patterns: [p(`^我${adv}(?:是|还是)?(?<value>单身|已婚|未婚|离异|结婚|订婚)(?:了|的)?$`)],
    content: '{whose}婚姻状况：{value}',
  },
  {
    ...profile,
    attribute: 'hometown',
    importance: 0.8,
    patterns: [
      p('^我的?(?:老家|家乡|籍贯|祖籍)(?:是|在)(?<value>.{2,10})$'),
      p(`^我${adv}(?:来自|出生于|出生在)(?<value>.{2,12})$`),
      p(
        `^我${adv}是(?<value>(?!一|那|这|个|好|坏|男|女|老|年轻|普通|成年|负责|内向|外向|本地|外地|什么|工|怎么|最|有|很)[\\p{Script=Han}]{2,6})人$`,
      ),
    ],
    content: '{who}来自{value}',
    accepts: (value) => isThing(value) && !/的$/u.test(value),
    isProper: true,
  },
  {
    ...profile,
    attribute: 'residence',
    importance: 0.85,
    patterns: [
      p(
        `^我们?${adv}(?:的?家)?${adv}(?:住在|定居在?|居住在|常住|长住|租住在|家在|家住|搬到|搬去|搬来|搬家到|搬进|生活在)了?(?<value>.{2,15}?)(?:生活|住)?(?:了|这边|附近|工作)?$`,
      ),
      p(`^我们?${adv}住(?!院|校|了|过|得|不|在)(?<value>[\\p{Script=Han}]{2,10})$`),
    ],
    content: '{who}住在{value}',
    accepts: (value) => isThing(value) && !/酒店|宾馆|医院|一起|几天|这里|那里/u.test(value),
    isProper: true,
  },
];

const work: readonly Rule[] = [
  {
    ...profile,
    attribute: 'employer',
    importance: 0.85,
    patterns: [
      p(`^我${adv}(?:在|去了?)(?<value>.{2,14}?)(?:工作|上班|任职|就职|实习|打工)了?$`),
      p(
        `^我${adv}(?:就职于|任职于|供职于|入职了?|加入了?|跳槽到了?|跳槽去了?)(?<value>.{2,14}?)了?$`,
      ),
      p(`^我${adv}在(?<value>.{2,14}?)(?:做|当|担任|任)(?<job>.{2,12})$`),
      p('^我的?(?:公司|单位|雇主)(?:是|叫)(?<value>.{2,14})$'),
    ],
    content: '{who}在{value}工作',
    accepts: (value, groups) =>
      isThing(value) &&
      !isPlaceZh(value) &&
      !/家$|^公司$|办公室|群|一家|一个/u.test(value) &&
      (groups['job'] === undefined || isProfessionZh(groups['job'])),
    isProper: true,
  },
  {
    ...profile,
    attribute: 'work.location',
    importance: 0.6,
    patterns: [p(`^我${adv}在(?<value>.{2,8}?)(?:工作|上班)$`)],
    content: '{who}在{value}工作',
    accepts: isPlaceZh,
    isProper: true,
  },
  {
    ...profile,
    attribute: 'job',
    importance: 0.85,
    patterns: [
      p('^我的?(?:职业|工作|职位|岗位|职务)(?:是|为)(?:一?[名个位])?(?<value>.{2,14}?)的?$'),
      p(`^我${adv}是(?:做|搞|干)(?<value>.{2,10})的$`),
      p(`^我${adv}(?:是|当|做|担任)了?(?:一?[名个位])?(?<prof>(?:.{0,8}的)?.{2,10})$`),
      p(`^我${adv}在.{2,14}?(?:做|当|担任|任)了?(?:一?[名个位])?(?<prof>.{2,12})$`),
    ],
    toValue: (groups) => groups['prof'] ?? groups['value'] ?? '',
    content: '{whose}职业是{value}',
    accepts: (value, groups) =>
      isThing(value) && (groups['prof'] === undefined || isProfessionZh(value)),
  },
  {
    ...profile,
    attribute: 'school',
    importance: 0.75,
    patterns: [
      p(
        `^我${adv}是?(?:在|就读于|毕业于|考上了?|考入了?)(?<value>.{1,12}?(?:大学|学院|中学|高中|小学|一中|清华|北大|复旦|交大|浙大))(?:读|上学|念|学习|毕业|学).{0,8}$`,
      ),
      p(`^我${adv}是?(?:就读于|毕业于|考上了?|考入了?|在读)(?<value>.{2,14})$`),
      p(`^我${adv}是(?<value>.{2,12}(?:大学|学院|中学|高中))(?:的学生|毕业的?|的)$`),
    ],
    content: '{who}的学校：{value}',
    isProper: true,
  },
  {
    ...profile,
    attribute: 'major',
    importance: 0.6,
    patterns: [
      p('^我的?专业是(?<value>.{2,12})$'),
      p(`^我${adv}(?:是学|主修|读的是|学的是)(?<value>.{2,10}?)(?:专业)?的?$`),
    ],
    content: '{whose}专业是{value}',
  },
  {
    ...profile,
    attribute: 'language',
    importance: 0.7,
    patterns: [
      p(`^我${adv}(?:会说|会讲|能说|能讲|会)(?:一点|流利的?|一些)?(?<value>.{1,14}(?:语|话|文))$`),
      p('^我的?母语是(?<value>.{1,6})$'),
    ],
    content: '{who}会说{value}',
    isList: true,
    accepts: (value) =>
      /^[\p{Script=Han}]{1,5}[语话文]$/u.test(value) && !/说|笑|电话|作文|这/u.test(value),
  },
  {
    ...profile,
    attribute: 'learning',
    importance: 0.6,
    patterns: [p(`^我${adv}(?:正?在|开始)(?:自?学习?)(?<value>.{2,12})$`)],
    content: '{who}在学{value}',
    accepts: isThing,
  },
];

const relation = relationPattern('zh');
const family: readonly Rule[] = [
  {
    category: 'user_memory_fact',
    kind: 'entity',
    attribute: ({ relation: word }) =>
      word === undefined ? undefined : relationOf(word)?.attribute,
    importance: 0.8,
    patterns: [
      p(
        `^我们?家?里?(?:有|养了?|养着|领养了?|收养了?)了?(?<amount>[一两三四\\d]?[个只条位匹]?)(?<mark>[\\p{Script=Han}]{0,3}?)(?<relation>${relation})(?:,?名?字?叫做?(?<name>${nameZh}))?$`,
      ),
      p(`^我(?:生|添)了(?<amount>一?个)(?<mark>.{0,2}?)(?<relation>${relation})$`),
    ],
    toValue: ({ name, amount = '', mark = '', relation: word = '' }: Groups) =>
      name ?? `${/^[两三四2-9]/u.test(amount) ? amount : ''}${mark}${word}`,
    content: '{who}有{amount}{mark}{relation}[叫{name}]',
  },
];

const health: readonly Rule[] = [
  {
    ...profile,
    attribute: 'health.allergy',
    importance: 0.95,
    patterns: [
      p(
        `^我${adv}对(?<value>.{1,20}?)(?:都|会|严重|轻微|重度|中度|轻度|有点儿?|有些|特别|非常|很|也)*过敏(?:了|的|体质|反应)?$`,
      ),
      p('^我的?过敏[原源](?:是|有)(?<value>.{1,20})$'),
      p(`^我${adv}(?:一)?(?:吃|喝|碰|闻)(?<value>.{1,10}?)(?:就|会|就会)过敏$`),
      p(`^我${adv}有?(?<value>[^对不没是会点]{1,8}?)过敏(?:症)?$`),
    ],
    content: '{who}对{value}过敏',
    accepts: (value) => notNegated(value) && !/容易|皮肤|体质|季节性$/u.test(value),
    isList: true,
  },
  {
    ...profile,
    attribute: 'health.condition',
    importance: 0.9,
    patterns: [
      p(
        `^我${adv}(?:有|患有?了?|得了?|确诊了?|查出了?)(?:点|轻微|严重)?的?(?<value>.{0,8}?(?:病|症|炎|癌|高血压|低血压|低血糖|高血脂|哮喘|近视|失眠|痛风|贫血|偏头痛|心脏病|不耐受?))了?$`,
      ),
      p(
        `^我${adv}是?(?<value>乳糖不耐受?|麸质不耐受?|色盲|色弱|近视|怀孕|失眠)(?:了|的|症|患者)?$`,
      ),
    ],
    content: '{whose}健康状况：{value}',
    accepts: (value) => value !== '病' && value !== '毛病' && isThing(value),
  },
  {
    ...profile,
    attribute: 'health.medication',
    importance: 0.85,
    patterns: [p(`^我${adv}(?:在|每天|长期|需要|要|得)+(?:吃|服用?)(?<value>.{1,8}(?:药|素|片))$`)],
    content: '{who}在服用{value}',
  },
  {
    ...preference,
    attribute: 'diet.style',
    importance: 0.9,
    patterns: [
      p(
        `^我${adv}(?:开始)?(?:是|吃)(?:一?个)?(?:严格的?)?(?<value>素食主义者|纯素食者|素食者|纯素|全素|素食|素|清真|生酮|低碳)(?:饮食|食品)?(?:的|了)?$`,
      ),
      p(`^我${adv}(?<value>吃素)(?:了|的)?$`),
    ],
    toValue: ({ value = '' }) =>
      /素/u.test(value) ? (/纯|全/u.test(value) ? '纯素' : '素食') : value,
    content: '{whose}饮食习惯：{value}',
  },
  {
    ...preference,
    attribute: 'diet.avoid',
    importance: 0.85,
    patterns: [
      p(
        `^我${adv}(?:从来?|完全|一点都?|绝对)?(?:不|不能|不可以|不太能|没法|忌|戒)(?:吃|喝|碰)(?<value>.{1,14}?)(?:的|了)?$`,
      ),
      p('^我的?(?:忌口|饮食禁忌)(?:是|有|的是)?(?<value>.{1,14}?)的?$'),
      p(`^我${adv}戒了?(?<value>糖|酒|咖啡|奶茶|碳水|肉)了?$`),
    ],
    content: '{who}不吃{value}',
    accepts: (value) =>
      isThing(value) &&
      !/^(?:早|午|晚|中)?[餐饭]$|夜宵|不|东西$|多少|多$|惯|亏|完|饱|消|起$/u.test(value),
    isList: true,
  },
];

const tastes: readonly Rule[] = [
  {
    ...preference,
    attribute: ({ what }) => (what === undefined ? undefined : favouriteAttribute(what)),
    importance: 0.75,
    patterns: [
      p(
        '^我们?最(?:喜欢|喜爱|爱)(?:吃|喝|看|听|玩|去)?的(?<what>[\\p{Script=Han}]{1,6}?)(?:是|就是)(?<value>.{1,20})$',
      ),
    ],
    content: '{who}最喜欢的{what}是{value}',
    accepts: isThing,
  },
  {
    ...preference,
    attribute: 'prefers',
    importance: 0.7,
    patterns: [
      p(`^我${adv}(?:更|比较|宁愿|宁可|还是更?)(?:喜欢|偏好|倾向于?|偏向|爱)(?<value>.{1,20})$`),
      p(`^我${adv}(?:喜欢|爱)(?<value>.{1,10}?)(?:胜过|多过|超过|多于)(?<other>.{1,10})$`),
      p(`^我${adv}(?:偏好|偏爱)(?<value>.{1,16})$`),
    ],
    content: '{who}更喜欢{value}',
    accepts: isThing,
  },
  {
    ...preference,
    attribute: 'dislikes',
    importance: 0.7,
    patterns: [p(`^我${adv}${degree}(?:不喜欢|不爱|讨厌|受不了|厌恶|反感)(?<value>.{1,16})$`)],
    content: '{who}不喜欢{value}',
    accepts: isThing,
    isList: true,
  },
  {
    ...preference,
    attribute: 'fears',
    importance: 0.6,
    patterns: [p(`^我${adv}${degree}(?:害怕|怕|恐惧)(?<value>[\\p{Script=Han}]{1,8})$`)],
    content: '{who}怕{value}',
    accepts: (value) => isThing(value) && !/来不及|迟到|忘|不|会|麻烦/u.test(value),
  },
  {
    ...preference,
    attribute: 'likes',
    importance: 0.7,
    patterns: [
      p(
        `^我们?${adv}(?:很|非常|特别|超级?|比较|挺|蛮|真|十分|最|尤其)?(?:喜欢(?!上)|热爱|钟爱|喜爱|爱(?=[吃喝看听玩逛打跑养]|喝))(?<value>.{1,20})$`,
      ),
      p('^我的?(?:兴趣爱好|爱好|兴趣|业余爱好)(?:是|有|包括)(?<value>.{1,24})$'),
      p(`^我${adv}(?:迷上|爱上|喜欢上)了?(?<value>.{1,14})$`),
    ],
    content: '{who}喜欢{value}',
    accepts: (value) => isThing(value) && !/^(?:的|上|过)/u.test(value) && !/^.*的是/u.test(value),
    isList: true,
  },
];

const life: readonly Rule[] = [
  {
    category: 'user_memory_preference',
    kind: 'behaviour',
    attribute: 'habit',
    importance: 0.6,
    patterns: [
      p(
        '^我们?(?:都|会|都会|要|一般|通常|平时|基本)*(?<value>(?:在)?每(?:一?天|日|周|个?星期|个?月|年|晚|早|逢).{2,30})$',
      ),
      p('^我们?(?<value>(?:一般|通常|平时|经常|习惯|总是|常常|周末)(?:都|会|都会|在|于)*.{2,30})$'),
      p('^我们?有(?<value>.{2,16})的习惯$'),
    ],
    content: '{who}{value}',
    accepts: (value) => isThing(value) && !/个人$/u.test(value) && !/累|烦|忙/u.test(value),
  },
  {
    category: 'user_memory_fact',
    kind: 'entity',
    attribute: 'possession',
    importance: 0.6,
    patterns: [
      p(
        `^我们?${adv}(?:有|买了|入手了?|换了)(?<value>[一两三四\\d]?(?:辆|台|部|套|架|把|间|栋|块|双).{1,16})$`,
      ),
      p(`^我${adv}(?:开|用|骑|戴)的(?:车|电脑|手机|相机|自行车|表)?是(?<value>.{2,16})$`),
    ],
    content: '{who}有{value}',
    accepts: isThing,
  },
  {
    category: 'user_memory_decision',
    attribute: 'decision',
    importance: 0.75,
    patterns: [
      p('^我们?(?:已经|最终|最后|今天|刚刚|一致)*(?:决定|敲定|选定|定下来)了?(?<value>.{2,40})$'),
      p('^我们?就(?<value>(?:用|选|定|按|采用|走|去|买).{1,24})$'),
    ],
    content: '{who}决定{value}',
    accepts: (value) =>
      isThing(value) && !/^.[这那](?:个|种|样|些)?$/u.test(value) && !/不了|不下/u.test(value),
  },
];

export const rulesZh: readonly Rule[] = [
  ...person,
  ...work,
  ...family,
  ...health,
  ...tastes,
  ...life,
  ...requestRulesZh,
];

export const retractsZh: readonly RetractRule[] = [
  {
    attribute: 'employer',
    patterns: [
      p(`^我${adv}(?:从)?(?<value>.{2,12}?)(?:离职|辞职|退休)了?$`),
      p(`^我${adv}(?:离开|辞去)了?(?<value>.{2,12}?)(?:的工作|公司)?了?$`),
      p(`^我${adv}(?:辞职|离职|被裁|被裁员|失业|退休)了$`),
    ],
  },
  {
    attribute: 'marital_status',
    patterns: [p(`^我(?:们|和.{1,6}|跟.{1,6})?${adv}(?:离婚|分手)了$`)],
  },
  { attribute: 'habit', patterns: [p('^我(?:已经)?戒了?(?<value>烟|酒|游戏)了?$')] },
];

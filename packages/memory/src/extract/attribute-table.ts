import type { Language } from '@homarus/base';

export interface AttributeInfo {
  readonly attribute: string;
  /** A person has one: a new value takes the place of the old one. */
  readonly isSingle: boolean;
  /**
   * Words by which people ask for it, which its memories are found by beside their own. Chinese ones
   * may be fragments, as questions hold them (住哪); none is so general that most questions hold it.
   */
  readonly aliases: Readonly<Record<Language, readonly string[]>>;
}

const info =
  (isSingle: boolean) =>
  (attribute: string, zh: string, en: string): AttributeInfo => ({
    attribute,
    isSingle,
    aliases: { zh: zh.split(' '), en: en.split(', ') },
  });
const single = info(true);
const several = info(false);

/** What the extractors know to ask about a person. */
export const attributeTable: readonly AttributeInfo[] = [
  single('name', '名字 姓名 叫什 称呼 是谁', 'name, called'),
  single('name.family', '姓什 贵姓 姓氏', 'surname, last name, family name'),
  single('age', '年龄 年纪 多大 几岁 岁数', 'age, old'),
  single('birthday', '生日 出生 哪天生 几号生', 'birthday, birth date, born'),
  single('anniversary', '纪念日 结婚纪念', 'anniversary, wedding'),
  single('gender', '性别 男的 女的', 'gender, sex'),
  single(
    'marital_status',
    '婚姻 结婚 单身 已婚 感情状况',
    'married, single, relationship status, marital',
  ),
  single('hometown', '老家 家乡 籍贯 故乡 来自', 'hometown, from, grew up, origin'),
  single(
    'residence',
    '住哪 住在 住址 居住 家在 哪个城市',
    'live, living, residence, home, city, address',
  ),
  single(
    'employer',
    '公司 单位 上班 工作 雇主 哪家公司 在哪工作',
    'work, working, employer, company, job',
  ),
  single('work.location', '工作 上班 工作地点', 'work, office, location'),
  single(
    'job',
    '职业 工作 岗位 职位 是做 干什 行业',
    'job, occupation, profession, career, work, living',
  ),
  single(
    'school',
    '学校 大学 母校 毕业 上学 哪所',
    'school, university, college, study, graduated, education',
  ),
  single('major', '专业 学什', 'major, study, degree, field'),
  several('language', '语言 外语 母语 会说', 'language, speak, fluent'),
  several('learning', '在学 学习', 'learning, studying'),
  several(
    'health.allergy',
    '过敏 忌口 不能吃 能吃 可以吃 过敏源 饮食 禁忌 吃什',
    'allergy, allergic, allergies, food, avoid, eat, diet, dietary, restrictions',
  ),
  several(
    'health.condition',
    '健康 身体 疾病 病史 得过 身体状况',
    'health, condition, illness, disease, medical, diagnosed',
  ),
  several('health.medication', '吃药 药物 用药 服药', 'medication, medicine, pills, drugs'),
  single(
    'diet.style',
    '饮食 忌口 吃素 素食 吃什 能吃',
    'diet, dietary, food, eat, vegetarian, restrictions',
  ),
  several(
    'diet.avoid',
    '忌口 不吃 不能吃 不喝 饮食 禁忌 能吃 吃什',
    'diet, dietary, food, eat, drink, avoid, restrictions',
  ),
  several('likes', '喜欢 爱好 兴趣 喜好 感兴趣', 'like, love, enjoy, hobby, hobbies, interests'),
  several('dislikes', '不喜欢 讨厌 反感', 'dislike, hate'),
  several('fears', '害怕 怕什', 'afraid, fear, scared'),
  several('prefers', '偏好 更喜欢 倾向', 'prefer, preference'),
  several('habit', '习惯 平时 通常 作息 日常', 'habit, routine, usually, schedule'),
  several('possession', '拥有 东西 开什 车 买了', 'own, have, car, drive, possession'),
  several(
    'plan',
    '计划 安排 打算 日程 行程 要去 要做',
    'plan, plans, schedule, upcoming, calendar, trip, going',
  ),
  several('event', '做了 去了 发生 经历', 'did, happened, event, went'),
  several('decision', '决定 选了 选择 方案 定了', 'decide, decided, decision, choose, chose'),
  single('communication.language', '语言 哪种语言 回答', 'language, reply, answer'),
  single('communication.length', '长度 简短 详细 回答', 'length, concise, detailed, answers'),
  several('communication.format', '格式 形式 回答', 'format, style, answers'),
  single('communication.tone', '语气 口吻 风格', 'tone, style'),
  single('communication.name', '称呼 叫我', 'call, called, nickname, name'),
  several('lesson', '教训 学到 经验', 'lesson, learned'),
  several('instruction', '要求 规则 以后', 'instruction, rule'),
  several('mistake', '错误 失误', 'mistake, error'),
  several('feature_request', '功能 建议', 'feature, request'),
];

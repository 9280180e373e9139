import type { Clause, Naming } from '../rule.ts';

/** Between the subject and what is said of it. */
export const adverbZh =
  '(?:现在|目前|一直|已经|也|都|还|就|其实|从小|真的|今年|刚刚?|最近|平时|本身|天生|如今|又|才)*';
export const degreeZh = '(?:很|非常|特别|超级?|比较|挺|蛮|真|十分|有点|最|尤其|不太|更)?';

export const nameZh =
  '[“"「]?(?:[\\p{Script=Han}]{1,4}(?:·[\\p{Script=Han}]{1,6})?|[A-Za-z][A-Za-z.]*(?: [A-Z][A-Za-z]*){0,2})[”"」]?';

/** Things that stand for something only in this conversation. */
export const deicticZh =
  /^(?:这|那|你|您|他|她|它|我|咱|什么|谁|哪|某|人家|别人|一切|大家|上面|下面|以上|刚才)/u;

export function cleanZh(value: string): string {
  return value
    .trim()
    .replace(/^[“"「『]+|[”"」』]+$/gu, '')
    .replace(/(?:了|啊|哦|呀|的话|来着|这件事|这种|之类的?|等等?)$/u, '')
    .replace(/^(?:一些|那种|这种|各种|所有)/u, '')
    .trim();
}

export function splitListZh(value: string): readonly string[] {
  return value
    .split(/、|以及|还有|跟(?=.{2})|(?<=.)[和与及](?=.)|\s*[,，/]\s*/u)
    .map(cleanZh)
    .filter((item) => item !== '');
}

export function namingZh(speaker: string | undefined, clause: Clause): Naming {
  const owner = speaker ?? '用户';
  if (clause.relation === undefined) return { who: owner, whose: `${owner}的` };
  const who = `${owner}的${clause.relation.word}`;
  return { who, whose: `${who}的` };
}

const professionEnd =
  /(?:师|医生|护士|教授|学生|研究生|博士生?|本科生|警察|司机|律师|法官|作家|画家|家教|科学家|艺术家|音乐家|企业家|演员|歌手|导演|编辑|记者|翻译|厨子|老板|经理|总监|主管|顾问|会计|出纳|销售|运营|程序猿|码农|开发者?|工人|农民|军人|店主|创始人|合伙人|CEO|CTO|CFO|COO|HR|博主|主播|自由职业者?|自由撰稿人|家庭主妇|全职妈妈|全职爸爸|公务员|客服|秘书|助理|院长|校长|主任|空姐|模特|快递员|保安|保姆|裁缝|木匠|电工|飞行员|程序员|服务员|研究员|售货员|教练员?|运动员|消防员|分析员|职员|文员|店员|护理员|手艺人|投资人|实习生|架构师|退休(?:人员|教师|工人)?)$/iu;

/** A word for what somebody does for a living. */
export function isProfessionZh(value: string): boolean {
  return professionEnd.test(value) && !/不|会员|成员|大师$|的$|^(?:我们?|你)|同学/u.test(value);
}

const cities =
  /^(?:北京|上海|广州|深圳|杭州|苏州|南京|成都|重庆|武汉|西安|天津|长沙|郑州|青岛|厦门|福州|宁波|合肥|济南|大连|沈阳|哈尔滨|长春|昆明|贵阳|南宁|海口|三亚|兰州|太原|石家庄|无锡|东莞|佛山|珠海|香港|澳门|台北|东京|大阪|首尔|新加坡|纽约|伦敦|巴黎|柏林|悉尼|国外|海外|外地|老家|外企|国企|[\p{Script=Han}]{1,4}[市省区县镇州]|美国|日本|英国|德国|法国|加拿大|澳大利亚|韩国)$/u;

export function isPlaceZh(value: string): boolean {
  return cities.test(value);
}

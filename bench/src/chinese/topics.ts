/** One thing that is told of a person, in several wordings, and asked for in others. `{v}` is the value, `{w}` who. */
export interface Topic {
  readonly values: readonly string[];
  readonly told: readonly string[];
  /** Asked with words that the telling does not have. */
  readonly asked: readonly string[];
  /** Asked with the value's own word; the answer is whoever it was told of. */
  readonly askedByValue: string;
}

export const people: readonly string[] = [
  '小林',
  '老王',
  '阿芳',
  '陈姐',
  '大刘',
  '思远',
  '晓雯',
  '志强',
  '婷婷',
  '我表弟',
  '我室友',
  '邻居张叔',
];

export const topics: readonly Topic[] = [
  {
    values: ['吉他', '书法', '攀岩', '摄影', '陶艺', '围棋', '潜水', '木工', '剪纸', '街舞'],
    told: ['{w}最近迷上了{v}，一有空就练。', '跟你说，{w}报了个{v}班，每周都去。'],
    asked: ['{w}的业余爱好是什么？', '{w}平时闲下来做什么消遣？'],
    askedByValue: '谁在学{v}？',
  },
  {
    values: ['花生', '海鲜', '芒果', '牛奶', '花粉', '青霉素', '鸡蛋', '尘螨', '酒精', '小麦'],
    told: ['{w}对{v}过敏，碰一点就起疹子。', '上次{w}沾了{v}，身上红了一片，以后要小心。'],
    asked: ['{w}有什么忌口或者不能碰的？', '请{w}吃饭要注意什么？'],
    askedByValue: '哪位碰不得{v}？',
  },
  {
    values: ['杭州', '成都', '厦门', '西安', '青岛', '昆明', '苏州', '长沙', '大连', '贵阳'],
    told: ['{w}去年搬到{v}去了，租了个两居室。', '{w}在{v}买了房，已经安顿下来。'],
    asked: ['{w}现在住在哪个城市？', '想寄东西给{w}，人在哪座城市？'],
    askedByValue: '谁住在{v}？',
  },
  {
    values: ['护士', '律师', '会计', '厨师', '编辑', '导游', '司机', '教师', '工程师', '设计师'],
    told: ['{w}是做{v}的，干了好几年。', '{w}换了行当，如今当{v}。'],
    asked: ['{w}的职业是什么？', '{w}靠什么谋生？'],
    askedByValue: '谁的工作是{v}？',
  },
  {
    values: ['猫', '狗', '鱼', '龟', '兔', '鹦鹉', '仓鼠', '蜥蜴', '刺猬', '八哥'],
    told: ['{w}家里养了一只{v}，宝贝得很。', '{w}捡回来一只{v}，天天发照片。'],
    asked: ['{w}有什么宠物？', '{w}有没有小动物陪着？'],
    askedByValue: '{v}',
  },
  {
    values: ['拿铁', '普洱', '豆浆', '可乐', '龙井', '啤酒', '酸梅汤', '椰汁', '红酒', '气泡水'],
    told: ['{w}每天都要来一杯{v}。', '点单的时候{w}永远只要{v}。'],
    asked: ['{w}爱喝什么饮料？', '招待{w}该准备什么喝的？'],
    askedByValue: '谁老点{v}？',
  },
  {
    values: ['火锅', '寿司', '烤鸭', '凉皮', '披萨', '饺子', '米线', '咖喱', '羊排', '汤包'],
    told: ['{w}说一周不吃{v}就难受。', '要说{w}的最爱，还得是{v}。'],
    asked: ['{w}喜欢吃的菜是哪一种？', '给{w}庆祝订哪种餐厅好？'],
    askedByValue: '提到{v}会想起谁？',
  },
  {
    values: ['失眠', '胃炎', '近视', '腰痛', '偏头痛', '鼻炎', '贫血', '高血压', '痛风', '哮喘'],
    told: ['{w}被{v}折腾得够呛，去看了医生。', '{w}的{v}又犯了，请了两天假。'],
    asked: ['{w}身体有什么毛病？', '{w}的健康状况怎么样？'],
    askedByValue: '谁受{v}的苦？',
  },
  {
    values: ['日语', '法语', '韩语', '德语', '俄语', '粤语', '手语', '泰语', '葡语', '世界语'],
    told: ['{w}在自学{v}，已经能聊几句。', '{w}打算考{v}的证书。'],
    asked: ['{w}会哪种外国话？', '{w}正在学什么语言？'],
    askedByValue: '有谁懂{v}？',
  },
  {
    values: [
      '马拉松',
      '铁人赛',
      '骑行节',
      '龙舟赛',
      '越野跑',
      '登山赛',
      '横渡',
      '帆船赛',
      '滑雪赛',
      '拔河',
    ],
    told: ['{w}报名了今年的{v}，正在备战。', '{w}为了{v}，早上五点就起来训练。'],
    asked: ['{w}准备参加什么比赛？', '{w}为哪个赛事苦练？'],
    askedByValue: '哪一位要参加{v}？',
  },
  {
    values: [
      '钢琴',
      '相机',
      '跑鞋',
      '帐篷',
      '吸尘器',
      '投影仪',
      '自行车',
      '烤箱',
      '望远镜',
      '缝纫机',
    ],
    told: ['{w}攒了半年，终于把{v}买回家了。', '{w}下单了一台{v}，等着到货。'],
    asked: ['{w}最近花钱添置了什么？', '{w}新入手的大件是哪样？'],
    askedByValue: '谁新买了{v}？',
  },
  {
    values: [
      '三体',
      '围城',
      '活着',
      '红楼梦',
      '平凡的世界',
      '边城',
      '骆驼祥子',
      '白鹿原',
      '呐喊',
      '家',
    ],
    told: ['{w}把《{v}》翻来覆去读了三遍。', '{w}向大家推荐《{v}》，说看哭了。'],
    asked: ['{w}最爱的书是哪一本？', '{w}推崇哪部小说？'],
    askedByValue: '谁看过《{v}》？',
  },
  {
    values: [
      'ThinkPad',
      'MacBook',
      'Surface',
      'Pixel',
      'Kindle',
      'iPad',
      'Switch',
      'Garmin',
      'Redmi',
      'Dell',
    ],
    told: ['{w}换了新的 {v}，说用着顺手。', '{w}的 {v} 摔坏了，正拿去修。'],
    asked: ['{w}用什么电子设备？', '{w}手上的数码产品是哪款？'],
    askedByValue: '谁有 {v}？',
  },
  {
    values: [
      'Python',
      'Rust',
      'Kotlin',
      'Golang',
      'Swift',
      'Haskell',
      'Elixir',
      'Julia',
      'Scala',
      'Erlang',
    ],
    told: ['{w}项目里全用 {v} 重写了一遍。', '{w}说 {v} 写起来最舒服。'],
    asked: ['{w}写程序用什么语言？', '{w}偏爱哪门 programming language？'],
    askedByValue: 'who 在用 {v}？',
  },
  {
    values: ['出差', '体检', '搬家', '面试', '答辩', '手术', '婚礼', '演出', '拍照', '培训'],
    told: ['{w}{d}有{v}，别忘了提醒。', '{w}的{v}定在{d}了。'],
    asked: ['{w}{q}有什么安排？', '{q}{w}那边是什么事？'],
    askedByValue: '谁有{v}的安排？',
  },
];

/** What is said beside the facts: names nobody's habits, but shares their everyday words. */
export const remarks: readonly string[] = [
  '今天{w}来过，坐了一会儿就走了。',
  '{w}刚给我打电话，没说什么要紧的。',
  '路上堵得厉害，迟到了半小时。',
  '中午随便吃了点，下午接着开会。',
  '{w}问你好，说改天再聊。',
  '外面下雨了，记得带伞。',
  '这两天有点累，想早点睡。',
  '昨天和{w}在楼下碰见，聊了几句天气。',
  '帮我看看这段话写得通不通顺。',
  '周末超市人真多，排了好久的队。',
  '{w}说过几天再联系。',
  '手机快没电了，回头说。',
  '好的，我知道了，谢谢你。',
  '电梯又坏了，爬了十层楼。',
  '刚看完新闻，没什么大事。',
  '{w}发来一个视频，挺好笑的。',
];

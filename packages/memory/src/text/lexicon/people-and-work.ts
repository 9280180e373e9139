import { answerType } from './answer-type.ts';

/** Who people are to each other, what they do for a living, how they feel. */
export const peopleAndWork = [
  answerType(
    'relative',
    {
      asked:
        'family relative relatives children child kids kid parent parents sibling siblings spouse people who friends member members',
      named: `mother mom mum father dad parents sister brother son daughter wife husband partner grandma grandmother grandpa
        grandfather aunt uncle cousin niece nephew kids children baby twins family fiance fiancee girlfriend
        boyfriend friend neighbor`,
    },
    {
      asked: '家人 亲人 亲戚 孩子 家里人 父母 兄弟姐妹',
      named:
        '爸爸 妈妈 父亲 母亲 哥哥 姐姐 弟弟 妹妹 儿子 女儿 老婆 老公 妻子 丈夫 爷爷 奶奶 外公 外婆 叔叔 阿姨 舅舅 姑姑 表弟 表妹 侄子 外甥 双胞胎',
    },
  ),
  answerType(
    'relationship_status',
    {
      asked: 'relationship married marital status dating',
      named:
        'single married divorced divorce engaged widowed dating breakup broke husband wife boyfriend girlfriend partner fiance wedding separated',
    },
    {
      asked: '婚姻 感情 结婚 单身 对象',
      named: '单身 已婚 结婚 离婚 订婚 恋爱 分手 男朋友 女朋友 对象 老婆 老公 婚礼 相亲',
    },
  ),
  answerType(
    'job',
    {
      asked: 'job jobs occupation profession career work works living employment employed position',
      named: `nurse doctor lawyer accountant teacher engineer designer chef cook driver editor journalist writer artist actor
        musician photographer architect programmer developer manager salesman banker banking barista waiter waitress
        mechanic electrician plumber carpenter firefighter police officer soldier pilot professor scientist
        researcher therapist counselor psychologist dentist veterinarian coach trainer consultant
        freelancer entrepreneur intern hired promoted`,
    },
    {
      asked: '职业 工作 谋生 岗位 职位 上班 行业 做什',
      named: `护士 医生 律师 会计 老师 教师 工程师 设计师 厨师 司机 编辑 记者 导游 作家 画家 演员 歌手 摄影师 建筑师 程序员
        经理 销售 银行 服务员 电工 木匠 消防员 警察 军人 飞行员 教授 科学家 研究员 咨询师 心理 牙医 教练 公务员 创业 保安 快递员
        跳槽 `,
    },
  ),
  answerType(
    'study',
    {
      asked:
        'study studies studying studied major degree education subject subjects field course courses class classes school',
      named: `math mathematics physics chemistry biology history geography literature philosophy psychology economics law
        medicine nursing engineering business marketing accounting finance art music design education sociology
        politics computer science degree bachelor master phd diploma certificate certification college
        university graduate workshop`,
    },
    {
      asked: '专业 学什 学科 课程 学位 学历',
      named:
        '数学 物理 化学 生物 历史 地理 文学 哲学 心理学 经济学 法律 法学 医学 工程 金融 会计 计算机 设计 教育 社会学 本科 硕士 博士 研究生',
    },
  ),
  answerType(
    'language',
    {
      asked: 'language languages speak speaks fluent learn learning',
      named:
        'english spanish french german italian portuguese russian chinese mandarin cantonese japanese korean arabic hindi latin greek dutch swedish turkish vietnamese thai esperanto hebrew polish sign duolingo',
    },
    {
      asked: '语言 外语 外国话 会说 语种 学什么语',
      named:
        '英语 日语 法语 德语 韩语 俄语 西班牙语 意大利语 葡语 葡萄牙语 阿拉伯语 泰语 越南语 粤语 普通话 闽南语 手语 世界语 拉丁语 方言',
    },
  ),
  answerType(
    'feeling',
    {
      asked: 'feel feels feeling feelings felt emotion emotions mood react reaction attitude',
      named:
        'happy sad angry excited nervous anxious proud grateful thankful scared afraid lonely overwhelmed stressed relieved disappointed frustrated amazed inspired motivated peaceful calm joy fear love thrilled confident',
    },
    {
      asked: '心情 感觉 情绪 感受',
      named:
        '开心 高兴 难过 伤心 生气 愤怒 激动 紧张 焦虑 骄傲 感激 害怕 孤独 压力 失望 沮丧 惊讶 平静 兴奋 郁闷 烦躁',
    },
  ),
  answerType(
    'calming',
    {
      asked: 'destress de-stress stress unwind relax relaxation cope coping self-care calm',
      named:
        'yoga meditation running run walk walking bath reading music painting pottery nature journaling therapy breathing sleep massage tea workout dancing relaxing calming peaceful',
    },
    {
      asked: '解压 减压 放松 缓解',
      named: '瑜伽 冥想 跑步 散步 泡澡 看书 听音乐 画画 大自然 日记 深呼吸 按摩 旅行 喝茶',
    },
  ),
  answerType(
    'volunteering',
    {
      asked:
        'volunteer volunteering volunteered charity cause causes help helped community donate support events',
      named:
        'shelter homeless charity fundraiser donate donated donation donations kitchen food drive toy community nonprofit orphanage mentor mentoring tutoring cleanup awareness campaign rally parade rights environment education',
    },
    {
      asked: '志愿 公益 慈善 捐',
      named: '义工 支教 敬老院 孤儿院 福利院 捐款 捐书 献血 募捐 环保 救助 流浪 社区',
    },
  ),
  answerType(
    'event',
    {
      asked:
        'event events celebration occasion party attended attend ceremony participate participated holiday',
      named:
        'wedding birthday anniversary graduation party concert festival parade conference reunion picnic barbecue ceremony gala fair exhibition show workshop meetup race fundraiser retreat christmas thanksgiving halloween easter prom convention tournament',
    },
    {
      asked: '活动 庆祝 聚会 节日 安排',
      named:
        '婚礼 生日 周年 毕业典礼 派对 音乐会 演唱会 节日 会议 聚餐 同学会 展览 讲座 春节 中秋 端午 圣诞 年会 体检 面试 答辩 手术 演出 培训 出差',
    },
  ),
  answerType(
    'belief',
    {
      asked: 'religion religious faith belief spiritual political politics leaning',
      named:
        'church god prayer pray bible christian catholic muslim islam jewish buddhist buddhism hindu temple mosque worship conservative liberal democrat republican vote election rights equality faith',
    },
    {
      asked: '宗教 信仰 信什 政治',
      named: '基督教 天主教 佛教 道教 伊斯兰 教堂 寺庙 念经 拜佛 祈祷 烧香 吃斋 礼拜',
    },
  ),
  answerType(
    'money',
    {
      asked: 'money financial finance income cost price spend paid salary wealthy rich',
      named:
        'dollars salary rent mortgage loan debt savings budget afford expensive cheap invest investment invested bills tax taxes raise bonus broke pay paid price bought insurance',
    },
    {
      asked: '多少钱 收入 工资 花费 价格 财务 存款',
      named: '工资 房租 房贷 贷款 欠债 存款 预算 投资 奖金 加薪 保险 块钱',
    },
  ),
];

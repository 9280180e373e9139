import { answerType } from './answer-type.ts';

/** What people do when they need not work. */
export const leisure = [
  answerType(
    'hobby',
    {
      asked: `hobby hobbies interest interests pastime activity activities leisure fun relax unwind destress passion
        passions enjoy weekend`,
      named: `painting drawing pottery knitting sewing crochet quilting woodworking gardening photography photo cooking
        baking reading writing journaling poetry singing dancing dance guitar piano violin drums hiking camping
        fishing biking cycling running swimming surfing skiing climbing kayaking yoga meditation chess gaming
        puzzles collecting origami calligraphy birdwatching travel traveling volunteering movies hobby passion`,
    },
    {
      asked: '爱好 兴趣 消遣 业余 闲下来 娱乐 休闲 放松 解压 平时喜欢',
      named: `吉他 钢琴 书法 攀岩 摄影 陶艺 围棋 象棋 潜水 木工 剪纸 街舞 画画 绘画 油画 跑步 游泳 健身 瑜伽 钓鱼 露营 徒步
        骑行 编织 刺绣 烘焙 园艺 唱歌 跳舞 集邮 手工 桌游 打球 滑雪 冲浪 乐器 写作 看书 追剧 `,
    },
  ),
  answerType(
    'sport',
    {
      asked: 'sport sports athletic athletics team game activity activities',
      named: `basketball football soccer baseball tennis volleyball hockey golf rugby cricket badminton boxing wrestling karate judo
        taekwondo kickboxing swimming running marathon cycling skiing snowboarding skating skateboarding surfing
        climbing gymnastics rowing sailing archery fencing bowling softball lacrosse frisbee triathlon
         horseback riding `,
    },
    {
      asked: '运动 体育 球类 项目',
      named: `篮球 足球 排球 网球 羽毛球 乒乓球 棒球 高尔夫 橄榄球 游泳 跑步 马拉松 骑行 滑雪 滑冰 滑板 冲浪 攀岩 拳击 柔道
        跆拳道 空手道 武术 太极 瑜伽 击剑 射箭 划船 帆船`,
    },
  ),
  answerType(
    'martial_art',
    {
      asked: 'martial fighting self-defense',
      named:
        'karate judo taekwondo kickboxing boxing aikido jiujitsu jiu jitsu muay kung wrestling capoeira krav dojo',
    },
    { asked: '武术 格斗', named: '跆拳道 空手道 柔道 拳击 散打 太极 咏春 泰拳 合气道 摔跤' },
  ),
  answerType(
    'exercise',
    {
      asked: 'exercise exercises workout workouts fitness training train healthy fit routine',
      named: `yoga pilates running jogging weights weightlifting lifting cardio gym squats pushups plank stretching
        aerobics crossfit zumba spinning treadmill swimming cycling hiking sprint sprints workout trainer bootcamp
        kickboxing marathon strength meditation`,
    },
    {
      asked: '锻炼 健身 训练 运动',
      named:
        '跑步 瑜伽 普拉提 举重 深蹲 俯卧撑 平板 拉伸 游泳 骑车 快走 跳绳 健身房 有氧 力量 私教 撸铁 晨跑 夜跑',
    },
  ),
  answerType(
    'competition',
    {
      asked:
        'competition competitions contest race tournament tournaments award awards prize achievement achievements championship won win accomplishment',
      named: `won win winning winner champion championship trophy medal tournament finals race marathon
        contest award prize scholarship record score scored league season match first place victory mvp
        qualified triathlon regatta`,
    },
    {
      asked: '比赛 赛事 参赛 奖项 获奖 得奖 成绩',
      named: `马拉松 龙舟赛 运动会 锦标赛 决赛 冠军 亚军 奖牌 奖杯 报名
         联赛 邀请赛 接力 田径`,
    },
  ),
  answerType(
    'instrument',
    {
      asked: 'instrument instruments play plays music',
      named: `guitar piano violin cello drums drum flute clarinet trumpet saxophone harp ukulele bass keyboard banjo
        harmonica oboe trombone viola accordion`,
    },
    {
      asked: '乐器',
      named:
        '吉他 钢琴 小提琴 大提琴 架子鼓 长笛 单簧管 小号 萨克斯 竖琴 尤克里里 贝斯 古筝 二胡 琵琶 笛子 口琴',
    },
  ),
  answerType(
    'music',
    {
      asked:
        'music musical musician musicians song songs singer band bands artist artists album concert genre composer',
      named: `rock pop jazz blues classical hip hop rap country folk metal punk reggae soul electronic edm song songs album
        concert band singer playlist guitar lyrics melody symphony orchestra mozart bach beethoven chopin
        vivaldi tune gig festival`,
    },
    {
      asked: '音乐 歌曲 歌手 乐队 什么歌 唱片',
      named:
        '摇滚 流行 爵士 古典 民谣 说唱 嘻哈 电子 演唱会 音乐节 专辑 周杰伦 贝多芬 莫扎特 交响乐 单曲',
    },
  ),
  answerType(
    'book',
    {
      asked: 'book books read reading novel author authors literature series story',
      named: `novel book books author chapter series trilogy fantasy mystery thriller memoir biography classic bestseller
        tolkien rowling austen dickens orwell hemingway shakespeare potter hobbit reading read poem poetry
        fiction paperback library bookstore `,
    },
    {
      asked: '小说 什么书 作家 作者 哪本 哪部 读物 读了 看书',
      named: `小说 三体 围城 活着 红楼梦 平凡的世界 边城 骆驼祥子 白鹿原 呐喊 西游记 水浒传 三国演义 百年孤独 鲁迅 老舍 余华
        金庸 莫言 散文 诗集 传记 推荐 读了 `,
    },
  ),
  answerType(
    'screen',
    {
      asked:
        'movie movies film films show shows series tv watch watched watching actor director genre',
      named: `movie film trilogy sequel comedy drama thriller horror romance documentary animation sitcom episode season netflix
        cinema trailer hobbit potter avengers marvel disney pixar inception titanic matrix wars thrones anime
        watched watching actor director scene characters`,
    },
    {
      asked: '电影 电视 什么剧 影片 追剧 看什 导演 演员',
      named:
        '喜剧 悬疑 科幻 恐怖片 爱情片 纪录片 动画片 动漫 连续剧 综艺 影院 上映 票房 导演 主演 续集',
    },
  ),
  answerType(
    'game',
    {
      asked: 'game games video console consoles play played playing gaming platform',
      named: `xbox playstation nintendo switch steam pc chess poker monopoly scrabble uno minecraft fortnite zelda mario
        pokemon dota overwatch warcraft halo sims tetris controller multiplayer shooter rpg
        strategy puzzle cards dungeons dragons`,
    },
    {
      asked: '游戏 玩什',
      named:
        '王者荣耀 原神 英雄联盟 塞尔达 马里奥 我的世界 任天堂 主机 手柄 围棋 象棋 麻将 扑克 桌游 狼人杀 剧本杀 电竞',
    },
  ),
  answerType(
    'craft',
    {
      asked:
        'art arts craft crafts artwork create created creative paint painted make made medium mediums subject',
      named: `painting paintings watercolor acrylic canvas sketch drawing sculpture clay pottery ceramics bowl pot mug mural
        portrait landscape abstract collage origami knitting sewing quilt jewelry photography photo sunset mosaic
        woodwork carving embroidery`,
    },
    {
      asked: '艺术 手工 作品 画了 创作',
      named: '油画 水彩 素描 国画 书法 雕塑 陶艺 陶瓷 剪纸 刺绣 编织 木雕 版画 摄影 手账 折纸 拼贴',
    },
  ),
  answerType(
    'writing',
    {
      asked: 'write writes writing written wrote writer',
      named:
        'screenplay script novel poem poems poetry blog article essay journal diary story stories memoir lyrics book manuscript letter publish published',
    },
    {
      asked: '写了 写作 文章',
      named: '小说 剧本 诗歌 日记 博客 论文 散文 书信 稿子 投稿 发表 公众号',
    },
  ),
  answerType(
    'dance',
    {
      asked: 'dance dances dancing dancer',
      named:
        'ballet salsa tango waltz ballroom jazz hiphop contemporary tap choreography breakdance swing flamenco zumba rumba',
    },
    {
      asked: '舞蹈 跳舞 什么舞',
      named: '街舞 芭蕾 拉丁舞 民族舞 爵士舞 探戈 华尔兹 广场舞 现代舞 编舞',
    },
  ),
];

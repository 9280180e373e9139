import { answerType } from './answer-type.ts';

/** What people own and use. */
export const things = [
  answerType(
    'device',
    {
      asked:
        'device devices electronics gadget gadgets phone computer laptop tablet tech equipment gear',
      named: `iphone ipad macbook mac android pixel galaxy samsung kindle thinkpad dell lenovo asus surface redmi xiaomi huawei
        sony canon nikon gopro garmin fitbit apple switch playstation xbox headphones earbuds airpods laptop
        computer phone tablet camera monitor keyboard printer drone speaker smartwatch projector`,
    },
    {
      asked: '电子 设备 数码 手机 电脑 产品 器材',
      named: `iphone ipad macbook thinkpad surface pixel kindle switch garmin redmi dell lenovo galaxy airpods gopro
        华为 小米 苹果 三星 索尼 佳能 尼康 联想 平板 笔记本 耳机 音箱 投影仪 相机 手表 显示器 键盘 无人机 `,
    },
  ),
  answerType(
    'programming_language',
    {
      asked: 'programming language languages code coding framework stack software',
      named: `python rust java javascript typescript kotlin golang go swift haskell elixir julia scala erlang ruby php perl lua
        dart sql clojure fortran cobol react vue angular django node`,
    },
    {
      asked: '写程序 编程 代码 语言 开发',
      named: `python rust java javascript typescript kotlin golang swift haskell elixir julia scala erlang ruby php perl lua
        dart sql clojure react vue 框架`,
    },
  ),
  answerType(
    'vehicle',
    {
      asked: 'vehicle vehicles car cars drive drives transport transportation bike',
      named: `toyota honda ford tesla bmw audi mercedes prius volkswagen subaru jeep mazda nissan hyundai ferrari porsche
        truck van suv sedan motorcycle bicycle scooter bus train subway boat yacht sailboat convertible mustang`,
    },
    {
      asked: '什么车 开什么 交通 代步',
      named:
        '特斯拉 宝马 奔驰 奥迪 丰田 本田 大众 比亚迪 电动车 摩托车 自行车 单车 地铁 公交 高铁 火车 越野车 蔚来',
    },
  ),
  answerType(
    'clothes',
    {
      asked: 'clothes clothing wear wears outfit fashion accessories jewelry shoes item items',
      named: `shirt tshirt dress skirt jeans pants jacket coat sweater hoodie hat cap scarf gloves boots sneakers shoes heels
        sandals necklace ring earrings bracelet watch bag purse backpack sunglasses suit tie socks uniform
         `,
    },
    {
      asked: '衣服 穿什 服装 首饰 鞋',
      named:
        '衬衫 裙子 牛仔裤 外套 大衣 毛衣 卫衣 帽子 围巾 手套 靴子 运动鞋 跑鞋 项链 戒指 耳环 手链 手表 背包 西装',
    },
  ),
  answerType(
    'purchase',
    {
      asked:
        'buy bought purchase purchased purchases item items own owns gift gifts collect collects collection collectible collectibles',
      named: `camera bike bicycle car piano guitar oven tent telescope vacuum projector shoes toy
        necklace book books lamp sofa poster vinyl stamps coins cards ordered delivered
        bought new `,
    },
    {
      asked: '买了 添置 入手 大件 礼物 购买 花钱 收藏',
      named:
        '钢琴 相机 跑鞋 帐篷 吸尘器 投影仪 自行车 烤箱 望远镜 缝纫机 洗衣机 冰箱 空调 电视 沙发 手表',
    },
  ),
  answerType(
    'furnishing',
    {
      asked: 'furniture appliance appliances furnishing decoration decor household',
      named:
        'sofa couch chair table desk lamp bed mattress shelf bookcase rug curtain oven fridge refrigerator dishwasher washer dryer microwave toaster mirror painting fireplace',
    },
    {
      asked: '家具 家电 电器 摆设',
      named:
        '沙发 椅子 桌子 书桌 台灯 床垫 书架 地毯 窗帘 烤箱 冰箱 洗碗机 洗衣机 微波炉 空调 吸尘器',
    },
  ),
  answerType(
    'colour',
    {
      asked: 'color colors colour colours shade',
      named:
        'red blue green yellow orange purple pink black white brown gray grey gold silver turquoise teal beige navy violet',
    },
    {
      asked: '颜色 什么色',
      named: '红色 蓝色 绿色 黄色 橙色 紫色 粉色 黑色 白色 棕色 灰色 金色 银色 米色',
    },
  ),
  answerType(
    'disaster',
    {
      asked: 'disaster weather storm accident',
      named:
        'flood flooding hurricane tornado earthquake fire wildfire storm drought blizzard crash accident snow rain heatwave',
    },
    { asked: '灾害 天气 事故', named: '洪水 台风 地震 火灾 暴雨 干旱 暴雪 车祸 停电 雾霾' },
  ),
  answerType(
    'business',
    {
      asked: 'business company store shop startup brand venture employer',
      named:
        'startup store shop studio bakery cafe boutique salon agency restaurant firm google microsoft amazon apple facebook tesla customers investors marketing launch founder',
    },
    {
      asked: '公司 生意 企业 品牌 雇主',
      named:
        '创业 开店 网店 工作室 面包店 咖啡店 餐馆 花店 美容院 事务所 阿里 腾讯 字节 百度 华为 客户 投资人',
    },
  ),
];

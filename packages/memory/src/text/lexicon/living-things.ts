import { answerType } from './answer-type.ts';

/** Animals, plants and bodies. */
export const livingThings = [
  answerType(
    'animal',
    {
      asked: 'animal animals pet pets creature wildlife species',
      named: `dog dogs puppy pup cat cats kitten kitty bird birds parrot fish goldfish hamster rabbit bunny turtle
        tortoise snake lizard gecko frog horse pony cow pig sheep goat chicken duck hen rooster monkey elephant
        lion tiger bear wolf fox deer squirrel mouse rat guinea ferret hedgehog owl eagle penguin dolphin
        whale shark seal butterfly bee spider labrador retriever poodle beagle terrier shepherd husky bulldog
        chihuahua dachshund corgi tabby siamese leash paws fur vet`,
    },
    {
      asked: '动物 宠物 小动物 养了什 养什',
      named: `猫 狗 鱼 兔 龟 鸟 小猫 小狗 猫咪 狗狗 金鱼 乌龟 兔子 仓鼠 鹦鹉 刺猬 蜥蜴 松鼠 龙猫
        金毛 泰迪 柯基 柴犬 哈士奇 拉布拉多 布偶 橘猫 猴子 大象 狮子 老虎 熊猫 孔雀 养了`,
    },
  ),
  answerType(
    'plant',
    {
      asked: 'plant plants flower flowers tree trees vegetable vegetables garden',
      named: `rose roses tulip sunflower sunflowers daisy lily orchid lavender cactus succulent fern bamboo oak pine maple
        herb herbs basil mint rosemary tomato tomatoes lettuce carrot carrots pepper peppers cucumber seeds bloom
        bouquet peony iris violet aloe `,
    },
    {
      asked: '植物 花草 盆栽 什么花 什么树',
      named:
        '玫瑰 百合 月季 兰花 菊花 牡丹 郁金香 向日葵 多肉 绿萝 仙人掌 茉莉 桂花 樱花 薰衣草 竹子 松树 盆栽 番茄 薄荷',
    },
  ),
  answerType(
    'illness',
    {
      asked: `health illness disease condition sick symptom symptoms ailment diagnosis injury problem problems medical
        discomfort suffer suffers`,
      named: `asthma allergy allergic allergies diabetes cancer migraine headache headaches flu cold fever cough
        pneumonia arthritis insomnia anxiety depression adhd hypertension cholesterol ulcer gastritis injury
        injured sprain sprained fracture broken surgery ankle knee back pain ache rash hives anemia eczema
        thyroid gout heart stroke infection covid doctor diagnosed hospital`,
    },
    {
      asked: '毛病 疾病 健康 身体 生病 什么病 症状 病史 不舒服',
      named: `失眠 胃炎 胃病 近视 腰痛 头痛 偏头痛 鼻炎 贫血 高血压 糖尿病 痛风 哮喘 感冒 发烧 咳嗽 过敏 颈椎 腰椎 骨折 扭伤
        关节 心脏 肺炎 肝炎 湿疹 抑郁 焦虑 手术 住院 看病 医生 `,
    },
  ),
  answerType(
    'allergy',
    {
      asked: 'allergy allergies allergic intolerance intolerant avoid diet dietary restrictions',
      named: `allergic allergy allergies intolerant peanut peanuts nuts shellfish seafood shrimp gluten dairy lactose
        milk egg eggs pollen dust penicillin wheat soy rash hives fur dander vegan vegetarian celiac`,
    },
    {
      asked: '忌口 过敏 不能碰 不能吃 碰不得 注意什 饮食 禁忌',
      named:
        '过敏 花生 海鲜 芒果 牛奶 花粉 青霉素 鸡蛋 尘螨 酒精 小麦 坚果 麸质 乳糖 起疹子 疹子 吃素 素食 不吃',
    },
  ),
  answerType(
    'treatment',
    {
      asked: 'medicine medication treatment therapy drug drugs cure',
      named: `pill pills tablet antibiotic antibiotics ibuprofen aspirin insulin inhaler vitamin vitamins supplement therapy
        therapist counseling physio massage acupuncture prescription dose surgery`,
    },
    {
      asked: '吃药 药物 什么药 治疗 疗法',
      named:
        '药片 抗生素 布洛芬 阿司匹林 胰岛素 维生素 中药 针灸 按摩 理疗 心理咨询 处方 打针 输液 手术 二甲双胍',
    },
  ),
];

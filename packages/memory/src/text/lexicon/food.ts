import { answerType } from './answer-type.ts';

/** What people eat and drink. */
export const food = [
  answerType(
    'dish',
    {
      asked:
        'food foods dish dishes meal meals cuisine eat recipe recipes cook cooked cooking dinner lunch breakfast snack snacks restaurant ingredient ingredients',
      named: `pizza pasta spaghetti lasagna noodles ramen sushi curry taco tacos burrito burger burgers sandwich salad soup
        stew steak chicken beef pork lamb bacon sausage fish salmon shrimp seafood tofu rice beans bread toast
        pancakes waffles omelette eggs cheese potatoes fries chili dumplings barbecue bbq roast grill grilled
        baked vegan vegetarian spicy hummus falafel kebab paella risotto oatmeal cereal yogurt granola popcorn
        chips garlic onion mushrooms avocado spinach broccoli veggies coconut quinoa`,
    },
    {
      asked: '吃什 什么菜 美食 口味 餐厅 食物 爱吃 喜欢吃 吃的 做饭 早餐 午餐 晚餐 料理',
      named: `火锅 烧烤 寿司 拉面 烤鸭 披萨 饺子 米线 咖喱 羊排 牛排 包子 馒头 面条 炒饭 米饭 粥 红烧肉 麻辣烫 麻辣
        小龙虾 螺蛳粉 酸菜鱼 宫保鸡丁 川菜 粤菜 湘菜 日料 西餐 汉堡 沙拉 三明治 烤肉 串串 煎饼 豆腐 排骨 火腿 意面`,
    },
  ),
  answerType(
    'sweet',
    {
      asked:
        'dessert desserts sweet sweets treat treats flavor flavors flavour bake baked baking cake recipe recipes snack snacks food',
      named: `cake cakes cupcake cupcakes cookie cookies brownie brownies pie muffin muffins pastry pastries croissant donut
        doughnut chocolate vanilla strawberry caramel candy gelato sorbet sundae pudding tart icing frosting
        cheesecake cinnamon honey marshmallow mousse macaron`,
    },
    {
      asked: '甜品 甜点 零食 点心 蛋糕',
      named:
        '蛋糕 饼干 曲奇 巧克力 冰淇淋 布丁 蛋挞 泡芙 马卡龙 月饼 糖果 奶油 提拉米苏 甜甜圈 面包',
    },
  ),
  answerType(
    'fruit',
    {
      asked: 'fruit fruits vegetable vegetables produce berry',
      named: `apple apples banana bananas grape grapes strawberry strawberries blueberry blueberries raspberry cherry cherries
        peach peaches pear plum mango pineapple watermelon melon lemon lime kiwi coconut avocado pomegranate
        papaya apricot fig`,
    },
    {
      asked: '水果 果子 蔬菜',
      named:
        '苹果 香蕉 葡萄 草莓 蓝莓 樱桃 桃子 芒果 菠萝 梨子 西瓜 哈密瓜 柠檬 橙子 橘子 荔枝 榴莲 猕猴桃 石榴 柚子',
    },
  ),
  answerType(
    'drink',
    {
      asked: 'drink drinks beverage beverages drinking',
      named: `coffee espresso latte cappuccino mocha tea matcha juice lemonade smoothie smoothies soda cola coke beer wine
        whiskey whisky vodka rum gin cocktail cocktails milk milkshake water kombucha cocoa champagne cider`,
    },
    {
      asked: '饮料 喝什 喝的 爱喝 饮品 酒水',
      named: `咖啡 拿铁 美式 卡布奇诺 奶茶 绿茶 红茶 龙井 普洱 乌龙 豆浆 牛奶 果汁 可乐 雪碧 啤酒 红酒 白酒 黄酒 威士忌 酸梅汤
        椰汁 气泡水 苏打水 柠檬水 `,
    },
  ),
];

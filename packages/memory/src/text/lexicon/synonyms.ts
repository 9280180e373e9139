/**
 * Everyday words of which one is told and another asked for, a set a line, in both languages: "kid",
 * "child", 孩子. A word is in a set only for what it mostly means.
 */
export const synonymSets: readonly (readonly string[])[] = `
child children kid kids son daughter 孩子 小孩 儿子 女儿
mother mom mum mommy 妈妈 母亲 老妈
father dad daddy 爸爸 父亲 老爸
parent parents mother mom father dad 父母 爸妈
grandmother grandma granny nana 奶奶 外婆 姥姥
grandfather grandpa granddad 爷爷 外公 姥爷
wife husband spouse 老婆 老公 妻子 丈夫 爱人
girlfriend boyfriend partner 女朋友 男朋友 对象
friend friends buddy pal 朋友 好友
colleague colleagues coworker coworkers teammate 同事
boss manager supervisor 老板 上司 领导 经理
family relatives 家人 家里人 亲戚
baby newborn infant 宝宝 婴儿
wedding married marry marriage 婚礼 结婚
divorce divorced breakup 离婚 分手
buy bought purchase purchased 买了 购买 入手
sell sold selling 卖了 出售
gift gifts present presents 礼物
store shop boutique 商店 店铺
job work career employment profession 工作 职业
company firm employer business 公司 单位
fired laid layoff unemployed 失业 裁员 辞退
quit resign resigned 辞职 离职
promotion promoted raise 升职 加薪
start started begin began beginning launch 开始
finish finished complete completed end ended 完成 结束
movie movies film films 电影 影片
photo photos picture pictures photograph image 照片 图片
song songs music 歌曲 音乐
book books novel novels reading 小说
trip travel traveled vacation holiday journey visit visited 旅行 旅游 出游 度假
road drive driving roadtrip 开车 自驾
car vehicle auto 汽车 车子
bike bicycle cycling 自行车 骑车
house home apartment flat place 房子 公寓 家里
moved move relocate relocated 搬家 搬到
live lives living reside residence 住在 居住
hometown birthplace 家乡 老家
doctor physician clinic hospital 医生 医院
sick ill illness unwell 生病 病了
hurt injury injured pain 受伤 疼痛
medicine medication pills drug 药物 吃药
exercise workout gym fitness training 锻炼 健身 运动
run running jog jogging 跑步
hike hiking trek trail 徒步 爬山
game games gaming 游戏
competition contest tournament championship 比赛 竞赛
win won winning victory 获胜 赢了
prize award trophy medal 奖品 奖项
team club squad 队伍 球队
eat ate eating meal 吃饭
food meal dish cuisine 食物 美食 菜
dinner supper 晚饭 晚餐
lunch 午饭 午餐
breakfast 早饭 早餐
restaurant diner bistro 餐厅 饭店 餐馆
cook cooking cooked 做饭 做菜
bake baking baked 烘焙
recipe recipes 食谱 菜谱
drink drinks beverage 饮料
sweets candy dessert 甜品 甜点
like love enjoy fond favorite favourite prefer adore 喜欢 爱好 热爱
hate dislike 讨厌 不喜欢
hobby hobbies pastime interest interests passion 爱好 兴趣
happy glad joy excited thrilled 开心 高兴
sad upset depressed unhappy 难过 伤心
angry mad furious 生气 愤怒
afraid scared fear frightened terrified 害怕 担心
worried anxious nervous stressed stress anxiety 紧张 焦虑 压力
proud pride 骄傲 自豪
surprised shocked amazed 惊讶 吃惊
beautiful pretty gorgeous lovely 漂亮 美丽
funny hilarious 搞笑 有趣
difficult hard tough challenging challenge 困难 挑战
problem issue trouble setback setbacks struggle 问题 麻烦
help helped support assist aid 帮助 支持
volunteer volunteering charity community 志愿 公益
donate donation fundraiser fundraising 捐款 捐赠
goal goals dream dreams ambition aspiration 目标 梦想
plan plans planning intend 计划 打算
decide decided decision choose chose choice 决定 选择
advice suggest suggestion suggested recommend recommendation recommended 建议 推荐
think opinion view thought 看法 意见
learn learning learned study studying 学习
teach teacher teaching class lesson course workshop 老师 教课 课程
school college university campus 学校 大学
degree diploma graduate graduation graduated 毕业 学位
exam test quiz 考试
write writing wrote written 写作
draw drawing paint painting sketch 画画 绘画
art artwork artistic 艺术 作品
dance dancing dancer 跳舞 舞蹈
sing singing singer 唱歌 歌手
concert gig performance show 演唱会 演出
party celebration celebrate celebrated 聚会 派对 庆祝
birthday 生日
dog dogs puppy pup 小狗 狗狗
cat cats kitten kitty 小猫 猫咪
pet pets animal animals 宠物 动物
plant plants flower flowers garden gardening 植物 花园
tree forest woods nature 树林 森林 大自然
beach ocean sea coast 海边 大海
mountain mountains hill peak 大山
money cash finances financial 金钱 财务
expensive costly pricey 昂贵
cheap affordable inexpensive 便宜
price cost costs 价格 费用
computer laptop pc 电脑 笔记本
phone cellphone smartphone mobile 手机 电话
call called phoned 打电话
message text email mail letter 消息 邮件
meeting appointment 会议 预约
church faith religious religion god pray prayer 教堂 宗教 信仰
clothes clothing outfit wear wearing 衣服
shoes sneakers boots 鞋子
big large huge 巨大
small little tiny 微小
old elderly 年老
new recent recently latest 最近
collect collection collecting 收藏
adopt adopted adoption 领养 收养
ceremony event events 活动 仪式
symbol symbolize represent represents meaning 象征 代表
inspire inspired inspiration motivate motivated motivation 启发 激励
relax relaxing unwind destress calm 放松 解压
memory memories remember reminder remind reminds 回忆 记得
picture painting poster
accident crash 事故 车祸
storm hurricane flood rain 暴风 洪水
fix repair repaired 修理 维修
broken broke damage damaged 坏了 损坏
lost lose missing 丢了
nickname called 昵称 外号
`
  .trim()
  .split('\n')
  .map((line) => line.split(' '));

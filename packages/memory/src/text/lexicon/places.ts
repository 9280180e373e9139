import { answerType } from './answer-type.ts';

/** Where people live and go. */
export const places = [
  answerType(
    'city',
    {
      asked: 'city cities town hometown metropolis where place places location locations',
      named: `amsterdam athens atlanta austin baltimore bangkok barcelona beijing berlin boston brisbane brooklyn
        brussels budapest cairo calgary cambridge chicago cleveland copenhagen dallas delhi denver detroit
        dubai dublin edinburgh florence frankfurt geneva glasgow hamburg havana helsinki houston istanbul
        jakarta jerusalem kyoto lagos lima lisbon liverpool london lyon madrid manchester manila melbourne
        memphis miami milan minneapolis montreal moscow mumbai munich nairobi naples nashville oakland orlando
        osaka oslo oxford paris philadelphia phoenix pittsburgh portland prague rome sacramento salzburg seattle
        seoul seville shanghai shenzhen singapore stockholm sydney taipei tampa tokyo toronto vancouver venice
        vienna warsaw york zurich angeles francisco diego vegas orleans downtown`,
    },
    {
      asked: '城市 哪里 哪儿 地方 住哪 在哪 何处 家乡 老家',
      named: `北京 上海 广州 深圳 杭州 南京 苏州 成都 重庆 武汉 西安 天津 青岛 厦门 长沙 大连 昆明 宁波 无锡 郑州 济南
        合肥 福州 沈阳 哈尔滨 长春 石家庄 太原 南昌 南宁 贵阳 兰州 海口 三亚 珠海 佛山 东莞 温州 常州 扬州 桂林 丽江
        拉萨 银川 西宁 烟台 威海 洛阳 绍兴 嘉兴 泉州 香港 澳门 台北 东京 大阪 京都 首尔 曼谷 新加坡 伦敦 巴黎 纽约 柏林
        罗马 悉尼 墨尔本 温哥华 多伦多 洛杉矶 旧金山 西雅图 芝加哥 波士顿 莫斯科 迪拜`,
    },
  ),
  answerType(
    'country',
    {
      asked:
        'country countries nation abroad nationality where place places location locations continent',
      named: `america argentina australia austria belgium brazil britain bulgaria cambodia canada chile china
        colombia croatia cuba denmark egypt england ethiopia finland france germany ghana greece hungary
        iceland india indonesia iran ireland israel italy jamaica japan jordan kenya korea malaysia mexico
        morocco nepal netherlands nigeria norway pakistan peru philippines poland portugal romania russia
        scotland serbia spain sweden switzerland thailand ukraine vietnam wales africa asia europe european
        asian african american british canadian chinese french german greek indian irish italian japanese
        korean mexican russian spanish swedish abroad overseas`,
    },
    {
      asked: '国家 哪国 出国 哪里 哪儿 地方',
      named: `中国 美国 英国 法国 德国 日本 韩国 泰国 越南 印度 俄罗斯 加拿大 澳大利亚 澳洲 新西兰 意大利 西班牙 葡萄牙
        荷兰 瑞士 瑞典 挪威 丹麦 芬兰 希腊 埃及 土耳其 巴西 墨西哥 阿根廷 马来西亚 印尼 菲律宾 新加坡 欧洲 非洲 美洲 国外`,
    },
  ),
  answerType(
    'state',
    {
      asked: 'state states province region area county where place places location locations',
      named: `alabama alaska arizona arkansas california carolina colorado connecticut dakota delaware florida
        georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts
        michigan minnesota mississippi missouri montana nebraska nevada hampshire jersey ohio oklahoma
        oregon pennsylvania rhode tennessee texas utah vermont virginia washington wisconsin wyoming ontario
        quebec yorkshire bavaria tuscany`,
    },
    {
      asked: '省份 哪个省 哪省 地区',
      named: `广东 浙江 江苏 山东 四川 湖北 湖南 河南 河北 福建 安徽 江西 云南 贵州 陕西 山西 辽宁 吉林 黑龙江 甘肃 青海
        海南 广西 内蒙古 新疆 西藏 宁夏 台湾 加州 德州`,
    },
  ),
  answerType(
    'nature',
    {
      asked: 'nature outdoor outdoors landscape scenery outdoorsy',
      named: `beach mountain mountains forest lake river ocean sea sunset sunrise waterfall canyon desert island
        valley cliff hill hills woods trail trails camping hiking park coast shore stars meadow reef glacier`,
    },
    {
      asked: '户外 大自然 风景 景色',
      named:
        '海边 沙滩 山里 爬山 森林 湖边 河边 大海 日出 日落 瀑布 峡谷 沙漠 海岛 草原 露营 徒步 雪山 星空',
    },
  ),
  answerType(
    'venue',
    {
      asked: 'where venue place places spot location building',
      named: `museum gallery park library theater theatre cinema stadium arena restaurant cafe bar pub club church
        temple mosque gym studio mall market store shop zoo aquarium hospital clinic school university college
        campus office airport station hotel resort beach shelter garden playground hall concert pool`,
    },
    {
      asked: '地点 场所 去哪 哪家',
      named: `博物馆 美术馆 公园 图书馆 剧院 电影院 体育馆 餐厅 饭店 咖啡馆 酒吧 教堂 寺庙 健身房 商场 超市 动物园 医院
        学校 大学 公司 机场 车站 酒店`,
    },
  ),
  answerType(
    'home',
    {
      asked: 'home house live lives living residence accommodation apartment neighborhood',
      named: `apartment flat house condo cottage studio loft suburb suburbs neighborhood rent rented landlord mortgage
        bedroom kitchen balcony backyard basement roommate moved moving downtown`,
    },
    {
      asked: '住在 住处 住址 房子 家里 居住 住的',
      named:
        '公寓 租房 租了 买房 房东 小区 搬家 搬到 两居室 一居室 别墅 宿舍 郊区 房租 合租 室友 楼层',
    },
  ),
];

"""Sentences that mislead: each says exactly which names a careful reader takes from it, and which figures.

``Region:海城市`` is a name with its type; what is not listed must not be read.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from kg.datamodel import Document, Extraction
from kg.extraction import extract

CITY = "Region:海城市"

HOTLINES_AND_CIRCLES = [
    ("青岭县市民可拨打“12333”“12366”咨询社保和税务。", ""),
    ("海城市市民拨打“12345”反映噪声问题,2小时内得到答复。", CITY),
    ("群众拨打96116热线和110报警电话,海城市警务站3分钟到达。", CITY),
    ("海城市打造“15分钟”便民生活圈,建成“30分钟”交通圈。", CITY),
    ("海城市构建“1小时”通勤圈和“2小时”经济圈。", CITY),
    ("沈阳市加快建设“一刻钟”便民生活圈。", "Region:沈阳市"),
    ("海城市形成“半小时”产业链配套圈。", CITY),
    ("海城市“7×24小时”自助政务大厅投入使用。", CITY),
]
DATES = [
    ("“2024年8月1日”的仪式在海城市举行。", CITY),
    ("记者“5·18”当天在海城市采访。", CITY),
    ("“3·15”消费者权益日当天,海城市开展宣传。", CITY),
    ("“8·15”强降雨过后,海城市迅速恢复生产。", CITY),
    ("“六一”儿童节前夕,海城市慰问留守儿童。", CITY),
]
BRANDS = [
    ("货架上摆着海城牌拖拉机和五常大米。", ""),
    ("游客品尝北京烤鸭、重庆火锅和兰州拉面。", ""),
    ("西湖龙井、信阳毛尖和安溪铁观音走俏海城市。", CITY),
    ("盘锦大米、盘锦河蟹获得地理标志。", ""),
    ("“上海牌”轿车曾是几代人的记忆。", ""),
    ("“长江”牌水泵、“黄河”牌卡车参加展览。", ""),
    ("在北京路步行街和南京路商圈,特产受到欢迎。", ""),
]
WARES = [
    ("五粮液酒和燕京啤酒在海城市的商店里摆满货架。", CITY),
    ("顾客选购海尔冰箱、格力空调和华为手机。", ""),
    ("“青岛”牌电视机进入海城市。", CITY),
    ("青岛啤酒在海城市走俏,深受消费者喜爱。", CITY),
    ("柜台里摆着新疆馕饼、河南烩面和云南咖啡。", "Region:新疆"),
    ("摊位上有山东煎饼、陕西泡馍和湖南腊肉。", ""),
    ("消费者喜爱“陕西制造”“浙江制造”。", ""),
    ("五粮液、泸州老窖走进海城市百姓家庭。", CITY),
    ("依托大润发、沃尔玛等大型购物中心,海城市开展促销。", CITY),
]
EVENTS = [
    ("海城市的产品走进“深圳时装周”和上海国际汽车工业展览会。", CITY),
    ("海城三鱼泵业有限公司获得“辽宁省科技进步奖”和辽宁省五一劳动奖状。",
     "Company:海城三鱼泵业有限公司 Region:海城"),
    ("海城市的选手参加青岛啤酒节和哈尔滨冰雪节。", CITY),
    ("海城市、营口市结为友好区。", f"{CITY} Region:营口市"),
]
GENERIC = [
    ("一家科技公司、多家食品企业和各大银行到海城市考察。", CITY),
    ("几家银行、相关公司和众多集团在海城市设点。", CITY),
    ("该公司今年投资2亿元扩产,上述企业负责人说,我公司将继续增资。", ""),
    ("海城市支持重点企业、龙头企业和中小企业发展。", CITY),
    ("全市规模以上企业、高新技术企业、上市公司和外资企业齐头并进。", ""),
    ("本公司、我集团、该集团和这家企业在海城市落户。", CITY),
    ("部分企业、多家公司、两家银行参加对接会。", ""),
    ("某公司、这家公司、企业集团和集团公司都没有名称。", ""),
    ("有关企业、相关单位和各部门共同参加。", ""),
]
MEETINGS_AND_HONOURS = [
    ("海城市召开经济工作会议,传达党的二十届三中全会精神。", CITY),
    ("海城市召开招商引资推进会、项目建设现场会和新闻发布会。", CITY),
    ("海城市参加第十五届中国进出口商品交易会。", CITY),
    ("市十七届人大四次会议、市政协十五届三次会议在海城市开幕。", CITY),
    ("海城市获评“全国文明城市”“国家卫生城市”。", CITY),
    ("海城市荣获“中国菱镁之都”称号。", CITY),
    ("海城市入选国家创新型县(市),跻身全国综合实力百强县。", CITY),
    ("三鱼泵业有限公司荣获国家科技进步奖二等奖。", "Company:三鱼泵业有限公司"),
]
SLOGANS = [
    ("海城市坚持一个中心、两个基本点,突出三个导向,抓住四个关键。", CITY),
    ("海城市做到三个“坚定不移”、五个“聚焦”。", CITY),
    ("海城市以“钉钉子”精神抓落实,保持“时时放心不下”的责任感。", CITY),
    ("海城市上下“一盘棋”、拧成“一股绳”,跑出“加速度”。", CITY),
    ("各级干部要做到“三个必须”、守住“四条底线”。", ""),
    ("海城市牢固树立“四个意识”,坚定“四个自信”,做到“两个维护”。", CITY),
    ("要算好“经济账”、打好“组合拳”、下好“先手棋”。", ""),
    ("合作共赢、开放发展,海城市与各方合作。", CITY),
]


@pytest.fixture
def read(document_of: Callable[[str], Document]) -> Callable[[str], Extraction]:
    return lambda text: extract(document_of(text))


@pytest.mark.parametrize(
    ("text", "names"),
    HOTLINES_AND_CIRCLES + DATES + BRANDS + WARES + EVENTS + GENERIC + MEETINGS_AND_HONOURS + SLOGANS,
    ids=lambda value: value[:12],
)
def test_only_what_is_a_name(read: Callable[[str], Extraction], text: str, names: str) -> None:
    found = {f"{mention.type}:{mention.surface}" for mention in read(text).mentions}
    assert found == set(names.split())


@pytest.mark.parametrize(("text", "numbers"), HOTLINES_AND_CIRCLES, ids=lambda value: value[:12])
def test_no_figure_from_a_hotline_or_a_circle(read: Callable[[str], Extraction], text: str, numbers: str) -> None:
    assert not read(text).observations


def test_the_calls_to_a_hotline_are_a_figure_but_its_number_is_none(read: Callable[[str], Extraction]) -> None:
    observations = read("海城市12345热线受理诉求3.2万件,接通率达98%。").observations
    assert {observation.value for observation in observations} == {Decimal("3.2"), Decimal(98)}


def test_a_real_programme_beside_a_slogan(read: Callable[[str], Extraction]) -> None:
    found = {mention.surface for mention in read("海城市上下“一盘棋”,推进“5+3+N”产业体系建设。").mentions}
    assert any("5+3+N" in surface for surface in found)
    assert not any("一盘棋" in surface for surface in found)


@pytest.mark.parametrize(("text", "codes"), [
    ("长春市朝阳区发展汽车产业。", {"长春市": "220100", "朝阳区": "220104"}),
    ("辽宁省朝阳市发展冶金产业。", {"辽宁省": "210000", "朝阳市": "211300"}),
    ("北京市朝阳区发展数字经济。", {"北京市": "110000", "朝阳区": "110105"}),
    ("鹤岗市南山区推进石墨产业。", {"鹤岗市": "230400", "南山区": "230404"}),
    ("深圳市南山区发展人工智能。", {"深圳市": "440300", "南山区": "440305"}),
    ("双鸭山市宝山区发展煤炭产业。宝山区去年新开煤矿。", {"双鸭山市": "230500", "宝山区": "230506"}),
    ("宝山区是上海市的工业基地。", {"上海市": "310000", "宝山区": "310113"}),
    ("阜新市海州区发展新能源产业。海州区建成风电场。", {"阜新市": "210900", "海州区": "210902"}),
    ("江北区是宁波市的老工业区,发展绿色石化。", {"宁波市": "330200", "江北区": "330205"}),
    ("重庆市江北区发展金融业。", {"重庆市": "500000", "江北区": "500105"}),
    ("宝山区是上海市的工业区。双鸭山市推进煤炭产业。", {"上海市": "310000", "宝山区": "310113", "双鸭山市": "230500"}),
    ("通州区位于北京市东部,南通市发展家纺产业。", {"北京市": "110000", "通州区": "110112", "南通市": "320600"}),
    ("上海市下辖的普陀区发展商贸业,舟山市发展渔业。", {"上海市": "310000", "普陀区": "310107", "舟山市": "330900"}),
    ("沈阳市和平区举办活动,祝愿世界和平。", {"沈阳市": "210100", "和平区": "210102"}),
])
def test_one_name_of_several_divisions(
    read: Callable[[str], Extraction], text: str, codes: dict[str, str]
) -> None:
    regions = [mention for mention in read(text).mentions if mention.type == "Region"]
    assert {(mention.surface, mention.refers) for mention in regions} == set(codes.items())


def test_one_name_twice_in_a_document(read: Callable[[str], Extraction]) -> None:
    text = "唐山市古冶区发展陶瓷产业,石家庄市长安区发展商贸业。西安市长安区发展航天产业。"
    regions = [mention.refers for mention in read(text).mentions if mention.surface == "长安区"]
    assert regions == ["130102", "610116"]


@pytest.mark.parametrize(("text", "names"), [
    ("海城经济开发区重点发展镁制品。", {("Park", "海城经济开发区"), ("Region", "海城")}),
    ("溧阳高新区去年新建厂房。", {("Park", "溧阳高新区"), ("Region", "溧阳")}),
    ("海城三鱼泵业有限公司今年扩产。", {("Company", "海城三鱼泵业有限公司"), ("Region", "海城")}),
])
def test_the_place_in_a_name(read: Callable[[str], Extraction], text: str, names: set[tuple[str, str]]) -> None:
    found = read(text)
    assert names <= {(mention.type, mention.surface) for mention in found.mentions}
    placed = {(relation.subject.surface, relation.object.surface) for relation in found.relations
              if relation.relation == "locatedIn"}
    (region,) = (surface for kind, surface in names if kind == "Region")
    assert placed == {(surface, region) for kind, surface in names if kind != "Region"}


@pytest.mark.parametrize(("text", "body"), [
    ("中国科学院苏州材料科学与技术研究所挂牌成立。", "中国科学院苏州材料科学与技术研究所"),
    ("清华大学珠海国际研究生院迎来新生。", "清华大学珠海国际研究生院"),
    ("中国医学科学院阜外医院派出专家。", "中国医学科学院阜外医院"),
    ("教育部江苏高等研究院揭牌。", "教育部江苏高等研究院"),
    ("新江苏·江苏日报记者 王小明", "江苏日报"),
    ("复旦大学在苏州举办研究院论坛。", "复旦大学"),
    ("海城铁岭日报 2024年8月5日 第2版", "海城铁岭日报"),
    ("2024-08-05 10:20 东江信息报", "东江信息报"),
    ("东江经济网讯(记者 王小明)海城市召开会议。", "东江经济网"),
])
def test_a_body_by_its_whole_name(read: Callable[[str], Extraction], text: str, body: str) -> None:
    assert [mention.surface for mention in read(text).mentions if mention.type == "Organisation"] == [body]


@pytest.mark.parametrize("text", [
    "推进四川成渝地区双城经济圈建设。",
    "在万达广场和恒大城举办活动。",
    "南大智慧城加快建设。",
    "支持举办中国家电及消费电子博览会。",
    "海城市集中了制鞋、富锦食品、智能家电等细分产业链。",
    "海城市筛选出12条重点产业链:光电、富锦食品、钛合金。",
])
def test_no_company_in_another_word(read: Callable[[str], Extraction], text: str) -> None:
    assert not [mention.surface for mention in read(text).mentions if mention.type == "Company"]


@pytest.mark.parametrize(("text", "company"), [
    ("青岛啤酒投资建设新工厂。", "青岛啤酒"),
    ("华为手机项目开工。", "华为"),
    ("海尔冰箱生产线投产。", "海尔"),
])
def test_a_company_beside_its_ware(read: Callable[[str], Extraction], text: str, company: str) -> None:
    assert any(mention.surface.startswith(company) for mention in read(text).mentions if mention.type == "Company")

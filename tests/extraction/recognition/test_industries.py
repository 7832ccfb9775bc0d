"""What counts as the name of an industry, and what does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.datamodel import Document, Sentence
from kg.extraction.recognition import industries, parks, regions

Read = Callable[..., Document]


def names(document: Document) -> list[str]:
    """The industries of a document, with places and parks known."""
    known = tuple(regions.recognize(document, ()))
    known = (*known, *parks.recognize(document, known))
    return [mention.surface for mention in industries.recognize(document, known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大力发展低空经济。", ["低空经济"]),
        ("壮大沙棘、水泵、轴承等特色产业。", ["沙棘", "水泵", "轴承"]),
        ("打造纺织服装、绿色食品、工程机械与重型装备、现代物流等4个产业集群。",
         ["纺织服装", "绿色食品", "工程机械与重型装备", "现代物流"]),
        ("做强石化及精细化工产业。", ["石化及精细化工"]),
        ("推动先进制造业和现代服务业融合。", ["先进制造业", "现代服务业"]),
        ("发展红心柚产业。", ["红心柚"]),
        ("茶产业年产值十亿元。", ["茶产业"]),
        ("发展蔬菜加工，推广智能家电。", ["蔬菜加工", "智能家电"]),
        ("建设世界级菱镁产业基地。", ["菱镁"]),
        ("促进生活性服务业高品质发展。", ["生活性服务业"]),
        ("布局氢能、磁浮、风洞，三大产业齐头并进。", ["氢能", "磁浮", "风洞"]),
        ("推进餐饮、家政、银发经济等服务品牌化。", ["餐饮", "家政", "银发经济"]),
        # two names in one item, and a head that is the last item's own
        ("培育新材料、低空经济和商业航天、机器人等十大新兴产业。", ["新材料", "低空经济", "商业航天", "机器人"]),
        ("创新发展数字贸易、中间品贸易。", ["数字贸易", "中间品贸易"]),
        # open names behind a verb, chains, suppliers, services of the public
        ("大力发展订制农业，加快冷水渔业振兴。", ["订制农业", "冷水渔业"]),
        ("形成“硅料—硅片—组件”产业链。", ["硅料", "硅片", "组件"]),
        ("引进电芯、隔膜、壳体等配套企业20家。", ["电芯", "隔膜", "壳体"]),
        ("促进养老、托育、家政等服务消费扩容提质。", ["养老", "托育", "家政"]),
        ("加快向氟硅新材料、专用化学品转型。", ["氟硅新材料", "专用化学品"]),
        ("促进入境旅游发展。", ["入境旅游"]),
        ("做大“小酥饼”经济。", ["“小酥饼”经济"]),
        ("培育畜牧万亿级产业链。", ["畜牧"]),
        # what a place lives by, takes up or answers; counted lists, formulas, and the same open name again
        ("海城的家底是石化、陶瓷、建材和纺织。", ["石化", "陶瓷", "建材", "纺织"]),
        ("海城市重点抓辣椒和白酒。", ["辣椒", "白酒"]),
        ("答：新材料、绿色铜、生物医药、蔬菜。", ["新材料", "绿色铜", "生物医药", "蔬菜"]),
        ("还有三张底牌：陶瓷、轮胎和农产品加工。", ["陶瓷", "轮胎", "农产品加工"]),
        ("走“酒业+农业+畜牧业”循环的路子。", ["农业", "畜牧业"]),
        ("从采选做到球形石墨、负极材料。", ["球形石墨", "负极材料"]),
        ("壮大文旅用品、光电照明等产业。文旅用品企业24家。", ["文旅用品", "光电照明", "文旅用品"]),
        ("电子信息、服饰、陶瓷分别增长12%、11%、7%。", ["电子信息", "服饰", "陶瓷"]),
    ],
)
def test_names(document_of: Read, text: str, expected: list[str]) -> None:
    assert names(document_of(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "加快传统产业改造，壮大新兴产业，布局未来产业。",
        "做强实体经济、民营经济和县域经济。",
        "汽车、家电、手机等商品销量不错。",
        "整治教育、医疗、养老等领域的突出问题。",
        "推动产业链供应链稳定。",
        "成立人工智能学院。",
        "轴承产量增长，新能源装机突破五百万千瓦。",
        "细化工作方案，强化工作举措。",
        "发展产业、壮大产业、提升产业。",
        "推进南口、北口等全国重点实验室集群建设。",
        "坚持强龙头、补链条、聚集群。",
        "电池片产能106GW。",
        "扩大先进装备、优质农机等进口。",
        "吸引三鱼、大河等行业龙头企业入驻。",
        "承接长三角、珠三角等沿海地区产业转移。",
        "现代服务业发展不充分。",
    ],
)
def test_no_names(document_of: Read, text: str) -> None:
    assert names(document_of(text)) == []


def test_an_idle_attribute_ties_to_the_bare_name(document_of: Read) -> None:
    document = document_of("菱镁产业是根基。\n\n建立现代菱镁产业体系。")
    found = {mention.surface: mention.refers for mention in industries.recognize(document, ())}
    assert found == {"菱镁": "", "现代菱镁": "菱镁"}


def test_one_character_echoes_its_industry(document_of: Read) -> None:
    document = document_of("锂产业进入布局。\n\n图谱二，锂。")
    found = [(mention.surface, mention.refers) for mention in industries.recognize(document, ())]
    assert found == [("锂产业", ""), ("锂", "锂产业")]


def test_a_name_inside_a_park_is_none(document_of: Read) -> None:
    assert names(document_of("位于云岭新材料产业园的车间里。")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a verb of promotion before, or what is done with it behind, makes an industry of a product
        ("大力发展棉花、肉牛、辣椒。", ["棉花", "肉牛", "辣椒"]),
        ("促进棉花提质增效。", ["棉花"]),
        ("推动石油增储上产。", ["石油"]),
        ("促进水泥、平板玻璃等低碳化、制品化发展。", ["水泥", "平板玻璃"]),
        ("煤炭清洁生产方面，抓好产能接续。", ["煤炭"]),
        ("建设玉米制种基地。", ["玉米制种"]),
        ("以肉牛、食用菌为主导，中药材、蜜蜂为补充。", ["肉牛", "食用菌", "中药材", "蜜蜂"]),
        ("发展露地蔬菜、设施葡萄、反季节草莓。", ["露地蔬菜", "设施葡萄", "反季节草莓"]),
        # names of no vocabulary, by their grammar
        ("推动矿渣多元综合利用。", ["矿渣多元综合利用"]),
        ("提高山核桃精深加工水平。", ["山核桃精深加工"]),
        ("循环环保产业实现高端化。", ["循环环保"]),
        ("发展新型合金材料产业。", ["新型合金材料"]),
        ("培育出渔具、假发、钢卷尺等一批特色产业集群。", ["渔具", "假发", "钢卷尺"]),
        ("楼宇、总部、会展经济加速集聚。", ["楼宇", "总部", "会展经济"]),
        ("构建冰雪运动、冰雪装备、冰雪旅游全产业链。", ["冰雪运动", "冰雪装备", "冰雪旅游"]),
        ("发展康养游、红色游、边境游。", ["康养游", "红色游", "边境游"]),
        # figures of a sector
        ("林业产值八亿元，渔业产值三亿元。", ["林业", "渔业"]),
    ],
)
def test_names_by_their_frame(document_of: Read, text: str, expected: list[str]) -> None:
    assert names(document_of(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "完善棉花目标价格。",
        "布局基站、充电桩等新型基础设施项目。",
        "推出智能眼镜、服务机器人等新产品。",
        "锻造高质量发展强劲引擎。",
        "推动教育、医疗、养老优质均衡发展。",
        "设立一支产业基金。",
        "集应急指挥、物资储备、教学培训等于一体的产业集群。",
        "构建勘探开发、储运利用、品牌建设全产业链。",
        "加快新型农业经营主体培育。",
        "释放餐饮、赛事等消费潜力。",
    ],
)
def test_no_names_by_their_frame(document_of: Read, text: str) -> None:
    assert names(document_of(text)) == []


def test_an_aside_goes_with_the_full_name(document_of: Read) -> None:
    document = document_of("有色金属新材料是家底。\n\n有色这一头，链条长。")
    found = [(mention.surface, mention.refers) for mention in industries.recognize(document, ())]
    assert found == [("有色金属新材料", ""), ("有色", "有色金属新材料")]


def test_a_list_of_companies_is_none_of_industries(document_of: Read) -> None:
    document = document_of("云岭新材料、北山锰业等企业聚集。")
    sentence = document.sentences[0]
    known = tuple(document.mention(sentence, span, "Company", "test") for span in ((0, 5), (6, 10)))
    assert list(industries.recognize(document, known)) == []


def test_a_list_behind_its_class_word(document_of: Read) -> None:
    text = "全市确定6条重点产业链：重卡、富硒食品、乘用车（新能源）、智能终端、传感器、民用无人机。"
    assert names(document_of(text)) == ["重卡", "富硒食品", "乘用车（新能源）", "智能终端", "传感器", "民用无人机"]


def test_two_sectors_that_a_link_joins(document_of: Read) -> None:
    text = "促进现代服务业与先进制造业、现代农业融合发展。"
    assert names(document_of(text)) == ["现代服务业", "先进制造业", "现代农业"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推动支撑性服务业赋能增效。", "支撑性服务业"),
        ("不断提升营利性服务业发展水平。", "营利性服务业"),
        ("发展非营利性服务业。", "非营利性服务业"),
    ],
)
def test_kinds_of_services(document_of: Read, text: str, expected: str) -> None:
    assert expected in names(document_of(text))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="发展菱镁和与及、，。产业等五大的“”（）服务低空经济链3个", max_size=40))
def test_mentions_lie_in_their_text(text: str) -> None:
    sentence = Sentence(index=0, article=0, paragraph=0, kind="body", text=text, runs=((0, 0),))
    document = Document(id="d", title="", text=text, source="", digest="", sentences=(sentence,) if text else ())
    for mention in industries.recognize(document, ()):
        assert text[mention.left : mention.right] == mention.surface == document.text[mention.start : mention.end]
        assert mention.surface

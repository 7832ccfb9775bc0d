"""Which words are the name of a project."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.datamodel import Document
from kg.extraction import annotate

Read = Callable[..., Document]


def names(document: Document) -> set[str]:
    return {mention.surface for mention in annotate(document).of_type("Project")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "今年，我市将推动青石岭核电2号机组、华瑞精细化工、远洋锂电池工厂等项目建成投产。",
            {"青石岭核电2号机组", "华瑞精细化工", "远洋锂电池工厂"},
        ),
        ("新签约亿元以上项目30个，瑞科高端树脂、恒泰冷机基地等重点项目签约落地。", {"瑞科高端树脂", "恒泰冷机基地"}),
        ("柳溪高速、桃源铁路等12个项目开工建设。", {"柳溪高速", "桃源铁路"}),
        ("加快建设柳溪高铁及桃源港二期等重大工程。", {"柳溪高铁", "桃源港二期"}),
        ("在建的:青石水库,柳溪电站二期。", {"青石水库", "柳溪电站二期"}),
        ("开工名单里,有柳溪生物医药基地,也有桃源商业综合体。", {"柳溪生物医药基地", "桃源商业综合体"}),
        (
            "分别为总投资30亿元的青石时代广场建设项目、总投资20亿元的柳溪应急安全产业园项目、总投资5亿元的桃源玻璃钢生产项目。",
            {"青石时代广场建设项目", "柳溪应急安全产业园项目", "桃源玻璃钢生产项目"},
        ),
        (
            "蒙达煤化工项目（总投资35亿元）、鑫源铝业年产20万吨铝板带项目（总投资12亿元）等12个重点项目集中开工。",
            {"蒙达煤化工项目", "鑫源铝业年产20万吨铝板带项目"},
        ),
        ("推动后桥、柳婆泉、钱阳山等煤矿项目核准。", {"后桥", "柳婆泉", "钱阳山"}),
        ("青石高铁、桃源高铁开通运行。", {"青石高铁", "桃源高铁"}),
        ("加快雄柳、石雄铁路项目建设，力促雄商高铁建成投用。", {"雄柳", "石雄铁路项目", "雄商高铁"}),
        ("柳龙、城龙、醴柳高速建成通车。", {"柳龙", "城龙", "醴柳高速"}),
        ("续建合浦至湛江、百色至崇左等7个铁路项目。", {"合浦至湛江", "百色至崇左"}),
        ("推进青白河综合治理和二道河水库等重点水利工程建设。", {"青白河综合治理", "二道河水库"}),
        ("建成开放青石湾大歌剧院。", {"青石湾大歌剧院"}),
        ("在建青石科技园、柳溪轮毂二期等项目12个。", {"青石科技园", "柳溪轮毂二期"}),
        (
            "投资方｜项目｜落户地\n远洋科技有限公司｜高标准设施农业产业园项目｜青石县\n宏图集团│恒泰冷机基地│柳溪县",
            {"高标准设施农业产业园项目", "恒泰冷机基地"},
        ),
    ],
)
def test_lists(document_of: Read, text: str, expected: set[str]) -> None:
    assert names(document_of(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总投资38亿元的远洋零碳产业园一期项目顺利开工。", "远洋零碳产业园一期项目"),
        ("全面实施柳溪河改线工程，开工建设青石岭风电场。", "青石岭风电场"),
        ("加快“柳溪—桃源输油管道工程”建设。", "柳溪—桃源输油管道工程"),
        ("柳溪港20万吨级航道改扩建项目正全速推进。", "柳溪港20万吨级航道改扩建项目"),
        ("建成青石岭滨河绿道，新增绿地30万平方米。", "青石岭滨河绿道"),
        ("6月28日，县里举行重点项目集中开工暨青石应急安全产业园开工奠基仪式。", "青石应急安全产业园"),
        ("投资12亿元的装配式建筑产业园项目已落地。", "装配式建筑产业园项目"),
        ("其中青石异地技改项目8月26日正式投产。", "青石异地技改项目"),
        ("紧凑型聚变能实验装置提前进入总装。", "紧凑型聚变能实验装置"),
        ("柳溪江干流行洪区工程开工建设。", "柳溪江干流行洪区工程"),
        ("完成柳阳铁路动车改造工程。", "柳阳铁路动车改造工程"),
        ("启动引江济柳工程。", "引江济柳工程"),
        ("10千伏专线及开闭所工程计划投资1216万元。", "10千伏专线及开闭所工程"),
        ("远洋科技总投资30亿元的功率半导体项目三期开工。", "功率半导体项目三期"),
        ("签署风力发电项目合作协议。", "风力发电项目"),
        ("1.年产10万台新能源电机项目开工。", "年产10万台新能源电机项目"),
        ("走进位于青石县的宏图智能制造产业园建设现场，塔吊林立。", "宏图智能制造产业园"),
        ("总投资10.5亿元的宏图电子智能制造基地正拔地而起。", "宏图电子智能制造基地"),
        ("青石污水处理厂土建和设备安装基本完成。", "青石污水处理厂"),
    ],
)
def test_names_by_their_noun(document_of: Read, text: str, expected: str) -> None:
    assert expected in names(document_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "全市实施重点项目194个，工业项目102个。",
        "建成口袋公园75个，改造农村公路120公里。",
        "实施“千名英才”培育工程和就业惠民工程。",
        "抓好生物制造、氢能装备等项目建设。",
        "推动钢铁、有色等领域一批重大外资项目加快落地。",
        "打造全国重要的新能源装备制造基地。",
        "推动青石古城、柳溪古街等项目申报世界文化遗产。",
        "积极引进一批海洋生物科技、海洋生物产品研发、水产品精深加工、玻璃新材料产业等项目。",
        "加快布局建设煤制芳烃、低阶煤分质分级利用、焦化化产深加工等项目。",
        "晶硅光伏、风电装备实现全产业链贯通。",
        "创建国家5A级景区，一栋栋厂房正拔地而起。",
        "打造全方位门户复合型国际航空枢纽，推进“大思政课”建设工程。",
        "开发区签约项目12个，总投资136亿元。",
        "推进教育、医疗、铁路建设。",
        "建设大型智算中心等智能新基建项目，推进氢基能源项目建设。",
    ],
)
def test_classes_campaigns_and_goals_are_none(document_of: Read, text: str) -> None:
    assert names(document_of(text)) == set()


def test_a_name_is_found_again(document_of: Read) -> None:
    document = document_of("远洋零碳产业园一期项目开工。\n\n记者在远洋零碳产业园一期看到，塔吊林立。")
    surfaces = [mention.surface for mention in annotate(document).of_type("Project")]
    assert surfaces == ["远洋零碳产业园一期项目", "远洋零碳产业园一期"]


def test_the_name_without_its_developer_is_the_same_project(document_of: Read) -> None:
    text = "青石远洋科技有限公司温泉康养产业园项目开工。\n\n温泉康养产业园项目占地300亩。"
    projects = annotate(document_of(text)).of_type("Project")
    assert len({mention.refers for mention in projects}) == 1
    assert {mention.sentence for mention in projects} == {0, 1}


def test_what_a_project_builds_is_no_second_one(document_of: Read) -> None:
    text = "远洋化工丙烯一体化项目总投资107亿元，主要建设75万吨/年丙烷脱氢装置。"
    assert names(document_of(text)) == {"远洋化工丙烯一体化项目"}

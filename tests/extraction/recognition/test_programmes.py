"""Programmes: codes, word forms, campaigns, policies; what only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.datamodel import Document
from kg.extraction.recognition import programmes

Documents = Callable[[str], Document]


def found(document: Document) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for mention in programmes.recognize(document, ()):
        names.setdefault(mention.refers, set()).add(mention.surface)
    return names


@pytest.mark.parametrize(
    ("text", "key", "surface"),
    [
        ("锚定某省委“两个确保”。", "两个确保", "两个确保"),
        ("东河县围绕“3+2+N”特色产业体系招商。", "3+2+N", "“3+2+N”特色产业体系"),
        ("全市深入实施“4216”发展战略。", "4216", "“4216”发展战略"),
        ("构建“6+“4+3”+10”产业布局。", "6+4+3+10", "6+“4+3”+10”产业布局"),
        ("形成“一核、两带、多点”空间布局。", "一核、两带、多点", "“一核、两带、多点”空间布局"),
        ("以“五转变、五突破”为抓手。", "五转变、五突破", "五转变、五突破"),
        ("当地合称“一园一镇一湖”。", "一园一镇一湖", "一园一镇一湖"),
        ("深入实施城乡绿化提质行动，取得实效。", "城乡绿化提质行动", "城乡绿化提质行动"),
        ("开展“暖企护航”行动，走访企业。", "暖企护航", "“暖企护航”行动"),
        ("出台《东河县支持民宿发展若干措施》。", "东河县支持民宿发展若干措施", "《东河县支持民宿发展若干措施》"),
        ("建立逐户销号工作机制。", "逐户销号工作机制", "逐户销号工作机制"),
        ("全面落实河长制。", "河长制", "河长制"),
        ("参与共建“一带一路”。", "一带一路", "一带一路"),
        ("落实国家新一轮建材行业稳增长工作方案。", "建材行业稳增长工作方案", "国家新一轮建材行业稳增长工作方案"),
        ("出台便民利企36条措施。", "便民利企36条措施", "便民利企36条措施"),
        ("深入实施科教兴县、人才强县战略。", "科教兴县", "科教兴县"),
        ("认真贯彻中小企业促进法，兑现承诺。", "中小企业促进法", "中小企业促进法"),
        ("颁布实施乡村旅游促进条例。", "乡村旅游促进条例", "乡村旅游促进条例"),
        ("入选国家中小企业数字化转型试点城市。", "中小企业数字化转型试点城市", "国家中小企业数字化转型试点城市"),
        ("成功创建国家绿色金融改革试验区。", "绿色金融改革试验区", "国家绿色金融改革试验区"),
        ("开展农村宅基地有偿退出试点，盘活房屋。", "农村宅基地有偿退出试点", "农村宅基地有偿退出试点"),
        ("落实新建商品房交房即交证制度。", "新建商品房交房即交证制度", "新建商品房交房即交证制度"),
        ("深入实施扶持茶产业发展的若干措施，壮大茶企。", "扶持茶产业发展的若干措施", "扶持茶产业发展的若干措施"),
        ("推出稳就业“20条”。", "20条", "稳就业“20条”"),
        ("抓实县域商业12条路径。", "县域商业12条路径", "县域商业12条路径"),
        ("全面实施“晚托无忧”，惠及学生。", "晚托无忧", "晚托无忧"),
        ("“即申即兑”“川滇通办”让企业省心。", "川滇通办", "川滇通办"),
        ("“森林贷+”改革全面推开。", "森林贷+", "“森林贷+”改革"),
        ("深入开展物业领域突出问题集中整治。", "物业领域突出问题集中整治", "物业领域突出问题集中整治"),
    ],
)
def test_names_of_programmes(document_of: Documents, text: str, key: str, surface: str) -> None:
    names = found(document_of(text))
    assert surface in names.get(key, set()), names


@pytest.mark.parametrize(
    "text",
    [
        "12345热线受理诉求，建成15分钟生活圈和5G基站，提供7×24小时服务。",
        "深刻领悟“两个确立”，做到“两个维护”，坚持“一企一策”。",
        "聚焦“一个主题”、“两条主线”和“三个导向”。",
        "大力发展战略性新兴产业，培育战略科技力量。",
        "东河水库扩建工程和城南输变电工程开工建设。",
        "加强重点工程建设，落实惠企政策，按计划推进。",
        "全省形成“四纵三横”公路网，实现“3小时高铁圈”。",
        "荣获“五个一工程”奖。",
        "《东河日报》报道，纪录片《大河》开机。",
        "工程师走进现场，采取有力行动。",
        "鼓励企业“走出去”，整治“内卷式”竞争，打造“山水东河”品牌。",
        "推进严格执法，改进工作方法，优化算法。",
        "新增一批绿色开采试点，开展10个省级试点，扶持试点企业。",
        "主体土建工程和10千伏专线工程完工。",
    ],
)
def test_what_is_no_programme(document_of: Documents, text: str) -> None:
    assert found(document_of(text)) == {}


def test_forms_of_one_programme_share_their_key(document_of: Documents) -> None:
    text = "东河县实施制造业振兴三年行动。三年行动开局良好。产业倍增计划升级为“3612”发展矩阵，“3612”成效初显。"
    names = found(document_of(text))
    assert names["制造业振兴三年行动"] == {"制造业振兴三年行动", "三年行动"}
    assert {"产业倍增计划", "3612", "“3612”发展矩阵"} <= names["3612"]


def test_spans_are_exact(document_of: Documents) -> None:
    document = document_of("东河县实施“3+2”产业体系，打好蓝天、碧水、净土保卫战。")
    for mention in programmes.recognize(document, ()):
        assert document.text[mention.start:mention.end] == mention.text


@pytest.mark.parametrize("text", [
    "今年“90后”创业者明显增多。",
    "“80后”“00后”成为消费主力。",
    "年满“60岁”的老人免费乘车。",
    "“95岁”高龄的老人获得慰问。",
    "实现“0元”开办企业，“1天”办结。",
    "落实“24小时”值班制度。",
    "聚焦“一个目标”，把握“两个关键”，做好“三篇文章”。",
])
def test_ages_hours_and_slogans_are_none(document_of: Documents, text: str) -> None:
    assert not found(document_of(text)), found(document_of(text))


@pytest.mark.parametrize(("text", "key"), [
    ("抓好“上云用数”服务。", "上云用数"),
    ("滚动实施“五个十大”，选树标杆。", "五个十大"),
    ("该市把“八大产业集群”精简到“六大产业集群”。", "六大产业集群"),
])
def test_services_and_counted_sets(document_of: Documents, text: str, key: str) -> None:
    assert key in found(document_of(text)), found(document_of(text))


def test_no_verb_of_cutting_down_in_a_name(document_of: Documents) -> None:
    forms = found(document_of("该市把产业精简到“六大产业集群”。"))
    assert not any("精简" in surface for surfaces in forms.values() for surface in surfaces), forms

"""Which characters are a company, and which full name a short form stands for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.datamodel import Document
from kg.extraction.recognition import companies, organisations, parks, regions, settle

Read = Callable[..., Document]


def found(document: Document) -> dict[str, str]:
    known = settle(regions.recognize(document, ()))
    for recognizer in (organisations, parks):
        known = settle((*known, *recognizer.recognize(document, known)))
    return {mention.surface: mention.refers for mention in companies.recognize(document, known)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("记者走进临沂鼎盛泵业有限公司的车间。", "临沂鼎盛泵业有限公司"),
        ("本月与维贝克(中国)投资有限公司达成共识。", "维贝克(中国)投资有限公司"),
        ("沧州凯达新材料科技（集团）有限公司二期投产。", "沧州凯达新材料科技（集团）有限公司"),
        ("宝钛集团的研发团队获奖。", "宝钛集团"),
        ("吉林磐石农商银行推出贷款产品。", "吉林磐石农商银行"),
    ],
)
def test_full_names(document_of: Read, text: str, name: str) -> None:
    assert name in found(document_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "新增境内外上市公司45家，龙头企业加快成长。",
        "该公司负责人说，8家央企落户，子公司增多。",
        "支持各大国有银行加大信贷投放，医疗集团建设提速。",
        "受行业需求不足影响，部分行业增速放缓。",
        "推动成渝地区双城经济圈建设，具身智能等项目开工。",
        "建成19个国家级基地，加快海洋化工、海洋电力发展。",
    ],
)
def test_classes_of_companies_are_none(document_of: Read, text: str) -> None:
    assert found(document_of(text)) == {}


def test_short_forms_refer_to_the_full_name(document_of: Read) -> None:
    text = "辽宁鼎辉生物科技有限公司开足马力。\n\n鼎辉生物已有三条生产线，围绕鼎辉等农药企业延链补链。"
    mentions = found(document_of(text))
    assert mentions["鼎辉生物"] == mentions["鼎辉"] == "辽宁鼎辉生物科技有限公司"


def test_introduced_short_form(document_of: Read) -> None:
    text = "湖北荣山智能装备有限公司（以下简称“荣装智能”）落户。\n\n荣装智能计划年底投产。"
    assert found(document_of(text))["荣装智能"] == "湖北荣山智能装备有限公司"


def test_list_of_companies(document_of: Read) -> None:
    mentions = found(document_of("以铂瑞科技、汉卓橡胶、凯晟为代表的企业加快扩产。"))
    assert {"铂瑞科技", "汉卓橡胶", "凯晟"} <= set(mentions)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("先后引进了洪腾达、三头鹰车业、恒昊精工等20余家配套企业。", ["洪腾达", "三头鹰车业", "恒昊精工"]),
        ("板块以施润药业、科远药业等9家规上企业为支柱。", ["施润药业", "科远药业"]),
        ("宏谊新材、超睿科技两大行业龙头就在园区。", ["宏谊新材", "超睿科技"]),
        ("引进落地瑞斯夫、广和集团、贵州磷泰等世界500强、中国500强企业。", ["瑞斯夫", "广和集团"]),
        ("成功引进耀灵时代、讴神机械等一批优质项目。", ["耀灵时代", "讴神机械"]),
        ("海南红塬异地技改项目投产。", ["海南红塬"]),
        ("宏昌中燃300万吨焦化项目开工。", ["宏昌中燃"]),
    ],
)
def test_whole_items_of_lists(document_of: Read, text: str, names: list[str]) -> None:
    assert set(names) <= set(found(document_of(text)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("双方在会上表示，丰和集团与上海华谊今天签署合作协议。", "上海华谊"),
        ("引进杭州联宏科技，联宏科技年度营收突破10亿元。", "联宏科技"),
        ("由福建紫铄铜业共同建设。", "福建紫铄铜业"),
        ("与东莞市安胜企业管理有限公司签署协议。", "东莞市安胜企业管理有限公司"),
    ],
)
def test_parties_and_owners(document_of: Read, text: str, name: str) -> None:
    assert name in found(document_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "以小镇为主体创建产业园。",
        "是市里直接管理的大型化工企业集团。",
        "县属国有资本联合社会资本设立基金。",
        "建设总投资10亿元的高精铜板带项目。",
        "新增规上企业、高新技术企业等5家企业。",
        "市委、市政府、有关部门等走访企业。",
    ],
)
def test_no_companies(document_of: Read, text: str) -> None:
    assert found(document_of(text)) == {}


def test_head_of_projects(document_of: Read) -> None:
    mentions = found(document_of("布瑞顿特种金属制品生产基地、鑫昱达正极材料等12个项目开工。"))
    assert {"布瑞顿", "鑫昱达"} <= set(mentions)


def test_weak_names_need_support(document_of: Read) -> None:
    assert "三峡" not in found(document_of("三峡工程运行平稳。"))
    assert "三峡" in found(document_of("引进三峡、大唐等央企。"))


def test_parent_inside_a_name(document_of: Read) -> None:
    mentions = found(document_of("宏远集团海宁市胜源耐火材料制造有限公司生产忙。"))
    assert {"宏远集团", "宏远集团海宁市胜源耐火材料制造有限公司"} <= set(mentions)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("5.铂瑞星河年产3万吨锂电池负极材料项目。", "铂瑞星河"),
        ("推进荣钲智能制造产业园、昊岚锂电池回收项目建设。", "荣钲"),
        ("总投资25亿元的集昊新能源专用车制造基地项目落户。", "集昊"),
        ("中车时代新能源电驱桥项目投产。", "中车时代"),
        ("海南炼化百万吨乙烯项目投产。", "海南炼化"),
        ("铂能特（沧州）产业园项目开工。", "铂能特"),
    ],
)
def test_goods_end_the_name_that_opens_a_project(document_of: Read, text: str, name: str) -> None:
    assert name in found(document_of(text))


def test_a_place_before_a_short_name_is_no_part_of_it(document_of: Read) -> None:
    assert "昊岚" in found(document_of("记者在滨海县昊岚锂电池回收综合利用项目现场看到，厂房封顶。"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("从金力永磁、韵晟科技、昊河磁材的磁性材料，到下游电机。", ["韵晟科技", "昊河磁材"]),
        ("晶澳、阿特斯、昊美在园区集聚。", ["昊美"]),
    ],
)
def test_rows_with_known_companies(document_of: Read, text: str, names: list[str]) -> None:
    assert set(names) <= set(found(document_of(text)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("项目由昊岚能源建设，年底投产。", "昊岚能源"),
        ("与江西昊控签下30座加氢站。", "江西昊控"),
        ("悦昊集团旗下的悦昊纺织把车间搬进了老厂房。", "悦昊纺织"),
    ],
)
def test_roles_of_companies(document_of: Read, text: str, name: str) -> None:
    assert name in found(document_of(text))


@pytest.mark.parametrize("text", [
    "推进老旧电梯改造、智慧停车等项目。",
    "推动高端装备、先进光伏产业发展，新冠疫苗项目开工。",
    "这台20吨电弧炉投产。",
    "磷矿储量9.2亿吨，项目开工。",
    "IGBT模块材料项目投产。",
])
def test_goods_and_classes_open_no_name(document_of: Read, text: str) -> None:
    assert found(document_of(text)) == {}

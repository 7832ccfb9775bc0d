from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.datamodel import ENTITY_TYPES, EntityType
from kg.resolution.identity import tidy
from kg.resolution.names import Parts, bare, fold, parse, short_forms

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(("surface", "type", "folded"), [
    ("“4+4+3+N”产业格局", "Programme", "4+4+3+n产业格局"),
    ("４＋４＋３＋Ｎ", "Programme", "4+4+3+n"),
    ("菱镁产业链", "Industry", "菱镁"),
    ("现代农业产业", "Industry", "现代农"),
    ("现代农业", "Industry", "现代农"),
    ("农业", "Industry", "农业"),
    ("智能水泵项目", "Project", "智能水泵"),
    ("《锦州 规划》", "Programme", "锦州规划"),
])
def test_fold(surface: str, type: EntityType, folded: str) -> None:
    assert fold(surface, type) == folded


@given(st.text(alphabet="菱镁产业链行集群项目建设工程市ＡN4+“”《》 　（", max_size=30), st.sampled_from(ENTITY_TYPES))
def test_fold_twice_is_fold_once(surface: str, type: EntityType) -> None:
    assert fold(fold(surface, type), type) == fold(surface, type)


@pytest.mark.parametrize(("surface", "parts"), [
    ("海城市三鱼泵业有限公司", Parts("海城", "三鱼泵业", "有限公司")),
    ("海城三鱼泵业有限公司", Parts("海城", "三鱼泵业", "有限公司")),
    ("三鱼泵业", Parts("", "三鱼泵业", "")),
    ("辽宁荣光股份有限公司", Parts("辽宁", "荣光", "股份有限公司")),
    ("鞍钢集团", Parts("", "鞍钢集团", "")),
])
def test_parts_of_companies(surface: str, parts: Parts) -> None:
    assert parse(surface, "Company", NONE) == parts


def test_bare_keeps_two_characters() -> None:
    assert (bare("海城市"), bare("沙县"), bare("广西壮族自治区")) == ("海城", "沙县", "广西")


def test_short_forms_of_a_company() -> None:
    forms = {form.name: form.score for form in short_forms("海城市三鱼泵业有限公司", "Company", NONE, NONE)}
    assert forms["三鱼泵业"] == forms["海城三鱼泵业"] == 0.95
    assert forms["三鱼"] < forms["三鱼泵业"]
    assert "海城" not in forms


@pytest.mark.parametrize("short", ["后英集团", "后英", "海城", "耐火材料"])
def test_a_group_is_no_short_form_of_its_company(short: str) -> None:
    forms = {form.name for form in short_forms("后英集团海城市胜山耐火材料制造有限公司", "Company", NONE, NONE)}
    assert short not in forms
    assert "海城胜山耐火材料制造有限公司" in forms


def test_a_branch_is_not_its_bank() -> None:
    forms = {form.name for form in short_forms("东方银行锦州分行", "Company", NONE, NONE)}
    assert "东方银行" not in forms


def test_short_forms_of_other_types() -> None:
    def named(surface: str, type: EntityType, owners: frozenset[str] = NONE) -> set[str]:
        return {form.name for form in short_forms(surface, type, NONE, owners)}

    assert "赛马" in named("“赛马”机制", "Programme")
    assert "我为企业办实事" in named("“我为企业办实事”活动", "Programme")
    assert "年产5万吨镁砂" in named("东海集团年产5万吨镁砂项目", "Project", frozenset({"东海集团"}))
    assert "腾鳌经济开发区" in named("鞍山腾鳌经济开发区", "Park")
    assert named("菱镁产业", "Industry") == set()


@pytest.mark.parametrize(("surface", "expected"), [
    ("4+4+3+N”", "4+4+3+N"), ("“4+4+3+N”产业", "“4+4+3+N”产业"), ("“项目专班”“项目管家”", "“项目专班”“项目管家”"),
    ("《规划", "规划"), ("”倒“", "倒"),
])
def test_tidy(surface: str, expected: str) -> None:
    assert tidy(surface) == expected

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.datamodel import ENTITY_TYPES, EntityType
from kg.resolution.companies import CompanyName, company_name, trade_and_line
from kg.resolution.identity import tidy
from kg.resolution.linking import official
from kg.resolution.names import short_forms, spelled
from kg.resolution.places import bare
from kg.resolution.reach import Reach, reach
from kg.resolution.spelling import fold
from kg.resolution.territories import Standing, standing, territory

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(("surface", "type", "folded"), [
    ("“4+4+3+N”产业格局", "Programme", "4+4+3+n产业格局"),
    ("４＋４＋３＋Ｎ", "Programme", "4+4+3+n"),
    ("菱镁产业链", "Industry", "菱镁"),
    ("锂产业", "Industry", "锂"),
    ("现代农业产业", "Industry", "现代农"),
    ("现代农业", "Industry", "现代农"),
    ("农业", "Industry", "农业"),
    ("软件与信息技术服务业", "Industry", "软件和信息技术服务"),
    ("智能水泵项目", "Project", "智能水泵"),
    ("《锦州 规划》", "Programme", "锦州规划"),
    ("鞍山经济技术开发区", "Park", "鞍山经开区"),
    ("天津滨海—中关村科技园", "Park", "天津滨海-中关村科技园"),
    ("海城市人民政府", "Organisation", "海城市政府"),
])
def test_fold(surface: str, type: EntityType, folded: str) -> None:
    assert fold(surface, type) == folded


@given(st.text(alphabet="菱镁产业链行集群项目建设工程市ＡN4+“”《》 　（", max_size=30), st.sampled_from(ENTITY_TYPES))
def test_fold_twice_is_fold_once(surface: str, type: EntityType) -> None:
    assert fold(fold(surface, type), type) == fold(surface, type)


@pytest.mark.parametrize(("surface", "name"), [
    ("海城市三鱼泵业有限公司", CompanyName("", "海城", "三鱼泵业", "有限公司")),
    ("海城三鱼泵业有限公司", CompanyName("", "海城", "三鱼泵业", "有限公司")),
    ("三鱼泵业", CompanyName("", "", "三鱼泵业", "")),
    ("辽宁荣光股份有限公司", CompanyName("", "辽宁", "荣光", "股份有限公司")),
    ("鞍钢集团", CompanyName("", "", "鞍钢集团", "")),
    ("辽宁远山新材料科技(集团)有限公司", CompanyName("", "辽宁", "远山新材料科技", "有限公司")),
    ("后英集团海城市胜山耐火材料制造有限公司", CompanyName("后英集团", "海城", "胜山耐火材料制造", "有限公司")),
    ("远山银行锦州分行", CompanyName("", "", "远山银行", "锦州分行")),
])
def test_grammar_of_companies(surface: str, name: CompanyName) -> None:
    assert company_name(fold(surface, "Company")) == name


@pytest.mark.parametrize(("core", "parts"), [
    ("三鱼泵业", ("三鱼", "泵业")), ("胜山耐火材料制造", ("胜山", "耐火材料制造")), ("荣光", ("荣光", "")),
])
def test_trade_name_and_line_of_business(core: str, parts: tuple[str, str]) -> None:
    assert trade_and_line(core) == parts


@pytest.mark.parametrize(("surface", "type", "name"), [
    ("海城市三鱼泵业有限公司", "Company", "海城三鱼泵业"),
    ("海城三鱼泵业", "Company", "海城三鱼泵业"),
    ("电子商务", "Industry", "电商"),
    ("特色冰雪游", "Industry", "冰雪旅游"),
    ("AI终端", "Industry", "人工智能终端"),
    ("现代农业", "Industry", "现代农"),
    ("维护国家“五大安全”", "Programme", "五大安全"),
    ("“百千万工程”", "Programme", "百千万工程"),
    ("中国（安徽）自贸试验区", "Park", "安徽自贸试验区"),
    ("中共海城市委", "Organisation", "海城市委"),
])
def test_spelled(surface: str, type: EntityType, name: str) -> None:
    assert spelled(surface, type, NONE) == name


def test_bare_keeps_two_characters() -> None:
    assert (bare("海城市"), bare("沙县"), bare("广西壮族自治区")) == ("海城", "沙县", "广西")


def test_short_forms_of_a_company() -> None:
    forms = {form.name: form.score for form in short_forms("海城市三鱼泵业有限公司", "Company", NONE, NONE)}
    assert forms["三鱼泵业"] == 0.95
    assert forms["三鱼"] < forms["三鱼泵业"]
    assert "海城" not in forms


@pytest.mark.parametrize("short", ["后英集团", "后英", "海城", "耐火材料"])
def test_a_group_is_no_short_form_of_its_company(short: str) -> None:
    forms = {form.name for form in short_forms("后英集团海城市胜山耐火材料制造有限公司", "Company", NONE, NONE)}
    assert short not in forms
    assert "海城胜山耐火材料制造" in forms


def test_a_branch_is_not_its_bank() -> None:
    forms = {form.name for form in short_forms("东方银行锦州分行", "Company", NONE, NONE)}
    assert "东方银行" not in forms


def test_short_forms_of_other_types() -> None:
    def named(surface: str, type: EntityType, owners: frozenset[str] = NONE) -> set[str]:
        return {form.name for form in short_forms(surface, type, NONE, owners)}

    assert "赛马" in named("“赛马”机制", "Programme")
    assert "我为企业办实事" in named("“我为企业办实事”活动", "Programme")
    assert "年产5万吨镁砂" in named("东海集团年产5万吨镁砂项目", "Project", frozenset({"东海集团"}))
    assert "雄忻" in named("雄忻高铁", "Project")
    assert "腾鳌经济开发区" in named("鞍山腾鳌经济开发区", "Park")
    assert named("菱镁产业", "Industry") == set()


@pytest.mark.parametrize(("type", "name", "far"), [
    ("Company", "海城三鱼泵业", "nation"), ("Company", "荣光", "city"), ("Company", "宝丰镁", "province"),
    ("Park", "高新区", "city"), ("Park", "腾鳌经济开发区", "nation"), ("Park", "锂电产业园", "province"),
    ("Project", "污水处理厂", "city"), ("Project", "川藏铁路", "nation"),
    ("Programme", "4+4+3+n", "province"), ("Programme", "三大行动", "province"),
    ("Programme", "民营经济促进条例", "province"), ("Programme", "医疗卫生强基工程", "nation"),
    ("Programme", "千万工程", "nation"), ("Organisation", "市委", "city"), ("Organisation", "教育部", "nation"),
    ("Industry", "菱镁", "nation"),
])
def test_how_far_a_name_reaches(type: EntityType, name: str, far: Reach) -> None:
    assert reach(type, name) == far


@pytest.mark.parametrize(("left", "right", "how"), [
    ("210381", "210381", "same"), ("210381", "210300", "nested"), ("210000", "210381", "nested"),
    ("210381", "210900", "beside"), ("210381", "420100", "apart"), ("210381118", "210381", "nested"),
    ("429004", "420000", "nested"),
])
def test_how_places_stand(left: str, right: str, how: Standing) -> None:
    assert standing({left}, {right}) == standing({right}, {left}) == how
    assert standing({left}, ()) == "unknown"


def test_the_smallest_place_that_holds_all() -> None:
    assert territory(["210381", "210300"]) == "2103"
    assert territory(["210381", "210900"]) == "21"
    assert territory(["210381", "420100"]) == territory([]) == ""
    assert territory(["210381118", "210381112"]) == "210381"


def test_official_names_of_companies() -> None:
    assert official("中石油") == official("中国石油天然气集团有限公司") == "中国石油天然气集团有限公司"
    assert official("三鱼泵业") == ""


@pytest.mark.parametrize(("surface", "expected"), [
    ("4+4+3+N”", "4+4+3+N"), ("“4+4+3+N”产业", "“4+4+3+N”产业"), ("“项目专班”“项目管家”", "“项目专班”“项目管家”"),
    ("《规划", "规划"), ("”倒“", "倒"),
])
def test_tidy(surface: str, expected: str) -> None:
    assert tidy(surface) == expected

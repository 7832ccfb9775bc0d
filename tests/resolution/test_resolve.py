from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from made import Made, anshan, document, haicheng, names

from kg.datamodel import EntityType, Extraction
from kg.resolution import resolve

HAICHENG, ANSHAN, FUXIN = ("海城市", "210381"), ("鞍山市", "210300"), ("阜新市", "210900")


def groups(type: EntityType, *extractions: Extraction) -> set[frozenset[str]]:
    """The surfaces of each entity of the type, with the place of their document where one names them twice."""
    return {
        frozenset(mention.surface for mention in entity.mentions)
        for entity in resolve(extractions).entities
        if entity.type == type and entity.mentions
    }


def count(type: EntityType, *extractions: Extraction) -> int:
    return sum(entity.type == type and bool(entity.mentions) for entity in resolve(extractions).entities)


# What is one in a document: the surfaces of each entity, by |, entities by space.
WITHIN: list[tuple[EntityType, str]] = [
    ("Company", "海城市三鱼泵业有限公司|海城三鱼泵业有限公司|三鱼泵业|海城三鱼泵业"),
    ("Company", "鞍钢集团有限公司|鞍钢集团|鞍钢"),
    ("Company", "后英集团 后英集团海城市胜山耐火材料制造有限公司|海城市胜山耐火材料制造有限公司"),
    ("Company", "东方银行 东方银行锦州分行"),
    ("Company", "辽宁华光化工有限公司 辽宁华光机械有限公司 华光"),
    ("Industry", "菱镁|菱镁产业|菱镁产业链 菱镁新材料"),
    ("Industry", "服装 纺织服装"),
    ("Programme", "“4+4+3+N”产业体系|“4+4+3+N”产业格局|4+4+3+N"),
    ("Programme", "“赛马”机制|赛马"),
    ("Programme", "“十四五”规划 “十四五”水利规划"),
    ("Project", "年产5万吨镁砂项目|年产5万吨镁砂"),
    ("Park", "鞍山腾鳌经济开发区|腾鳌经济开发区"),
    ("Organisation", "中共海城市委|海城市委"),
    ("Region", "孙家湾街道|孙家湾"),
]


@pytest.mark.parametrize(("type", "expected"), WITHIN)
def test_within_a_document(type: EntityType, expected: str) -> None:
    wanted = {frozenset(entity.split("|")) for entity in expected.split(" ")}
    surfaces = [surface for entity in wanted for surface in entity]
    text = "。\n".join(f"这里有{surface}一项" for surface in surfaces) + "。"
    assert groups(type, names(type, text, *surfaces)) == wanted


def test_a_name_that_fits_two_is_left_in_doubt() -> None:
    text = "辽宁华光化工有限公司投产。\n辽宁华光机械有限公司投产。\n华光再投产。"
    found = resolve([names("Company", text, "辽宁华光化工有限公司", "辽宁华光机械有限公司", "华光")])
    doubtful = {(match.left, match.right) for match in found.matches if match.verdict == "unsure"}
    nth = {("华光", "辽宁华光化工有限公司"), ("华光", "辽宁华光机械有限公司")}
    assert doubtful == nth


def test_refers_joins_what_spelling_does_not() -> None:
    made = Made(document("深圳市投资增长。\n深企走进湖南。\n深入推进。"))
    made.name("Region", "深圳市", "440300")
    made.name("Region", "深", "440300", nth=1)
    (region,) = (entity for entity in resolve([made.done()]).entities if entity.type == "Region" and entity.mentions)
    assert (region.id, region.name, region.aliases) == ("region/440300", "深圳市", ("深",))


def test_one_surface_with_two_codes_stays_two_regions() -> None:
    made = Made(document("北京朝阳发展快。\n辽宁朝阳发展也快。"))
    made.name("Region", "朝阳", "110105")
    made.name("Region", "朝阳", "211300", nth=1)
    found = {entity.id for entity in resolve([made.done()]).entities if entity.mentions}
    assert found == {"region/110105", "region/211300"}


# Type, name and place in one document, name and place in the other, number of entities.
ACROSS: list[tuple[EntityType, str, tuple[str, str], str, tuple[str, str], int]] = [
    ("Company", "海城市三鱼泵业有限公司", HAICHENG, "海城三鱼泵业有限公司", FUXIN, 1),
    ("Company", "海城市三鱼泵业有限公司", HAICHENG, "三鱼泵业", FUXIN, 1),
    ("Company", "海城市三鱼泵业有限公司", HAICHENG, "三鱼", FUXIN, 2),
    ("Company", "海城市三鱼泵业有限公司", HAICHENG, "三鱼", ANSHAN, 1),
    ("Company", "荣光", HAICHENG, "荣光", FUXIN, 2),
    ("Company", "荣光", HAICHENG, "荣光", ANSHAN, 1),
    ("Industry", "菱镁产业", HAICHENG, "菱镁", FUXIN, 1),
    ("Programme", "4+4+3+N", HAICHENG, "4+4+3+N", FUXIN, 2),
    ("Programme", "“4+4+3+N”产业体系", HAICHENG, "4+4+3+N", HAICHENG, 1),
    ("Programme", "“十五五”规划", HAICHENG, "“十五五”规划", FUXIN, 1),
    ("Project", "污水处理厂项目", HAICHENG, "污水处理厂", FUXIN, 2),
    ("Project", "污水处理厂项目", HAICHENG, "污水处理厂", ANSHAN, 1),
    ("Project", "特高压铁塔用耐候钢生产线项目", HAICHENG, "特高压铁塔用耐候钢生产线", FUXIN, 1),
    ("Park", "高新区", HAICHENG, "高新区", FUXIN, 2),
    ("Park", "腾鳌经济开发区", HAICHENG, "腾鳌经济开发区", FUXIN, 1),
    ("Organisation", "海城市委", HAICHENG, "海城市委", FUXIN, 1),
    ("Organisation", "市发改委", HAICHENG, "市发改委", FUXIN, 2),
]


@pytest.mark.parametrize("case", ACROSS, ids=str)
def test_across_documents(case: tuple[EntityType, str, tuple[str, str], str, tuple[str, str], int]) -> None:
    type, one, at, other, there, expected = case
    first = names(type, f"{at[0]}消息:{one}推进。", one, region=at)
    second = names(type, f"{there[0]}新闻:{other}推进。", other, region=there)
    assert count(type, first, second) == expected
    assert count(type, second, first) == expected


def test_no_chain_through_a_weak_name() -> None:
    """荣光 of two cities, each with a company of its own, leads from neither to the other."""
    found = groups(
        "Company",
        names("Company", "海城市的海城荣光泵业有限公司,荣光。", "海城荣光泵业有限公司", "荣光", region=HAICHENG),
        names("Company", "阜新市的阜新荣光化工有限公司,荣光。", "阜新荣光化工有限公司", "荣光", region=FUXIN),
        names("Company", "葫芦岛市的荣光。", "荣光", region=("葫芦岛市", "211400")),
    )
    full = [group for group in found if any(name.endswith("有限公司") for name in group)]
    assert len(full) == 2
    assert all(sum(name.endswith("有限公司") for name in group) == 1 for group in full)


def test_owner_of_a_programme_decides() -> None:
    def of(city: str, code: str) -> Extraction:
        made = Made(document(f"{city}实施“双提升”行动。"))
        made.says(made.name("Programme", "“双提升”行动"), "implementedBy", made.name("Region", city, code))
        return made.done()

    assert count("Programme", of("海城市", "210381"), of("阜新市", "210900")) == 2
    assert count("Programme", of("海城市", "210381"), of("海城", "210381")) == 1


def test_regions_have_their_parents() -> None:
    found = {entity.id: entity for entity in resolve([haicheng()]).entities if entity.type == "Region"}
    assert found["region/210381"].parent == "region/210300"
    assert found["region/210300"].parent == "region/210000"
    assert (found["region/210000"].name, found["region/210000"].parent) == ("辽宁省", "")
    assert found["region/210300"].mentions == ()
    assert found["region/210381"].point is not None


def test_names_and_codes() -> None:
    by_type = {entity.type: entity for entity in resolve([haicheng(), anshan()]).entities}
    assert by_type["Company"].name == "海城市三鱼泵业有限公司"
    assert by_type["Company"].aliases == ("三鱼泵业",)
    assert (by_type["Programme"].name, by_type["Programme"].code) == ("“2+N”产业体系", "2+N")


def test_every_mention_belongs_to_one_entity() -> None:
    extractions = [haicheng(), anshan()]
    mentions = [mention for entity in resolve(extractions).entities for mention in entity.mentions]
    assert len(mentions) == len(set(mentions))
    assert set(mentions) == {mention for extraction in extractions for mention in extraction.mentions}


def test_order_of_documents_changes_nothing() -> None:
    extractions = [
        haicheng(), anshan(),
        names("Company", "阜新市的三鱼泵业。", "三鱼泵业", region=FUXIN),
        names("Company", "海城市的海城三鱼泵业有限公司。", "海城三鱼泵业有限公司", region=HAICHENG),
    ]
    expected = resolve(extractions)
    for order in itertools.permutations(extractions):
        assert resolve(order) == expected


def test_hash_seed_changes_nothing() -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from made import haicheng, anshan; from kg.resolution import resolve; print(resolve([anshan(), haicheng()]))"
    )
    tests = str(Path(__file__).resolve().parents[1])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, tests], env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(tests).parent)},
            capture_output=True, check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(outputs) == 1


def test_the_name_of_a_published_company_is_not_one_with_something_that_begins_with_it() -> None:
    made = Made(document("中海油投资。\n实施中海油新材料项目。\n中海油再投资。"))
    made.name("Company", "中海油", "中海油新材料")
    made.name("Company", "中海油新材料")
    found = {entity.name: entity.official for entity in resolve([made.done()]).entities}
    assert found == {"中海油": "中国海洋石油集团有限公司", "中海油新材料": ""}


def test_a_narrower_industry_is_not_what_its_name_ends_with() -> None:
    made = Made(document("传统能源稳步发展。\n特色工业与工业、能源一起发展。"))
    made.name("Industry", "传统能源", "能源")
    made.name("Industry", "能源", nth=1)
    made.name("Industry", "特色工业", "工业")
    made.name("Industry", "工业", nth=1)
    assert groups("Industry", made.done()) == {
        frozenset({"传统能源"}), frozenset({"能源"}), frozenset({"特色工业", "工业"})}


def test_a_body_is_called_by_the_name_that_its_other_names_are_tied_to() -> None:
    made = Made(document("海城市数据局（海城市营商环境建设局）介绍。"))
    made.name("Organisation", "海城市数据局")
    made.name("Organisation", "海城市营商环境建设局", "海城市数据局")
    (body,) = resolve([made.done()]).entities
    assert (body.name, body.aliases) == ("海城市数据局", ("海城市营商环境建设局",))


def test_a_slip_in_the_name_of_a_subsidiary_is_offered_not_joined() -> None:
    surfaces = ("后英集团海城市胜辉耐火材料制造有限公司", "海城市胜群耐火材料制造有限公司")
    found = resolve([names("Company", "。".join(surfaces), *surfaces)])
    assert len(found.entities) == 2
    assert [(match.verdict, match.reasons) for match in found.matches] == [("unsure", ("one character differs",))]

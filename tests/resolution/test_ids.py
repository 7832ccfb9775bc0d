"""Ids that stay: from published codes or content, and never lost when documents come."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from made import Made, anshan, document, haicheng, names

from kg.datamodel import Decision, Entity, Extraction, Resolution
from kg.extraction import extract
from kg.reading.documents import read_file
from kg.resolution import resolve

HAICHENG, FUXIN = ("海城市", "210381"), ("阜新市", "210900")


def ids(resolution: Resolution) -> set[str]:
    return {entity.id for entity in resolution.entities}


def named(resolution: Resolution, surface: str) -> list[Entity]:
    return [entity for entity in resolution.entities if any(m.surface == surface for m in entity.mentions)]


def lost(part: list[Extraction], whole: list[Extraction]) -> set[str]:
    """The ids of the graph of some documents that the graph of more knows neither as its own nor as replaced."""
    after = resolve(whole)
    return ids(resolve(part)) - ids(after) - {id for entity in after.entities for id in entity.replaces}


def made() -> list[Extraction]:
    return [
        haicheng(), anshan(),
        names("Company", "阜新市的三鱼泵业。", "三鱼泵业", region=FUXIN),
        names("Company", "海城市的海城三鱼泵业有限公司。", "海城三鱼泵业有限公司", region=HAICHENG),
        names("Park", "海城市高新区扩建。", "高新区", region=HAICHENG),
        names("Park", "阜新市高新区扩建。", "高新区", region=FUXIN),
        names("Industry", "阜新市发展菱镁产业。", "菱镁产业", region=FUXIN),
        names("Programme", "海城市“2+N”产业布局。", "“2+N”产业布局", region=HAICHENG),
        names("Project", "海城市雄忻铁路开工。", "雄忻铁路", region=HAICHENG),
        names("Project", "阜新市雄忻项目。", "雄忻", region=FUXIN),
    ]


def test_more_documents_lose_no_id() -> None:
    chance = random.Random(7)
    for _ in range(200):
        whole = made()
        part = chance.sample(whole, chance.randrange(1, len(whole)))
        assert lost(part, whole) == set()


def test_more_documents_of_the_corpus_lose_no_id(corpus: Path) -> None:
    whole = [extract(read_file(path)) for path in sorted(corpus.rglob("*.txt"))]
    chance = random.Random(11)
    for size in (1, 10, 42):
        assert lost(chance.sample(whole, size), whole) == set()


def test_a_full_name_takes_over_the_id_of_a_short_one() -> None:
    short = names("Company", "阜新市的三鱼泵业。", "三鱼泵业", region=FUXIN)
    (before,) = named(resolve([short]), "三鱼泵业")
    (after,) = named(resolve([short, haicheng()]), "海城市三鱼泵业有限公司")
    assert before.id != after.id
    assert after.replaces == (before.id,)


def test_ids_from_published_codes() -> None:
    made = Made(document("青岛啤酒落户海城市西柳镇。"))
    made.name("Company", "青岛啤酒", "青岛啤酒股份有限公司")
    made.name("Region", "海城市", "210381")
    made.name("Region", "西柳镇", "210381112")
    found = {entity.id: entity for entity in resolve([made.done()]).entities if entity.mentions}
    assert set(found) == {"company/600600.SH", "region/210381", "region/210381112"}
    assert found["company/600600.SH"].code == "600600.SH"


def test_names_alike_carry_their_places() -> None:
    found = resolve([names("Park", f"{name}高新区。", "高新区", region=(name, code))
                     for name, code in (HAICHENG, FUXIN)])
    parks = {entity.name: entity.aliases for entity in found.entities if entity.type == "Park"}
    assert parks == {"高新区（海城市）": ("高新区",), "高新区（阜新市）": ("高新区",)}


def test_no_two_things_of_one_full_name_in_the_gold(gold: Path, corpus: Path) -> None:
    texts = {path.stem: path for path in corpus.rglob("*.txt")}
    found = resolve(extract(read_file(texts[path.stem])) for path in gold.glob("*.json"))
    named = [(entity.type, entity.name) for entity in found.entities]
    assert len(named) == len(set(named))


DECISIONS = [
    Decision(left="荣光", right="荣华", type="Company", verdict="same"),
    Decision(left="菱镁", right="菱镁产业", type="Industry", verdict="different"),
]


def decided() -> list[Extraction]:
    return [
        names("Company", "海城市的荣光。", "荣光", region=HAICHENG),
        names("Company", "阜新市的荣华。", "荣华", region=FUXIN),
        names("Industry", "海城市发展菱镁。", "菱镁", region=HAICHENG),
        names("Industry", "阜新市发展菱镁产业。", "菱镁产业", region=FUXIN),
    ]


def entities(resolution: Resolution) -> list[int]:
    """How many things the names of each decision are."""
    return [len({e.id for name in (d.left, d.right) for e in named(resolution, name)}) for d in DECISIONS]


def test_decisions_go_before_judgements() -> None:
    before, after = resolve(decided()), resolve(decided(), DECISIONS)
    assert entities(before) == [2, 1]
    assert entities(after) == [1, 2]
    assert any(match.reasons == ("decided by a person",) for match in after.matches)


def test_a_decision_taken_back_leaves_nothing() -> None:
    resolve(decided(), DECISIONS)
    assert resolve(decided()) == resolve(decided(), [])


def test_order_of_decisions_changes_nothing() -> None:
    assert resolve(decided(), DECISIONS) == resolve(decided()[::-1], DECISIONS[::-1])


@pytest.mark.parametrize("together", [False, True])
def test_a_decision_holds_within_a_document(together: bool) -> None:
    text = "海城市的后英集团与后英合作。"
    made = Made(document(text))
    made.name("Company", "后英集团")
    made.name("Company", "后英", nth=1)
    apart = [] if together else [Decision(left="后英集团", right="后英", type="Company", verdict="different")]
    found = resolve([made.done()], apart)
    assert len({entity.id for entity in found.entities if entity.type == "Company"}) == (1 if together else 2)


def test_places_tell_decisions_on_weak_names_apart() -> None:
    cities = (HAICHENG, FUXIN, ("武汉市", "420100"))
    parks = [names("Park", f"{name}高新区。", "高新区", region=(name, code)) for name, code in cities]
    same = Decision(left="高新区 (210381)", right="高新区 (210900)", type="Park", verdict="same")
    found = resolve(parks, [same])
    groups = sorted(len(entity.mentions) for entity in found.entities if entity.type == "Park")
    assert groups == [1, 2]

"""A small graph made by hand, and large ones made by number, for the tests of the explorer."""

from __future__ import annotations

import dataclasses

from made import Made, document

from kg.datamodel import (
    Entity,
    EntityType,
    KnowledgeGraph,
    PartialDate,
    Relation,
    Statement,
    digest,
)
from kg.graph.fusion import fuse
from kg.resolution import resolve

FIRST = """海城市重点发展菱镁产业和钢铁产业。
海城市打造“4+4+3+N”产业体系,重点是菱镁、钢铁、纺织、食品四个传统产业和低空经济。
后英集团位于海城市,投资建设高性能镁基合金项目,总投资约56亿元,已经开工。
海城市2023年地区生产总值641.6亿元。
海城市2024年地区生产总值680亿元。
鞍山市重点发展钢铁产业。
"""
SECOND = """宜昌市重点发展生物医药产业和低空经济产业。
宜昌市2024年地区生产总值6191亿元。
长江药业有限公司位于宜昌市,属于生物医药产业。
"""


def small() -> KnowledgeGraph:
    """Three regions of two provinces, a code with four symbols, a project with amount and stage, figures."""
    one = Made(document(FIRST, "haicheng.txt", PartialDate(year=2024, month=8, day=1)))
    haicheng, anshan = one.name("Region", "海城市", "210381"), one.name("Region", "鞍山市", "210300")
    magnesia, steel = one.name("Industry", "菱镁"), one.name("Industry", "钢铁")
    one.says(haicheng, "develops", magnesia)
    one.says(haicheng, "develops", steel)
    one.says(anshan, "develops", steel)
    code, sky = one.name("Programme", "“4+4+3+N”", "4+4+3+N"), one.name("Industry", "低空经济")
    one.says(code, "implementedBy", haicheng)
    one.says(code, "targets", sky)
    one.says(haicheng, "develops", sky)
    one.part(code, 1, "4", "传统产业", magnesia, steel, "纺织", "食品")
    one.part(code, 2, "4", "新兴产业", sky)
    one.part(code, 3, "3", "重点行业")
    one.part(code, 4, "N", "未来产业")
    company, project = one.name("Company", "后英集团"), one.name("Project", "高性能镁基合金项目")
    one.says(company, "locatedIn", haicheng)
    one.says(company, "undertakes", project)
    one.says(project, "locatedIn", haicheng)
    one.says(project, "inIndustry", magnesia)
    one.has(project, "totalInvestment", "56亿元")
    one.has(project, "stage", "started")
    for nth, figure in ((3, ("641.6", "亿元", "2023")), (4, ("680", "亿元", "2024"))):
        one.reports(one.name("Region", "海城市", "210381", nth), "地区生产总值", figure, "level")
    two = Made(document(SECOND, "yichang.txt", PartialDate(year=2025, month=1)))
    yichang, medicine, flight = (
        two.name("Region", "宜昌市", "420500"), two.name("Industry", "生物医药"), two.name("Industry", "低空经济"))
    two.says(yichang, "develops", medicine)
    two.says(yichang, "develops", flight)
    two.reports(two.name("Region", "宜昌市", "420500", 1), "地区生产总值", ("6191", "亿元", "2024"), "level")
    works = two.name("Company", "长江药业有限公司")
    two.says(works, "locatedIn", yichang)
    two.says(works, "inIndustry", medicine)
    extractions = [one.done(), two.done()]
    return fuse(extractions, resolve(extractions))


def changing() -> KnowledgeGraph:
    """A listed company with another name and id before, a project told of twice, a programme after another."""
    text = "海城市后英集团智能水泵项目签约,总投资56亿元。\n海城市升级“3+2”体系,打造“4+3”体系。\n"
    one = Made(document(text, "first.txt", PartialDate(year=2024, month=3, day=1)))
    company, project = one.name("Company", "后英集团"), one.name("Project", "智能水泵项目")
    one.says(company, "undertakes", project)
    one.says(project, "locatedIn", one.name("Region", "海城市", "210381"))
    one.has(project, "stage", "signed")
    one.has(project, "totalInvestment", "56亿元")
    programmes = one.name("Programme", "“4+3”体系", "4+3"), one.name("Programme", "“3+2”体系", "3+2")
    for programme, symbols in zip(programmes, ("43", "32"), strict=True):
        for position, symbol in enumerate(symbols, 1):
            one.part(programme, position, symbol, "产业")
    text = "海城市后英集团智能水泵项目投产,总投资80亿元。\n"
    two = Made(document(text, "second.txt", PartialDate(year=2025, month=6)))
    project, city = two.name("Project", "智能水泵项目"), two.name("Region", "海城市", "210381")
    two.says(two.name("Company", "后英集团"), "undertakes", project)
    two.says(project, "locatedIn", city)
    two.has(project, "stage", "operational")
    two.has(project, "totalInvestment", "80亿元")
    extractions = [one.done(), two.done()]
    graph = fuse(extractions, resolve(extractions))
    ids = {entity.name: entity.id for entity in graph.entities}
    evidence = (one.document.evidence(0, "made"),)
    told = (
        Statement(subject=ids["后英集团"], predicate="formerName", object="海城县镁矿", datatype="string",
                  evidence=evidence),
        Statement(subject=ids["“4+3”体系"], predicate="replaces", object=ids["“3+2”体系"], datatype="entity",
                  evidence=evidence),
    )
    entities = (dataclasses.replace(entity, code="600000.SH", replaces=("company/old",))
                if entity.name == "后英集团" else entity for entity in graph.entities)
    return dataclasses.replace(graph, entities=tuple(entities), statements=(*graph.statements, *told))


def large(count: int) -> KnowledgeGraph:
    """``count`` nodes: provinces, cities, counties, industries and companies, each company with two relations."""
    text = "".join(f"第{number}号企业位于第{number % 97}号县。\n" for number in range(200))
    source = document(text, "large.txt", PartialDate(year=2025))
    regions = [Entity(id=f"region/{code}", type="Region", name=name, aliases=(), mentions=(), code=code, parent=parent)
               for code, name, parent in _regions(max(30, count // 100))]
    industries = [_entity("Industry", f"第{number}号产业") for number in range(max(12, count // 20))]
    companies = [_entity("Company", f"第{number}号企业") for number in range(count - len(regions) - len(industries))]
    leaves = regions[len(regions) // 2 :]
    statements = []
    for number, company in enumerate(companies):
        sentence = source.sentences[number % len(source.sentences)]
        evidence = (source.evidence(sentence.index, "made"),)
        ends: list[tuple[Relation, Entity]] = [
            ("locatedIn", leaves[number % len(leaves)]), ("inIndustry", industries[number * 7 % len(industries)])]
        statements += [
            Statement(subject=company.id, predicate=relation, object=end.id, datatype="entity", evidence=evidence)
            for relation, end in ends
        ]
    return KnowledgeGraph(
        documents=(source,), entities=(*regions, *industries, *companies), statements=tuple(statements), components=(),
        observations=(),
    )


def classed(count: int = 12_000) -> KnowledgeGraph:
    """The large graph with industries of four classes that provinces develop, the first class those of odd number."""
    graph = large(count)
    provinces = [entity for entity in graph.entities if entity.type == "Region" and not entity.parent]
    classes = [Entity(id=f"industry/class{number}", type="Industry", name=f"第{number}类产业", aliases=(), mentions=())
               for number in range(4)]
    evidence = (graph.documents[0].evidence(0, "made"),)
    industries = [entity for entity in graph.entities if entity.type == "Industry"]
    parents = {entity.id: classes[4 * number // len(industries)].id for number, entity in enumerate(industries)}
    develops = tuple(
        Statement(subject=province.id, predicate="develops", object=industry.id, datatype="entity", evidence=evidence)
        for number, province in enumerate(provinces) for at, industry in enumerate(industries)
        if 4 * at // len(industries) or number % 2
    )
    placed = tuple(
        dataclasses.replace(entity, parent=parents.get(entity.id, entity.parent)) for entity in graph.entities)
    return dataclasses.replace(graph, entities=(*placed, *classes), statements=(*graph.statements, *develops))


def _regions(count: int) -> list[tuple[str, str, str]]:
    """A province for every thirty counties, with three cities between."""
    provinces = max(2, count // 30)
    cities = 3 * provinces
    return [
        *((f"1{number:04}", f"第{number}号省", "") for number in range(provinces)),
        *((f"2{number:04}", f"第{number}号市", f"region/1{number % provinces:04}") for number in range(cities)),
        *((f"3{number:05}", f"第{number}号县", f"region/2{number % cities:04}")
          for number in range(max(4, count - provinces - cities))),
    ]


def _entity(kind: EntityType, name: str) -> Entity:
    return Entity(id=f"{kind.lower()}/{digest(name)}", type=kind, name=name, aliases=(), mentions=())

"""Documents and extractions made by hand, so that tests of later stages need no recognizer."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from decimal import Decimal

from kg.datamodel import (
    Article,
    Attribute,
    Component,
    Document,
    EntityType,
    Extraction,
    Measure,
    Mention,
    Observation,
    PartialDate,
    ProjectAttribute,
    Relation,
    RelationMention,
    Sentence,
)


def document(text: str, source: str = "made.txt", published: PartialDate | None = None) -> Document:
    """A document whose sentences end in 。 and stand on lines of their own."""
    sentences = [
        Sentence(index=index, article=0, paragraph=index, kind="body", text=found[0], runs=((0, found.start()),))
        for index, found in enumerate(re.finditer(r"[^。\n]+。?", text))
    ]
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        id=sha[:16], title=sentences[0].text.rstrip("。"), text=text, source=source, digest=sha, published=published,
        articles=(Article(index=0, title="", published=published, start=0, end=len(text)),),
        sentences=tuple(sentences),
    )


@dataclass
class Made:
    """An extraction in the making: name mentions by their surface, then say what the text says of them."""

    document: Document
    mentions: list[Mention] = field(default_factory=list)
    relations: list[RelationMention] = field(default_factory=list)
    components: list[Component] = field(default_factory=list)
    attributes: list[ProjectAttribute] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)

    def name(self, type: EntityType, surface: str, refers: str = "", nth: int = 0) -> Mention:
        """The nth mention of the surface, added once."""
        places = [
            (sentence, found.span())
            for sentence in self.document.sentences
            for found in re.finditer(re.escape(surface), sentence.text)
        ]
        sentence, span = places[nth]
        mention = self.document.mention(sentence, span, type, "made", refers=refers)
        if mention not in self.mentions:
            self.mentions.append(mention)
        return mention

    def says(self, subject: Mention, relation: Relation, target: Mention) -> None:
        evidence = self.document.evidence(subject.sentence, f"made:{relation}")
        self.relations.append(RelationMention(relation=relation, subject=subject, object=target, evidence=evidence))

    def has(self, project: Mention, attribute: Attribute, value: str) -> None:
        evidence = self.document.evidence(project.sentence, f"made:{attribute}")
        self.attributes.append(
            ProjectAttribute(project=project, attribute=attribute, value=value, evidence=evidence)
        )

    def part(self, programme: Mention, position: int, symbol: str, label: str, *members: Mention | str) -> None:
        count = int(symbol) if symbol.isdigit() else None
        self.components.append(Component(
            programme=programme, position=position, symbol=symbol, count=count, label=label, members=members,
            evidence=self.document.evidence(programme.sentence, "made:component"),
        ))

    def reports(self, subject: Mention, indicator: str, figure: tuple[str, str, str], measure: Measure) -> None:
        """``figure`` is value, unit, period."""
        value, unit, period = figure
        self.observations.append(Observation(
            subject=subject, indicator=indicator, value=Decimal(value), unit=unit, period=period, measure=measure,
            evidence=self.document.evidence(subject.sentence, f"made:{measure}"),
        ))

    def done(self) -> Extraction:
        return Extraction(
            document=self.document, mentions=tuple(self.mentions), relations=tuple(self.relations),
            components=tuple(self.components), attributes=tuple(self.attributes),
            observations=tuple(self.observations),
        )


def names(type: EntityType, text: str, *surfaces: str, region: tuple[str, str] | None = None) -> Extraction:
    """An extraction that only names things of one type, in a document about one region (surface, code)."""
    made = Made(document(text))
    for surface in surfaces:
        made.name(type, surface)
    if region:
        made.name("Region", region[0], region[1])
    return made.done()


def haicheng() -> Extraction:
    """A document about a city with one of everything."""
    made = Made(document(
        "海城市今年重点发展菱镁产业。\n"
        "海城市三鱼泵业有限公司投资1.2亿元建设智能水泵项目,年产3万台,带动就业200余人。\n"
        "“2+N”产业体系中,“2”是菱镁、钢铁两大产业,“N”是未来产业。\n"
        "2024年海城市地区生产总值700.50亿元,增长6.0%。\n"
        "三鱼泵业与辽宁大学合作。",
        "haicheng.txt", PartialDate(year=2024, month=8),
    ))
    city = made.name("Region", "海城市", "210381")
    firm = made.name("Company", "海城市三鱼泵业有限公司")
    inner = made.name("Region", "海城市", "210381", nth=1)
    project = made.name("Project", "智能水泵项目")
    programme = made.name("Programme", "“2+N”产业体系", "2+N")
    magnesite, steel = made.name("Industry", "菱镁", nth=1), made.name("Industry", "钢铁")
    made.says(city, "develops", made.name("Industry", "菱镁产业"))
    made.says(firm, "locatedIn", inner)
    made.says(firm, "undertakes", project)
    made.says(programme, "implementedBy", city)
    made.says(programme, "targets", magnesite)
    made.says(made.name("Company", "三鱼泵业", nth=1), "partnersWith", made.name("Organisation", "辽宁大学"))
    made.has(project, "totalInvestment", "1.2亿元")
    made.has(project, "capacity", "年产3万台")
    made.has(project, "jobs", "200余人")
    made.has(project, "stage", "underConstruction")
    made.part(programme, 1, "2", "产业", magnesite, steel)
    made.part(programme, 2, "N", "未来产业", "未来产业")
    later = made.name("Region", "海城市", "210381", nth=2)
    made.reports(later, "地区生产总值", ("700.50", "亿元", "2024"), "level")
    made.reports(later, "地区生产总值", ("6.0", "%", "2024"), "growth")
    return made.done()


def anshan() -> Extraction:
    """Another document, which shares the company, the industry and the programme's city."""
    made = Made(document(
        "鞍山市与海城市推进菱镁产业升级。\n三鱼泵业的智能水泵项目开工,总投资12000万元。\n海城市实施“2+N”产业体系。",
        "anshan.txt",
    ))
    anshan = made.name("Region", "鞍山市", "210300")
    city = made.name("Region", "海城市", "210381")
    last = made.name("Region", "海城市", "210381", nth=1)
    industry = made.name("Industry", "菱镁产业")
    firm, project = made.name("Company", "三鱼泵业"), made.name("Project", "智能水泵项目")
    programme = made.name("Programme", "“2+N”产业体系", "2+N")
    made.says(anshan, "develops", industry)
    made.says(city, "develops", industry)
    made.says(firm, "undertakes", project)
    made.says(project, "locatedIn", city)
    made.says(programme, "implementedBy", last)
    made.has(project, "totalInvestment", "12000万元")
    made.has(project, "stage", "started")
    return made.done()

"""KnowledgeGraph and its files → ``dataset.ttl``: what the data set is, what it was made from, by what.

VoID counts what is in each file, DCAT names the files with their hashes, PROV the run with the software and the
inputs (no clock: equal inputs give equal bytes), and the figures are described as an RDF Data Cube:
“海城市 2024 地区生产总值 700.5亿元” is::

    observation:… qb:dataSet dataset:figures ; kg:referencePeriod "2024" ; kg:variant 1 ;
        sdmx-attribute:unitMeasure qudt:CCY_CNY ; sdmx-attribute:unitMult 8 .
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePath
from typing import NamedTuple

from kg.datamodel import FusedObservation, KnowledgeGraph, Measure, digest
from kg.graph.literals import lexical
from kg.graph.overview import DocumentRow
from kg.graph.rdf import document_node
from kg.graph.turtle import Facts, curie, text, typed
from kg.resources.lexicon import load_rows
from kg.resources.namespaces import ID, ONTOLOGY_VERSION
from kg.resources.patterns import load_patterns

# The value of kg:referencePeriod where the text gives no period.
UNSTATED = "unstated"
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_ONTOLOGY = f"<{ONTOLOGY_VERSION}>"
_SHAPES = "<https://w3id.org/regional-kg/shapes>"
_MEDIA = "<https://www.iana.org/assignments/media-types/"
_MEDIA_TYPES = {".ttl": "text/turtle", ".trig": "application/trig"}
_VOCABULARIES = ("kg", "skos", "dcterms", "prov", "geo", "qb")
_DIMENSIONS = ("kg:subject", "kg:indicator", "kg:measure", "kg:referencePeriod", "kg:variant")
_ATTRIBUTES = ("kg:unit", "sdmx-attribute:unitMeasure", "sdmx-attribute:unitMult")
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


@dataclass(slots=True)
class Counts:
    """How many subjects some facts have, and how many of each class and property."""

    subjects: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)

    def add(self, facts: Facts) -> None:
        self.subjects += len(facts)
        for predicates in facts.values():
            self.classes.update(list(predicates.get("a", ())))
            for predicate, values in predicates.items():
                self.properties["rdf:type" if predicate == "a" else predicate] += len(values)

    def update(self, other: Counts) -> None:
        self.subjects += other.subjects
        self.classes.update(other.classes)
        self.properties.update(other.properties)


class Content(NamedTuple):
    """A file of RDF: its size in bytes and the SHA-256 of its content."""

    size: int
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> Content:
        return cls(len(content), hashlib.sha256(content).hexdigest())


class About(NamedTuple):
    """What the data set is made of and about: ``example`` is the id of the entity with the most mentions."""

    documents: Sequence[DocumentRow]
    entities: int
    example: str
    counts: Mapping[str, Counts]
    files: Mapping[str, Content]


def dataset_turtle(
    graph: KnowledgeGraph, parts: Mapping[str, Facts], files: Mapping[str, bytes], run: Mapping[str, object],
    base: str = ID,
) -> bytes:
    """The description as the bytes of ``dataset.ttl``.

    ``parts`` are the facts of the graph and of its evidence, ``files`` the RDF files by name, ``run`` tells the
    software and the options of the build.
    """
    counts = {name: Counts() for name in parts}
    for name, part in parts.items():
        counts[name].add(part)
    largest = max(graph.entities, key=lambda entity: (len(entity.mentions), entity.id), default=None)
    about = About(
        documents=[DocumentRow.of(document) for document in graph.documents], entities=len(graph.entities),
        example=largest.id if largest else "", counts=counts,
        files={name: Content.of(content) for name, content in files.items()},
    )
    found = dataset_facts(about, run, base)
    found.update(input_facts(about.documents))
    add_figures(found, map(figure_of, graph.observations))
    return found.turtle(base)


def dataset_facts(about: About, run: Mapping[str, object], base: str = ID) -> Facts:
    """The description without the inputs themselves and the figures of the cube."""
    found = Facts()
    total = sum(_subset(found, name, counts) for name, counts in about.counts.items())
    _dataset(found, about, total, base)
    for name, content in about.files.items():
        _distribution(found, name, content)
    _provenance(found, about.documents, run)
    _structure(found)
    return found


def _words(found: Facts, subject: str, predicate: str, name: str) -> None:
    for language in ("zh", "en"):
        found.add(subject, predicate, f"{text(load_patterns('dataset').maps[language][name])}@{language}")


def _dataset(found: Facts, about: About, triples: int, base: str) -> None:
    node = "dataset:all"
    for kind in ("void:Dataset", "dcat:Dataset", "prov:Entity"):
        found.add(node, "a", kind)
    _words(found, node, "dcterms:title", "title")
    _words(found, node, "dcterms:description", "description")
    for standard in (_ONTOLOGY, _SHAPES):
        found.add(node, "dcterms:conformsTo", standard)
    for vocabulary in _VOCABULARIES:
        found.add(node, "void:vocabulary", f"{vocabulary}:")
    found.add(node, "void:uriSpace", text(base))
    found.add(node, "void:triples", str(triples))
    found.add(node, "void:entities", str(about.entities))
    turtle = any(name.endswith(".ttl") for name in about.files)
    found.add(node, "void:feature", f"<http://www.w3.org/ns/formats/{'Turtle' if turtle else 'N-Quads'}>")
    found.add(node, "prov:wasGeneratedBy", "dataset:build")
    found.add(node, "dcterms:hasPart", "dataset:figures")
    if about.example:
        found.add(node, "void:exampleResource", curie(about.example))
    dates = sorted(filter(None, (document.issued for document in about.documents)))
    if dates:
        found.add(node, "dcterms:temporal", "dataset:period")
        found.add("dataset:period", "a", "dcterms:PeriodOfTime")
        for predicate, date in (("dcat:startDate", dates[0]), ("dcat:endDate", dates[-1])):
            found.add("dataset:period", predicate, typed(date, _DATE_TYPES[len(date)]))


def _subset(found: Facts, kind: str, counts: Counts) -> int:
    """What is in the graph or its evidence; returns the number of triples."""
    node = f"dataset:{kind}"
    found.add("dataset:all", "void:subset", node)
    found.add(node, "a", "void:Dataset")
    _words(found, node, "dcterms:title", kind)
    found.add(node, "void:triples", str(counts.properties.total()))
    found.add(node, "void:distinctSubjects", str(counts.subjects))
    found.add(node, "void:classes", str(len(counts.classes)))
    found.add(node, "void:properties", str(len(counts.properties)))
    for counted_ones, partition, what, how in (
        (counts.classes, "void:classPartition", "void:class", "void:entities"),
        (counts.properties, "void:propertyPartition", "void:property", "void:triples"),
    ):
        for term, count in counted_ones.items():
            counted = f"{node}-{term.replace(':', '-')}"
            found.add(node, partition, counted)
            found.add(counted, "a", "void:Dataset")
            found.add(counted, what, term)
            found.add(counted, how, str(count))
    return counts.properties.total()


def _distribution(found: Facts, name: str, content: Content) -> None:
    node = f"dataset:{name.replace('/', '-')}"
    found.add("dataset:all", "dcat:distribution", node)
    found.add(node, "a", "dcat:Distribution")
    found.add(node, "dcterms:title", text(name))
    found.add(node, "dcat:mediaType", f"{_MEDIA}{_MEDIA_TYPES.get(PurePath(name).suffix, 'application/n-quads')}>")
    # Oxigraph turns xsd:nonNegativeInteger, as DCAT has it, into xsd:integer when it loads it.
    found.add(node, "dcat:byteSize", str(content.size))
    found.add(node, "spdx:checksum", f"{node}-sha256")
    _checksum(found, f"{node}-sha256", content.sha256)


def _checksum(found: Facts, node: str, value: str) -> None:
    found.add(node, "a", "spdx:Checksum")
    found.add(node, "spdx:algorithm", "spdx:checksumAlgorithm_sha256")
    found.add(node, "spdx:checksumValue", typed(value, "hexBinary"))


def _provenance(found: Facts, documents: Iterable[DocumentRow], run: Mapping[str, object]) -> None:
    """The run, its software and which inputs it had."""
    build, agent = "dataset:build", "dataset:software"
    name, _, version = str(run.get("software", "regional-kg")).partition(" ")
    found.add(build, "a", "prov:Activity")
    _words(found, build, "rdfs:label", "build")
    found.add(build, "prov:wasAssociatedWith", agent)
    options = {key: value for key, value in run.items() if key not in ("software", "inputs", "decisions") and value}
    if options:
        found.add(build, "dcterms:description", text(json.dumps(options, ensure_ascii=False, sort_keys=True)))
    found.add(agent, "a", "prov:SoftwareAgent")
    found.add(agent, "rdfs:label", text(name))
    if version:
        found.add(agent, "schema:softwareVersion", text(version))
    found.add(build, "prov:used", _ONTOLOGY)
    found.add(_ONTOLOGY, "a", "prov:Entity")
    for document in documents:
        node = document_node(document.id)
        found.add(build, "prov:used", node)
        found.add("dataset:all", "prov:wasDerivedFrom", node)


def input_facts(documents: Iterable[DocumentRow]) -> Facts:
    """The inputs with their hashes."""
    found = Facts()
    for document in documents:
        node = document_node(document.id)
        found.add(node, "a", "prov:Entity")
        found.add(node, "dcterms:source", text(document.source))
        found.add(node, "kg:contentHash", text(f"sha256:{document.digest}"))
    return found


def _structure(found: Facts) -> None:
    figures, structure = "dataset:figures", "dataset:structure"
    found.add(figures, "a", "qb:DataSet")
    _words(found, figures, "dcterms:title", "figures")
    _words(found, figures, "rdfs:label", "figures")
    found.add(figures, "qb:structure", structure)
    found.add(structure, "a", "qb:DataStructureDefinition")
    _words(found, structure, "rdfs:label", "structure")
    kinds = (("qb:dimension", _DIMENSIONS), ("qb:measure", ("kg:value",)), ("qb:attribute", _ATTRIBUTES))
    for order, (predicate, term) in enumerate(((p, term) for p, terms in kinds for term in terms), 1):
        component = f"{structure}-{term.partition(':')[2]}"
        found.add(structure, "qb:component", component)
        found.add(component, "a", "qb:ComponentSpecification")
        found.add(component, predicate, term)
        found.add(component, "qb:order", str(order))
        if predicate == "qb:attribute":
            found.add(component, "qb:componentRequired", "false")
            found.add(component, "qb:componentAttachment", "qb:Observation")


class Figure(NamedTuple):
    """An observation of the cube: its dimensions, what tells it from others of the same, and its id."""

    subject: str
    indicator: str
    measure: Measure
    period: str
    unit: str
    value: Decimal
    id: str

    @property
    def key(self) -> tuple[str, ...]:
        """The dimensions but the number that tells variants apart."""
        return self[:4]


def figure_of(seen: FusedObservation) -> Figure:
    return Figure(seen.subject, seen.indicator, seen.measure, seen.period, seen.unit, seen.value, seen.id)


def add_figures(found: Facts, figures: Iterable[Figure]) -> None:
    """Each figure in the cube; figures that agree in all but unit and value are numbered by these."""
    units = {row["unit"]: row["qudt"] for row in load_rows("Qudt")}
    variants: Counter[tuple[str, ...]] = Counter()
    for seen in sorted(figures, key=lambda seen: (seen.unit, seen.value, seen.id)):
        variants[seen.key] += 1
        node = curie(seen.id)
        found.add(node, "a", "qb:Observation")
        found.add(node, "qb:dataSet", "dataset:figures")
        found.add(node, "kg:subject", curie(seen.subject))
        found.add(node, "kg:indicator", f"indicator:{digest(seen.indicator)}")
        found.add(node, "kg:measure", f"kg:{seen.measure}")
        found.add(node, "kg:referencePeriod", text(seen.period or UNSTATED))
        found.add(node, "kg:variant", str(variants[seen.key]))
        found.add(node, "kg:value", typed(lexical(seen.value), "decimal"))
        unit, power = measured_in(seen.unit, units)
        if unit:
            found.add(node, "sdmx-attribute:unitMeasure", f"qudt:{unit}")
            found.add(node, "sdmx-attribute:unitMult", str(power))


def measured_in(unit: str, units: Mapping[str, str]) -> tuple[str, int]:
    """The QUDT name and the power of ten of a unit as written (亿元 is CCY_CNY, 8); empty for others."""
    power = 0
    while unit not in units and unit[:1] in _POWERS:
        power += _POWERS[unit[0]]
        unit = unit[1:]
    return (units[unit], power) if unit in units else ("", 0)

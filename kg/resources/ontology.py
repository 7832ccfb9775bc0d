"""The terms of ``ontology/regional.ttl``: classes, relations, attributes and named individuals.

``load_terms()["undertakes"]`` is the relation kg:undertakes, 承担, from Company or Organisation to Project.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from kg.errors import ResourceError
from kg.resources.location import ONTOLOGY
from kg.resources.namespaces import KG, RDF, SKOS, VOCABULARIES, XSD

TermKind = OneOf["class", "relation", "attribute", "individual"]

_OWL, _RDFS, _SCHEMA = (VOCABULARIES[prefix] for prefix in ("owl", "rdfs", "schema"))
_KINDS: dict[str, TermKind] = {
    _OWL + "Class": "class",
    _OWL + "ObjectProperty": "relation",
    RDF + "Property": "relation",
    _OWL + "DatatypeProperty": "attribute",
    _OWL + "NamedIndividual": "individual",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OntologyTerm:
    """``name`` is the local name; ``domain`` and ``range`` are local names of classes, of XSD datatypes xsd:…"""

    name: str
    kind: TermKind
    label_zh: str
    label_en: str
    definition_zh: str
    definition_en: str
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()


@cache
def load_terms() -> Mapping[str, OntologyTerm]:
    """All terms by local name, sorted.  Raises ResourceError where one lacks a label or definition in zh or en."""
    path = ONTOLOGY / "regional.ttl"
    store = Store()
    try:
        store.load(path=str(path), format=RdfFormat.TURTLE)
    except (OSError, SyntaxError) as error:
        raise ResourceError(f"{path}: {error}") from error
    terms: dict[str, OntologyTerm] = {}
    for type_iri, kind in _KINDS.items():
        for quad in store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(type_iri), None):
            subject = quad.subject
            if isinstance(subject, NamedNode) and subject.value.startswith(KG):
                terms[local_name(subject.value)] = _term(store, subject, kind)
    for term in terms.values():
        if not all((term.label_zh, term.label_en, term.definition_zh, term.definition_en)):
            raise ResourceError(f"{path}: kg:{term.name} needs rdfs:label and skos:definition in zh and en")
    return dict(sorted(terms.items()))


def local_name(iri: str) -> str:
    """The name behind kg:, or xsd:name for a datatype; other IRIs stay."""
    if iri.startswith(KG):
        return iri[len(KG) :]
    return iri.replace(XSD, "xsd:").replace(SKOS, "skos:")


def suggest(name: str, known: Iterable[str] = ()) -> str:
    """The term whose name or label is nearest to ``name``, empty when none is near: undertake → undertakes."""
    from rapidfuzz import fuzz, process  # a sixth of the time that kg query takes to start, which seldom needs it

    names = {term: term for term in known or load_terms()}
    if not known:
        names.update({label: term.name for term in load_terms().values() for label in (term.label_zh, term.label_en)})
    found = process.extractOne(name, sorted(names), scorer=fuzz.WRatio, score_cutoff=70, processor=str.lower)
    return names[found[0]] if found else ""


def _term(store: Store, subject: NamedNode, kind: TermKind) -> OntologyTerm:
    labels = _by_language(store, subject, _RDFS + "label")
    definitions = _by_language(store, subject, SKOS + "definition")
    return OntologyTerm(
        name=local_name(subject.value), kind=kind,
        label_zh=labels.get("zh", ""), label_en=labels.get("en", ""),
        definition_zh=definitions.get("zh", ""), definition_en=definitions.get("en", ""),
        domain=_classes(store, subject, "domain"), range=_classes(store, subject, "range"),
    )


def _by_language(store: Store, subject: NamedNode, predicate: str) -> dict[str, str]:
    values = (quad.object for quad in store.quads_for_pattern(subject, NamedNode(predicate), None, None))
    return {value.language or "": value.value for value in values if isinstance(value, Literal)}


def _classes(store: Store, subject: NamedNode, side: str) -> tuple[str, ...]:
    """The classes of schema:domainIncludes where there are any, else of rdfs:domain (or range)."""
    for predicate in (f"{_SCHEMA}{side}Includes", _RDFS + side):
        values = (quad.object for quad in store.quads_for_pattern(subject, NamedNode(predicate), None, None))
        found = sorted(local_name(value.value) for value in values if isinstance(value, NamedNode))
        if found:
            return tuple(found)
    return ()

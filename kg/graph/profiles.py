"""The evidence in other forms, for stores that read no reified statements, and back again.

- ``claims`` (the default): ``evidence.ttl``, one statement node for each direct triple.
- ``none``: nothing beside ``graph.ttl``.
- ``graphs``: ``graph.trig``, a named graph for each document with what it says and its evidence.
- ``rdf12``: ``evidence.rdf12.ttl``, the claims as reifiers of triple terms (RDF 1.2).
- ``n10s``: ``graph.n10s.ttl``, Turtle-star with literals only, which neosemantics keeps on relationships::

      region:210381 kg:develops industry:菱镁 .
      << region:210381 kg:develops industry:菱镁 >> kg:support "{…\\"quote\\": \\"海城市重点发展菱镁产业。\\"…}" .

A statement has one IRI in all of them, and ``claims_of`` gives back the bytes of ``evidence.ttl`` from each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Literal as OneOf
from typing import get_args

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from kg.graph.turtle import Facts, facts_of
from kg.resources.namespaces import ID

Profile = OneOf["claims", "none", "graphs", "rdf12", "n10s"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
FILES: Mapping[Profile, str] = {
    "claims": "evidence.ttl", "graphs": "graph.trig", "rdf12": "evidence.rdf12.ttl", "n10s": "graph.n10s.ttl",
}
_REIFIED = ("rdf:subject", "rdf:predicate", "rdf:object")
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def write(profile: Profile, direct: Facts, backing: Facts, base: str = ID) -> dict[str, bytes]:
    """The files of the profile beside graph.ttl; ``direct`` are the facts of graph.ttl, ``backing`` its evidence."""
    from kg.graph.annotations import annotated

    writers: Mapping[str, Callable[[Facts, Facts, str], bytes]] = {
        "claims": lambda _, evidence, at: evidence.turtle(at), "graphs": _graphs, "rdf12": _rdf12,
        "n10s": lambda plain, evidence, at: annotated(plain, evidence, dict(_claims(evidence)), at),
    }
    return {FILES[profile]: writers[profile](direct, backing, base)} if profile in FILES else {}


def found_in(directory: Path) -> Profile:
    """The profile that a folder's evidence is written in."""
    return next((profile for profile, name in FILES.items() if (directory / name).is_file()), "none")


def claims_of(directory: Path, base: str = ID) -> bytes:
    """The bytes of ``evidence.ttl``, whatever the profile of the folder; empty where there is no evidence."""
    profile = found_in(directory)
    if profile == "none":
        return b""
    path = directory / FILES[profile]
    if profile == "claims":
        return path.read_bytes()
    kind = RdfFormat.TRIG if profile == "graphs" else RdfFormat.TURTLE
    quads = parse(path=str(path), format=kind)
    if profile == "graphs":
        direct = {quad.triple for quad in _direct(directory)}
        return facts_of((quad.triple for quad in quads if quad.triple not in direct), base).turtle(base)
    if profile == "rdf12":
        return facts_of(_unreified(quads), base).turtle(base)
    from kg.graph.annotations import claims_of_annotations

    return claims_of_annotations(list(quads), {quad.triple for quad in _direct(directory)}, base).turtle(base)


def _direct(directory: Path) -> Iterator[Quad]:
    return parse(path=str(directory / "graph.ttl"), format=RdfFormat.TURTLE)


def _claims(backing: Facts) -> Iterator[tuple[str, str]]:
    """Each claim with the triple that it states, as in Turtle."""
    for node, predicates in backing.items():
        if "kg:Claim" in predicates.get("a", ()):
            yield node, " ".join(next(iter(predicates[part])) for part in _REIFIED)


def _rdf12(_: Facts, backing: Facts, base: str) -> bytes:
    found = Facts(backing)
    for node, triple in _claims(backing):
        kept = {name: values for name, values in backing[node].items() if name not in _REIFIED}
        found[node] = {**kept, "a": {"kg:Claim": None}, "rdf:reifies": {f"<<( {triple} )>>": None}}
    return found.turtle(base)


def _unreified(quads: Iterator[Quad]) -> Iterator[Triple]:
    for quad in quads:
        if isinstance(quad.object, Triple):
            for name, term in zip(("subject", "predicate", "object"), quad.object, strict=True):
                yield Triple(quad.subject, NamedNode(_RDF + name), term)
            yield Triple(quad.subject, NamedNode(f"{_RDF}type"), NamedNode(f"{_RDF}Statement"))
        else:
            yield quad.triple


def _graphs(direct: Facts, backing: Facts, base: str) -> bytes:
    """Judgements on names stand with the direct triples in the default graph; no document makes them."""
    documents = {node: next(iter(facts["kg:document"])) for node, facts in backing.items() if "kg:document" in facts}
    default = Facts({node: {name: dict(values) for name, values in facts.items()} for node, facts in direct.items()})
    graphs: dict[str, Facts] = {}
    stated = dict(_claims(backing))
    for node, predicates in backing.items():
        if "kg:Match" in predicates.get("a", ()):
            default[node] = predicates
        for evidence in predicates.get("kg:supportedBy", ()):
            part = graphs.setdefault(documents[evidence], Facts())
            part[evidence] = backing[evidence]
            part.add(node, "kg:supportedBy", evidence)
            if node in stated:
                _state(part, node, predicates, documents[evidence])
    blocks = [
        f"\nGRAPH {document} {{{graphs[document].turtle_body()}}}\n".encode() for document in sorted(graphs)
    ]
    return b"".join((default.turtle(base), *blocks))


def _state(part: Facts, claim: str, predicates: Mapping[str, Mapping[str, None]], document: str) -> None:
    subject, predicate, value = (next(iter(predicates[name])) for name in _REIFIED)
    part.add(subject, predicate, value)
    part.add(subject, "kg:hasClaim", claim)
    for name in ("a", *_REIFIED):
        for each in predicates[name]:
            part.add(claim, name, each)
    part.add(claim, "prov:wasDerivedFrom", document)

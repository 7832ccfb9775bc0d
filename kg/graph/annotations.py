"""Evidence as literals on the triples (Turtle-star), and back again: the profile ``n10s``.

“海城市” develops 菱镁, with its sentence as one line of JSON::

    << region:210381 kg:develops industry:… >> kg:support "{…\\"quote\\":\\"海城市重点发展菱镁产业。\\"…}" .

Figures and components carry kg:support themselves.  neosemantics drops annotations that are nodes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal

from pyoxigraph import Literal, Quad, Triple

from kg.graph.literals import lexical
from kg.graph.rdf import date_literal
from kg.graph.turtle import Facts, curie, facts_of, text, typed

_SUPPORT = "kg:support"
_END = "#support"


def annotated(direct: Facts, backing: Facts, stated: Mapping[str, str], base: str) -> bytes:
    """The direct triples with their annotations; ``stated`` are the triples of the claims, as in Turtle."""
    found = Facts({node: {name: dict(values) for name, values in facts.items()} for node, facts in direct.items()})
    annotations: dict[str, list[str]] = {}
    for node, predicates in backing.items():
        if "kg:Match" in predicates.get("a", ()):
            found[node] = predicates
        for evidence in predicates.get("kg:supportedBy", ()):
            if node in stated:
                line = _line({"claim": node, "evidence": evidence}, backing[evidence], base)
                annotations.setdefault(stated[node], []).append(line)
            else:
                found.add(node, _SUPPORT, _line({"evidence": evidence}, backing[evidence], base))
    lines = (
        f"\n<< {triple} >> {_SUPPORT} " + ",\n    ".join(sorted(annotations[triple])) + " .\n"
        for triple in sorted(annotations)
    )
    return found.turtle(base) + "".join(lines).encode()


def claims_of_annotations(quads: Iterable[Quad], direct: Set[Triple], base: str) -> Facts:
    """Claims, evidence and judgements as in ``evidence.ttl``, out of the triples and their annotations."""
    starred: dict[object, Triple] = {}
    supports: list[Quad] = []
    plain: list[Triple] = []
    for quad in quads:
        if isinstance(quad.object, Triple):
            starred[quad.subject] = quad.object
        elif quad.predicate.value.endswith(_END):
            supports.append(quad)
        elif quad.triple not in direct:
            plain.append(quad.triple)
    found = facts_of(plain, base)
    for quad in supports:
        if isinstance(quad.object, Literal):
            content = json.loads(quad.object.value)
            _restore(found, content, starred.get(quad.subject), quad, base)
    return found


def _restore(found: Facts, content: Mapping[str, str], stated: Triple | None, quad: Quad, base: str) -> None:
    evidence, document = content["evidence"], curie(content["document"].removeprefix(base))
    found[evidence] = _evidence(content, document)
    ((subject, facts),) = facts_of([stated or quad.triple], base).items()
    if stated is None:
        found.add(subject, "kg:supportedBy", evidence)
        return
    claim, (predicate, values) = content["claim"], next(iter(facts.items()))
    found.add(subject, "kg:hasClaim", claim)
    rows: Sequence[tuple[str, str]] = (
        ("a", "kg:Claim"), ("a", "rdf:Statement"), ("rdf:subject", subject), ("rdf:predicate", predicate),
        ("rdf:object", next(iter(values))), ("kg:supportedBy", evidence), ("prov:wasDerivedFrom", document),
    )
    for name, value in rows:
        found.add(claim, name, value)


def _line(ids: Mapping[str, str], evidence: Mapping[str, Mapping[str, None]], base: str) -> str:
    """A piece of evidence as a literal that holds JSON; a string of Turtle is one of JSON too."""
    said = {name.partition(":")[2]: next(iter(values)) for name, values in evidence.items()}
    dated = {"date": said["date"].split('"')[1]} if "date" in said else {}
    content = {
        **ids, **dated, "document": base + said["document"].replace(":", "/", 1), "start": int(said["start"]),
        "end": int(said["end"]), "rule": json.loads(said["rule"], strict=False),
        "confidence": float(said["confidence"].split('"')[1]), "quote": json.loads(said["quote"], strict=False),
    }
    return text(json.dumps(content, ensure_ascii=False))


def _evidence(content: Mapping[str, str], document: str) -> dict[str, dict[str, None]]:
    written = {
        "a": "kg:Evidence", "kg:document": document, "kg:start": str(content["start"]), "kg:end": str(content["end"]),
        "kg:quote": text(content["quote"]), "kg:rule": text(content["rule"]),
        "kg:confidence": typed(lexical(Decimal(str(content["confidence"]))), "decimal"),
    }
    if "date" in content:
        written["dcterms:date"] = date_literal(content["date"])
    return {name: {value: None} for name, value in written.items()}

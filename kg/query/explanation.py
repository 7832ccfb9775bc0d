"""A name or an IRI and a built graph → why it is there: names, judgements, relations, figures, each with its sentences.

``explain(store, "三鱼泵业")`` tells that 三鱼泵业 is 海城三鱼泵业有限公司, which sentences put it in 海城市, and which
rule read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store
from rapidfuzz import fuzz, process

from kg.errors import QueryError
from kg.query.store import PREFIXES, Table, run_query
from kg.resources.namespaces import KG

_NEAR = 60
_SUGGESTIONS = 5

_NAMED = """SELECT DISTINCT ?node ?name {
  ?node skos:prefLabel|skos:altLabel|kg:code ?name ; a ?type .
  VALUES ?type { kg:Company kg:Project kg:Industry kg:Programme kg:Region kg:Park kg:Organisation } }"""
_NAMES = """SELECT ?type ?name ?alias ?code {
  VALUES ?node { %s }
  ?node a ?type ; skos:prefLabel ?name . FILTER(STRSTARTS(STR(?type), STR(kg:)))
  OPTIONAL { ?node skos:altLabel ?alias } OPTIONAL { ?node kg:divisionCode|kg:code|skos:notation ?code } }"""
_MATCHES = """SELECT DISTINCT ?left ?right ?verdict ?score ?reason {
  VALUES ?node { %s }
  ?match kg:concerns ?node ; kg:left ?left ; kg:right ?right ; kg:verdict ?verdict ; kg:score ?score ;
    kg:reason ?reason } ORDER BY ?verdict ?left ?right ?reason"""
CLAIMS = """SELECT ?statement ?document ?start ?end ?quote ?rule ?confidence {
  VALUES ?node { %s }
  {
    ?node kg:hasClaim ?claim . ?claim rdf:predicate ?predicate ; rdf:object ?object ; kg:supportedBy ?evidence .
    OPTIONAL { ?object skos:prefLabel|rdfs:label|dcterms:title ?name }
    OPTIONAL { ?object kg:symbol ?symbol }
    BIND(CONCAT(STRAFTER(STR(?predicate), "#"), " ", COALESCE(?symbol, ""), IF(BOUND(?symbol), " ", ""),
      COALESCE(?name, REPLACE(STR(?object), "^.*#", ""))) AS ?statement)
  } UNION {
    ?claim rdf:object ?node ; rdf:subject ?subject ; rdf:predicate ?predicate ; kg:supportedBy ?evidence .
    ?subject skos:prefLabel|rdfs:label ?name .
    BIND(CONCAT(?name, " ", STRAFTER(STR(?predicate), "#"), " it") AS ?statement)
  } UNION {
    ?figure kg:subject ?node ; kg:indicator/skos:prefLabel ?indicator ; kg:value ?value ; kg:supportedBy ?evidence .
    OPTIONAL { ?figure kg:unit ?unit } OPTIONAL { ?figure kg:period ?period }
    BIND(CONCAT("figure ", ?indicator, " ", STR(?value), COALESCE(?unit, ""), " (", COALESCE(?period, "?"), ")")
      AS ?statement)
  }
  ?evidence kg:document/dcterms:title ?document ; kg:start ?start ; kg:end ?end ; kg:quote ?quote ; kg:rule ?rule .
  OPTIONAL { ?evidence kg:confidence ?confidence }
} ORDER BY ?statement ?document ?start ?rule"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """``start`` and ``end`` count characters in the document's text; ``confidence`` is that of the rule."""

    document: str
    start: int
    end: int
    quote: str
    rule: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why two names are one entity, or were kept apart (verdict unsure)."""

    left: str
    right: str
    verdict: str
    score: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """``naming`` are the sentences that name the entity, ``statements`` what is said of it, each with its sentences."""

    iri: str
    type: str
    name: str
    aliases: tuple[str, ...]
    code: str
    reasons: tuple[Reason, ...]
    naming: tuple[Sentence, ...]
    statements: tuple[tuple[str, tuple[Sentence, ...]], ...]


def explain(store: Store, name: str) -> tuple[Explanation, ...]:
    """The entity with the IRI, or all with the name.

    Raises QueryError, with the nearest names, where the graph has none.
    """
    iri = _iri(name)
    nodes = [iri] if iri else [str(node) for node, surface in _rows(store, _NAMED) if surface == name]
    found = tuple(_explain(store, node) for node in sorted(set(nodes)) if _known(store, node))
    if not found:
        raise QueryError(f"{name!r} is not in the graph{_suggest(store, name)}")
    return found


def _iri(name: str) -> str:
    """The IRI that is meant: <…>, https:…, or with a prefix like region:210381; empty for a name."""
    text = name.strip("<>")
    prefix, colon, rest = text.partition(":")
    if not colon or any(character in text for character in '<>"{}|\\^` '):
        return ""
    if rest.startswith("//"):
        return text
    return PREFIXES[prefix] + rest if prefix in PREFIXES else ""


def _known(store: Store, node: str) -> bool:
    return any(store.quads_for_pattern(NamedNode(node), None, None, None))


def _suggest(store: Store, name: str) -> str:
    surfaces = sorted({surface for _, surface in _rows(store, _NAMED)})
    near = process.extract(name, surfaces, scorer=fuzz.WRatio, score_cutoff=_NEAR, limit=_SUGGESTIONS)
    return f"; did you mean {', '.join(surface for surface, *_ in near)}?" if near else "; kg query lists its names"


def _explain(store: Store, node: str) -> Explanation:
    names = _rows(store, _NAMES % f"<{node}>")
    if not names:
        raise QueryError(f"<{node}> is no entity: kg query tells about other nodes")
    groups: dict[str, list[Sentence]] = {}
    for statement, document, start, end, quote, rule, confidence in _rows(store, CLAIMS % f"<{node}>"):
        sentence = Sentence(
            document=document, start=int(start), end=int(end), quote=" ".join(quote.split()), rule=rule,
            confidence=confidence,
        )
        groups.setdefault(statement, []).append(sentence)
    naming = [sentence for statement in groups if _names(statement) for sentence in groups[statement]]
    return Explanation(
        iri=node, type=names[0][0].removeprefix(KG), name=names[0][1],
        aliases=tuple(sorted({row[2] for row in names} - {""})), code=names[0][3],
        reasons=tuple(
            Reason(left=left, right=right, verdict=verdict, score=score, reason=reason)
            for left, right, verdict, score, reason in _rows(store, _MATCHES % f"<{node}>")
        ),
        naming=tuple(naming),
        statements=tuple(
            (statement, tuple(dict.fromkeys(found))) for statement, found in groups.items() if not _names(statement)
        ),
    )


def _names(statement: str) -> bool:
    return statement.startswith("mentionedIn ")


def _rows(store: Store, query: str) -> Sequence[tuple[str, ...]]:
    """The rows of a SELECT as text, empty where a variable is unbound."""
    result = run_query(store, query)
    if not isinstance(result, Table):
        raise TypeError("a question of this module is a SELECT")
    return [tuple(_text(term) for term in row) for row in result.rows]


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else ""


def tell(explanation: Explanation, sentences: int) -> str:
    """The explanation as lines of text, with ``sentences`` for each statement at most (0 for all)."""
    code = f" {explanation.code}" if explanation.code else ""
    lines = [f"{explanation.name} ({explanation.type}{code})", f"<{explanation.iri}>"]
    lines += _told_names(explanation)
    apart = [reason for reason in explanation.reasons if reason.verdict != "same"]
    if apart:
        lines.append("kept apart, though perhaps the same")
        lines += [f"  {reason.left} | {reason.right}: {reason.reason}" for reason in apart]
    lines.append("named in" if explanation.naming else "named in no document; it holds regions or industries that are")
    lines += _told(explanation.naming, sentences)
    for statement, found in explanation.statements:
        lines.append(statement)
        lines += _told(found, sentences)
    return "\n".join(lines) + "\n"


def _told_names(explanation: Explanation) -> Iterable[str]:
    """Each other name with the judgement that joined it; without one only its spelling differs."""
    if explanation.aliases:
        yield "other names, and why they are one"
    for alias in explanation.aliases:
        reasons = [r for r in explanation.reasons if r.verdict == "same" and alias in (r.left, r.right)]
        for reason in reasons:
            other = reason.left if reason.right == alias else reason.right
            yield f"  {alias} = {other}: {reason.reason} ({reason.score})"
        if not reasons:
            yield f"  {alias} = {explanation.name}: spelled alike"


def _told(found: Sequence[Sentence], sentences: int) -> Iterable[str]:
    shown = found[:sentences] if sentences else found
    for sentence in shown:
        sure = f" {sentence.confidence}" if sentence.confidence else ""
        yield f"  [{sentence.rule}{sure}] {sentence.document} {sentence.start}–{sentence.end}: {sentence.quote}"
    if len(shown) < len(found):
        yield f"  … and {len(found) - len(shown)} more (--all)"

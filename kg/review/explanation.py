"""Two names → why they are one thing, or why they are not: decisions, judgements with their reasons, features.

三鱼泵业 and 海城三鱼泵业有限公司 are one by “the name without place and legal form”; 荣光 and 荣光化工 are two,
for which a short form speaks with 0.6 and two places with -0.8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

import networkx
from rapidfuzz import fuzz, process

from kg.datamodel import ENTITY_TYPES, Decision, Entity, Match
from kg.errors import KgError
from kg.resolution.decisions import label
from kg.resolution.features import FEATURES, Pair, score
from kg.resolution.matching import SAME, UNSURE
from kg.resolution.spelling import fold
from kg.resolution.terms import Term
from kg.review.doubts import contexts
from kg.review.reading import Reading

_SENTENCES, _NAMES = 2, 4


def explain(reading: Reading, left: str, right: str) -> str:
    """What joined the two or kept them apart, as text.

    Raises KgError, with the nearest names, where the graph has none of the kind.
    """
    found = [_meant(reading, name) for name in (left, right)]
    pairs = [(one, other) for one in found[0] for other in found[1] if one.type == other.type]
    if left == right or any(one.id != other.id for one, other in pairs):
        pairs = [(one, other) for one, other in pairs if one.id != other.id or left != right]
    if not pairs:
        kinds = (" or ".join(sorted({entity.type for entity in entities})) for entities in found)
        raise KgError(f"{left!r} is a {next(kinds)}, {right!r} a {next(kinds)}" if left != right else
                      f"only one thing has the name {left!r}: kg explain tells of it")
    seen: set[frozenset[str]] = set()
    blocks = []
    for one, other in pairs:
        if frozenset((one.id, other.id)) not in seen:
            seen.add(frozenset((one.id, other.id)))
            lines = _joined(reading, one, (left, right)) if one.id == other.id else _apart(reading, one, other)
            blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _meant(reading: Reading, text: str) -> list[Entity]:
    """The entities with this id, IRI or name, a name perhaps with the codes of its regions behind it."""
    id = text.strip("<>").rpartition("/id/")[2]
    by_id = {entity.id: entity for entity in reading.graph.entities}
    if found := by_id.get(id) or by_id.get(id.replace(":", "/", 1)):
        return [found]
    ids = {found for type in ENTITY_TYPES for found in reading.entities(type, text)}
    ids |= {entity.id for entity in by_id.values() if entity.name == text}
    if not ids:
        known = sorted({name for entity in by_id.values() for name in (entity.name, *entity.aliases)})
        near = ", ".join(found for found, *_ in process.extract(text, known, scorer=fuzz.ratio, limit=3))
        raise KgError(f"{text!r} is no name of the graph; it has {near} …")
    return [by_id[id] for id in sorted(ids)]


def _joined(reading: Reading, entity: Entity, names: tuple[str, str]) -> Iterator[str]:
    """The judgements that lead from one name to the other."""
    yield f"one thing: {_called(entity)}"
    chain = _chain(reading, entity)
    start, end = (label(name).name for name in names)
    if start in chain and end in chain and networkx.has_path(chain, start, end):
        steps = list(pairwise(networkx.shortest_path(chain, start, end, weight="length")))
    else:
        steps = sorted(chain.edges)
    for one, other in steps:
        yield f"  {one} = {other}: {chain.edges[one, other]['why']}"
    yield from _decisions(reading, entity, entity)
    yield from _sentences(reading, entity)


def _chain(reading: Reading, entity: Entity) -> networkx.Graph[str]:
    """The names of the entity, joined by what was judged, else by their spelling."""
    names = {entity.name, *entity.aliases}
    found: networkx.Graph[str] = networkx.Graph()
    found.add_nodes_from(names)
    for match in reading.judgements("same"):
        left, right = label(match.left).name, label(match.right).name
        if match.type == entity.type and left in names and right in names and left != right:
            found.add_edge(left, right, why=f"{'; '.join(match.reasons)} ({match.score:.2f})", length=1.0)
    for left, right in {(mention.surface, mention.refers) for mention in entity.mentions if mention.refers}:
        if left != right and not found.has_edge(left, right):
            reason = "the division code" if entity.type == "Region" else "its document uses it for the other"
            found.add_edge(left, right, why=reason, length=1.1)
    spelled: dict[str, str] = {}
    for one in sorted(names):
        other = spelled.setdefault(fold(one, entity.type), one)
        if one != other and not found.has_edge(one, other):
            found.add_edge(one, other, why="spelled alike", length=1.2)
    return found


def _apart(reading: Reading, one: Entity, other: Entity) -> Iterator[str]:
    yield f"two things: {_called(one)}"
    yield f"            {_called(other)}"
    yield from _decisions(reading, one, other)
    judged = sorted({_told(match) for match in reading.judgements("unsure", "different")
                     if _concerns(reading, match, one, other)})
    if judged:
        yield "judged by their names and places"
        yield from judged
    yield from _features(reading, one, other)
    for entity in (one, other):
        yield from _sentences(reading, entity)


def _concerns(reading: Reading, match: Match, one: Entity, other: Entity) -> bool:
    if match.type != one.type or not {label(match.left).name, label(match.right).name} <= {
            one.name, *one.aliases, other.name, *other.aliases}:
        return False
    left, right = (
        {reading.entity(mention).id for mention in reading.judged(match.type, text)[1]}
        for text in (match.left, match.right)
    )
    return (one.id in left and other.id in right) or (other.id in left and one.id in right)


def _told(match: Match) -> str:
    return f"  {match.left} | {match.right}: {match.verdict}, {match.score:.2f}: {'; '.join(match.reasons)}"


def _features(reading: Reading, one: Entity, other: Entity) -> Iterator[str]:
    """What each feature says of the two, for each name that brings them together."""
    found = reading.identified
    terms = {entity.id: term for entity, term in zip(found.entities, found.terms, strict=True)}
    if one.id not in terms or other.id not in terms:
        yield "one of them is named in no document"
        return
    pairs = list(_pairs(reading, terms[one.id], terms[other.id]))
    if not pairs:
        yield "no name of one is a name of the other, or may be short for it: the program compares them by no name"
    for pair in pairs:
        sure, _ = score(pair)
        shared = f"{pair.name} may be short for it" if pair.form else f"both are called {pair.name}"
        yield f"{shared}: {sure:.2f} (from {SAME} on they would be one, from {UNSURE} on a person is asked)"
        for feature in FEATURES:
            if reason := feature(pair):
                yield f"  {reason.weight:+.2f} {feature.__name__.replace('_', ' ')}: {reason.text}"


def _pairs(reading: Reading, one: Term, other: Term) -> Iterator[Pair]:
    for name in sorted(one.names & other.names):
        named = (term for term in reading.identified.terms if term.type == one.type and name in term.names)
        yield Pair(one, other, name, spread=len({code[:2] for term in named for code in term.where}))
    for short, full in ((one, other), (other, one)):
        yield from (Pair(short, full, form.name, form) for form in full.forms if form.name in short.names)


def _decisions(reading: Reading, one: Entity, other: Entity) -> Iterator[str]:
    states = {outcome.decision: outcome.state for outcome in reading.graph.outcomes}
    for decision in reading.decisions:
        left, right = (reading.entities(decision.type, name) for name in (decision.left, decision.right))
        if decision.type == one.type and ((one.id in left and other.id in right) or (
                other.id in left and one.id in right)):
            yield f"decided: {decision.left} | {decision.right}: {decision.verdict} ({states[decision]}){_by(decision)}"


def _by(decision: Decision) -> str:
    told = ", ".join(filter(None, (decision.who, decision.when, decision.why)))
    return f": {told}" if told else ""


def _called(entity: Entity) -> str:
    names: Iterable[str] = (entity.name, *entity.aliases)
    return f"{' = '.join(names)} ({entity.type}{' ' + entity.code if entity.code else ''}) {entity.id}"


def _sentences(reading: Reading, entity: Entity) -> Iterator[str]:
    yield f"sentences with {entity.name}"
    for name in sorted({mention.surface for mention in entity.mentions})[:_NAMES]:
        named = [mention for mention in entity.mentions if mention.surface == name]
        for context in islice(contexts(reading, named), _SENTENCES):
            yield f"  {context.document} {context.published}: {context.before}[{context.name}]{context.after}"

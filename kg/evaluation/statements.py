"""Entities, relations and attributes of a comparison → judgements: does the gold say 三鱼泵业 undertakes 水泵项目 too?

Relations and attributes are judged over the relaxed alignment: a wrong end makes a wrong relation.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.datamodel import ATTRIBUTES, ENTITY_TYPES, RELATIONS, Attribute, EntityType, Relation, Statement
from kg.evaluation.alignment import surfaces
from kg.evaluation.comparison import Comparison
from kg.evaluation.gold import Row
from kg.evaluation.likeness import fold, number, same_number
from kg.evaluation.scores import Judgement, Missing, Part

# Where a region lies is known from its code; the gold leaves it out.
_OF_REGIONS: tuple[Relation, ...] = ("locatedIn", "partOf")
_SYMMETRIC: tuple[Relation, ...] = ("partnersWith",)


def entities(comparison: Comparison) -> Iterator[Part]:
    """Two rows for each type: exact and relaxed."""
    for type in ENTITY_TYPES:
        yield _entities(comparison, type, "exact")
        yield _entities(comparison, type, "relaxed")


def _entities(comparison: Comparison, type: EntityType, how: str) -> Part:
    matched = comparison.exact if how == "exact" else comparison.relaxed
    wanted = [row for row in comparison.gold.entities.values() if row.type == type]
    taken = set(matched.values())
    return Part(
        row=f"entity {type} {how}", total=f"ENTITIES {how}", gold=len(wanted), listed=how == "relaxed",
        judgements=tuple(
            Judgement(
                text=f"{type}: {' | '.join(sorted(surfaces(entity)))}", right=entity.id in matched,
                evidence=comparison.evidence(entity),
            )
            for entity in comparison.entities.values() if entity.type == type
        ),
        missing=tuple(
            Missing(text=f"{type}: {row.name}", quote=comparison.sentence_with(row.name))
            for row in wanted if row.id not in taken
        ),
    )


def relations(comparison: Comparison) -> Iterator[Part]:
    """One row for each relation; of a symmetric one either direction is right."""
    for relation in RELATIONS:
        rows = [row for row in comparison.gold.relations if row["predicate"] == relation]
        wanted = {_ends(relation, row["subject"], row["object"]): row for row in rows}
        said = {
            _ends(relation, statement.subject, statement.object): statement
            for statement in comparison.graph.statements
            if statement.predicate == relation and _counts(comparison, statement)
        }
        found = {
            ends: _ends(relation, *map(comparison.gold_id, (statement.subject, statement.object)))
            for ends, statement in said.items()
        }
        right = set(found.values())
        yield Part(
            row=f"relation {relation}", total="RELATIONS", gold=len({(row["subject"], row["object"]) for row in rows}),
            judgements=tuple(
                Judgement(text=_told(comparison, statement), right=found[ends] in wanted, evidence=statement.evidence)
                for ends, statement in said.items()
            ),
            missing=tuple(
                Missing(text=_row_told(comparison, row), quote=row.get("evidence", ""))
                for ends, row in wanted.items() if ends not in right
            ),
        )


def _ends(relation: Relation, subject: str | None, object: str | None) -> tuple[str | None, str | None]:
    if relation in _SYMMETRIC and None not in (subject, object):
        first, second = sorted((str(subject), str(object)))
        return first, second
    return subject, object


def _counts(comparison: Comparison, statement: Statement) -> bool:
    subject = comparison.entities.get(statement.subject)
    if subject is None or statement.object not in comparison.entities:
        return False
    return not (subject.type == "Region" and statement.predicate in _OF_REGIONS)


def _told(comparison: Comparison, statement: Statement) -> str:
    return f"{comparison.name(statement.subject)} {statement.predicate} {comparison.name(statement.object)}"


def _row_told(comparison: Comparison, row: Row) -> str:
    gold = comparison.gold
    return f"{gold.named(row['subject'])} {row['predicate']} {gold.named(row['object'])}"


def attributes(comparison: Comparison) -> Iterator[Part]:
    """One row for each attribute of projects."""
    for attribute in ATTRIBUTES:
        wanted = [row for row in comparison.gold.attributes if row["attribute"] == attribute]
        left = list(wanted)
        judgements = []
        for statement in comparison.graph.statements:
            if statement.predicate == attribute and statement.subject in comparison.entities:
                project = comparison.gold_id(statement.subject)
                row = next((r for r in left if r["project"] == project and _same(attribute, statement, r)), None)
                if row:
                    left.remove(row)
                judgements.append(Judgement(
                    text=_told(comparison, statement), right=row is not None, evidence=statement.evidence
                ))
        yield Part(
            row=f"attribute {attribute}", total="PROJECT ATTRIBUTES", gold=len(wanted), judgements=tuple(judgements),
            missing=tuple(
                Missing(
                    text=f"{comparison.gold.named(row['project'])} {attribute} {row['value']}",
                    quote=row.get("evidence", ""),
                )
                for row in left
            ),
        )


def _same(attribute: Attribute, statement: Statement, row: Row) -> bool:
    if attribute == "stage":
        return fold(statement.object) == fold(str(row["value"]))
    return same_number(number(statement.object), number(str(row["value"])))

"""Terms that no tie connects can be resolved apart."""

from __future__ import annotations

from made import Made, anshan, document, haicheng

from kg.datamodel import Decision, Extraction
from kg.resolution import identify, name
from kg.resolution.decisions import Decisions
from kg.resolution.terms import Term
from kg.resolution.ties import ties


def documents() -> list[Extraction]:
    found = [haicheng(), anshan()]
    for city, code in (("海城市", "210381"), ("阜新市", "210900"), ("锦州市", "210700")):
        for text in ("三鱼泵业与“荣光”合作。", "荣光泵业有限公司的荣光项目落户经开区。"):
            made = Made(document(f"{city}：{text}"))
            made.name("Region", city, code)
            for surface in ("三鱼泵业", "荣光泵业有限公司", "荣光"):
                if surface in text:
                    made.name("Company", surface)
            if "经开区" in text:
                made.name("Park", "经开区")
            found.append(made.done())
    return found


def groups(terms: list[Term], decided: Decisions) -> list[list[Term]]:
    parts: list[tuple[set[str], list[Term]]] = []
    for term, tags in zip(terms, decided.tags(terms), strict=True):
        names, group = set(ties(term, tags)), [term]
        for other in [part for part in parts if not names.isdisjoint(part[0])]:
            parts.remove(other)
            names |= other[0]
            group = other[1] + group
        parts.append((names, group))
    return [group for _, group in parts]


def test_groups_of_tied_terms_give_what_all_terms_give() -> None:
    decisions = [Decision(left="荣光", right="荣光泵业有限公司 (210900)", type="Company", verdict="different"),
                 Decision(left="三鱼泵业", right="海城三鱼泵业有限公司", type="Company", verdict="same")]
    for decided in (Decisions(()), Decisions(decisions)):
        terms = [term for extraction in documents() for term in name(extraction, decided).terms]
        whole = identify(terms, decided)
        parts = [identify(group, decided) for group in groups(terms, decided)]
        assert len(parts) > 5
        assert {entity for part in parts for entity in part.entities} == set(whole.entities)
        assert {match for part in parts for match in part.matches} == set(whole.matches)

"""Annotated document → locatedIn of companies, projects, parks and organisations, one closest place each.

“在鞍山腾鳌经济开发区的鞍山紫竹轻型特钢有限公司” places the company in the zone, the zone's name places it in
鞍山, and what a city's page lists without a place is in the city.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.datamodel import BARS, AnnotatedDocument, Mention, RelationMention
from kg.extraction import placing
from kg.extraction.relations.grounds import grounds
from kg.resources import gazetteer
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("location")
_WORDS = _PATTERNS.words
_FACILITY = tuple(_WORDS["facility"])
_NATIONAL = (*_WORDS["national"], *_WORDS["foreign"])
_CENTRAL = tuple(_WORDS["central"])
_PARENTS = tuple(_WORDS["parent"])
_LEGAL_FORM = tuple(_WORDS["legal_form"])
_SPACES = " \u3000"
_CELL_ENDS = (*BARS, "\t", "")
# How far before a name the place may stand that a preposition brings in, in characters.
_REACH = 25
_LONG_REACH = 60


@dataclass(frozen=True, slots=True)
class Placement:
    """A place for a mention; of several the one with the lowest rank counts."""

    rank: int
    mention: Mention
    place: Mention
    rule: str


def relate(annotated: AnnotatedDocument) -> Iterable[RelationMention]:
    """The closest place that the document states or implies for each thing."""
    ground = grounds(annotated)
    for mentions in _things(annotated).values():
        found = [
            placement for mention in mentions
            for placement in _grounded(annotated, mention, ground[mention.sentence], _placements(annotated, mention))
        ]
        if not found:
            continue
        best = min(placement.rank for placement in found)
        chosen = next(placement for placement in found if placement.rank == best)
        for placement in found:
            spans = placement.mention == chosen.mention and placement.rank == best and placement.rule == "spans"
            if placement is chosen or spans:
                yield RelationMention(
                    relation="locatedIn", subject=placement.mention, object=placement.place,
                    evidence=annotated.document.evidence(placement.mention.sentence, f"location-{placement.rule}"),
                )


def _things(annotated: AnnotatedDocument) -> Mapping[tuple[str, str], list[Mention]]:
    """The mentions of each thing that can have a place; a name that begins a longer one is the same thing."""
    found: dict[tuple[str, str], list[Mention]] = {}
    for mention in annotated.of_type("Company", "Project", "Park", "Organisation"):
        found.setdefault((mention.type, mention.refers or mention.surface), []).append(mention)
    companies = "\n".join(sorted(name for kind, name in found if kind == "Company"))
    merged: dict[tuple[str, str], list[Mention]] = {}
    for key in sorted(found):
        whole = _fullest(key[1], companies) if key[0] == "Company" else key[1]
        merged.setdefault((key[0], whole), []).extend(found[key])
    return {key: sorted(merged[key], key=lambda mention: mention.start) for key in sorted(merged)}


def _fullest(name: str, names: str) -> str:
    """The name among the lines that holds this one, itself where none or several do."""
    longer = set()
    for at in _places_of(name, names):
        begin, end = names.rfind("\n", 0, at) + 1, names.find("\n", at)
        longer.add(names[begin:end if end >= 0 else len(names)])
    longer.discard(name)
    return longer.pop() if len(longer) == 1 else name


def _places_of(part: str, whole: str) -> Iterator[int]:
    at = whole.find(part)
    while at >= 0:
        yield at
        at = whole.find(part, at + 1)


def _placements(annotated: AnnotatedDocument, mention: Mention) -> Iterator[Placement]:
    around = annotated.in_sentence(mention.sentence)
    places = [other for other in around if other.type in ("Region", "Park") and not other.covers(mention)]
    text = annotated.document.sentences[mention.sentence].text
    home = annotated.homes[mention.sentence]
    named = tuple(_named(mention, places, home))
    yield from named
    if mention.type == "Company" and _inside_project(mention, around):
        if mention.surface.endswith(_LEGAL_FORM):
            stated = _stated(mention, [place for place in places if place.type == "Park"], text)
            yield from (placement for placement in stated if placement.rank == 0)
        return
    yield from _stated(mention, [place for place in places if not _far_above(place, home)], text)
    if mention.type in ("Project", "Park") and annotated.document.sentences[mention.sentence].kind == "row":
        yield from (Placement(1, mention, place, "cell") for place in places if _fills_cell(place, text))
    inside = home is not None and any(_strictly_in(placement.place, home) for placement in named)
    if home and mention.type == "Company" and not inside and _settled_here(text, mention):
        yield Placement(2, mention, home, "settled")
    if home and _belongs(mention, text):
        yield Placement(5, mention, home, "home")


def _fills_cell(place: Mention, text: str) -> bool:
    """Whether a cell of a row holds the place and nothing else: 丰源产线｜8亿元｜柳溪县."""
    before, behind = text[:place.left].rstrip(_SPACES), text[place.right:].lstrip(_SPACES)
    return before[-1:] in _CELL_ENDS and behind[:1] in _CELL_ENDS


def _grounded(
    annotated: AnnotatedDocument, mention: Mention, ground: Mention | None, placements: Iterable[Placement]
) -> Iterator[Placement]:
    """The placements, with the park that the text is about instead of the places that hold it."""
    home = annotated.homes[mention.sentence]
    text = annotated.document.sentences[mention.sentence].text
    at_home = ground is not None and _key(ground) != _key(mention) and _belongs(mention, text) and not (
        mention.type == "Company" and _inside_project(mention, annotated.in_sentence(mention.sentence)))
    for placement in placements:
        if placement.rule == "settled" and ground is not None and _told_before(annotated, ground, mention):
            yield replace(placement, place=ground)
        elif not (at_home and _holds(placement, home)):
            yield placement
    nested = mention.type != "Park" or (ground is not None and mention.surface[-1] != ground.surface[-1])
    if ground is not None and at_home and nested and not mention.covers(ground):
        yield Placement(5, mention, ground, "ground")


def _told_before(annotated: AnnotatedDocument, park: Mention, mention: Mention) -> bool:
    """Whether the paragraph has named the park before the thing."""
    sentences = annotated.document.sentences
    first, second = sentences[park.sentence], sentences[mention.sentence]
    return park.start < mention.start and (first.article, first.paragraph) == (second.article, second.paragraph)


def _holds(placement: Placement, home: Mention | None) -> bool:
    """Whether the place is the home itself or holds it: less than the park that the text is about."""
    return placement.place.type == "Region" and placement.rule in ("name", "home", "beside") and (
        home is None or gazetteer.within(placing.code_of(home), placing.code_of(placement.place)))


def _key(mention: Mention) -> str:
    return mention.refers or mention.surface


def _inside_project(mention: Mention, around: Sequence[Mention]) -> bool:
    """Whether the company only lends its name to a project here: that says where the project is, not the company."""
    return any(other.type == "Project" and other.covers(mention) for other in around)


def _stated(mention: Mention, places: Sequence[Mention], text: str) -> Iterator[Placement]:
    """Places that the sentence gives by a verb or preposition, or right before the name."""
    if mention.type == "Organisation":
        return
    for place in places:
        if mention.covers(place) or place.overlaps(mention) or _inside(place, places) or _narrowed(place, places):
            continue
        if place.left >= mention.right:
            elsewhere = _PATTERNS.regex["no_seat"].match(text, place.right)
            if not elsewhere and place.left - mention.right <= _LONG_REACH and _settles(text[mention.right:place.left]):
                yield Placement(1, mention, place, "stated")
        elif mention.left - place.right <= (_LONG_REACH if mention.type == "Project" else _REACH):
            outer = next((other for other in places if other.right == place.left and _strictly_in(place, other)), place)
            yield from _before(mention, place, text, outer.left)


def _settled_here(text: str, mention: Mention) -> bool:
    return bool(_PATTERNS.regex["settled_here"].match(text, mention.right))


def _settles(gap: str) -> bool:
    return bool(_PATTERNS.regex["settles"].match(gap))


def _before(mention: Mention, place: Mention, text: str, left: int) -> Iterator[Placement]:
    """What a place before the mention says; ``left`` is where the name of the place begins, 钟祥市 of 钟祥市胡集镇."""
    gap = text[place.right:mention.left]
    brought = _PATTERNS.regex["brings_in"].search(text, max(0, left - 12), left)
    if place.type == "Park" and _PATTERNS.regex["directly"].match(gap):
        yield Placement(0, mention, place, "stated")
    elif mention.type != "Park" and brought and _PATTERNS.regex["stands_before"].match(gap):
        closest = place.type == "Park" or _PATTERNS.regex["seat"].match(brought[0])
        yield Placement(0 if closest else 1, mention, place, "stated")
    elif _PATTERNS.regex["directly"].match(gap):
        yield Placement(2, mention, place, "beside")
    elif mention.type == "Project" and brought and not _PATTERNS.regex["only_meets"].search(gap):
        yield Placement(4, mention, place, "clause")


def _inside(place: Mention, places: Sequence[Mention]) -> bool:
    """Whether the place is only a part of a park's name, which is the closer place."""
    return any(other is not place and other.type == "Park" and other.covers(place) for other in places)


def _narrowed(place: Mention, places: Sequence[Mention]) -> bool:
    """Whether a place within it follows at once, which is the closer place."""
    return any(other.left == place.right and _strictly_in(other, place) for other in places)


def _named(mention: Mention, places: Sequence[Mention], home: Mention | None) -> Iterator[Placement]:
    """The places in the name itself."""
    inside = [place for place in places if mention.covers(place) and not _inside(place, places)]
    if mention.type in ("Project", "Park", "Organisation"):
        parks = [place for place in inside if place.type == "Park" and place.right < mention.right
                 and (mention.type != "Park" or _key(place) != _key(mention))]
        if parks:
            yield Placement(1, mention, parks[-1], "name")
            return
    regions = [place for place in inside if place.type == "Region" and not _of_developer(place, mention, home)
               and not _coincides(place, mention, inside)]
    bracketed = [place for place in regions if _bracketed(place, mention)]
    if bracketed and mention.type == "Company":
        regions = bracketed
    elif bracketed and not any(_strictly_in(place, other) for place in bracketed for other in regions):
        regions = [place for place in regions if place not in bracketed] or regions
    closest = [
        place for place in regions
        if not any(other is not place and _strictly_in(other, place) for other in regions)
    ]
    if mention.type == "Project" and len(regions) > 1 and _PATTERNS.regex["joins"].search(mention.surface):
        last = [place for place in regions if not any(place.right == other.left for other in regions)]
        ends = {placing.code_of(place) or place.surface: place for place in reversed(last)}
        yield from (Placement(2, mention, place, "spans") for _, place in sorted(ends.items()))
    elif closest:
        own = [place for place in closest if home and gazetteer.within(placing.code_of(place), placing.code_of(home))]
        yield from _of_name(mention, (own or closest)[-1], home)


def _coincides(place: Mention, mention: Mention, inside: Sequence[Mention]) -> bool:
    """Whether the characters of a division stand by chance in a company's trade name: 上海璞|泰来|新能源."""
    if mention.type != "Company" or place.left == mention.left or _bracketed(place, mention):
        return False
    before = [other for other in inside if other.type == "Region" and other.right == place.left]
    opens = mention.surface[: place.left - mention.left].endswith(_PARENTS)
    return not opens and not any(_strictly_in(place, other) for other in before)


def _of_developer(place: Mention, mention: Mention, home: Mention | None) -> bool:
    """Whether the place opens the name of a developer from elsewhere: 河北国利环保设备有限公司玻璃钢项目."""
    rest = mention.surface[place.right - mention.left:]
    return (mention.type == "Project" and home is not None and bool(_PATTERNS.regex["developer"].match(rest))
            and not gazetteer.within(placing.code_of(place), placing.code_of(home)))


def _bracketed(place: Mention, mention: Mention) -> bool:
    """Whether the place stands in brackets: where a partner is from, when the name has another place too."""
    at = place.left - mention.left
    return at > 0 and mention.surface[at - 1] in "(（"


def _of_name(mention: Mention, place: Mention, home: Mention | None) -> Iterator[Placement]:
    """What a place in the name says: less where it holds the home, or is where a brand or a developer comes from."""
    holds = home is not None and _strictly_in(home, place)
    if home and _far_above(place, home) and mention.type != "Organisation":
        return
    if home and holds and mention.type in ("Project", "Park"):
        yield Placement(3, mention, home, "home")
    elif not (home and not holds and _from_afar(mention, place, home)):
        yield Placement(3, mention, place, "name")


def _from_afar(mention: Mention, place: Mention, home: Mention) -> bool:
    """Whether a place elsewhere only tells who comes: 江苏东湖 (a brand), 江苏东湖年产5万吨铜箔项目."""
    if gazetteer.within(placing.code_of(place), placing.code_of(home)):
        return False
    if mention.type == "Project":
        return place.left == mention.left
    province = placing.code_of(place).endswith("0000")
    return mention.type == "Company" and province and not mention.surface.endswith(_LEGAL_FORM)


def _far_above(place: Mention, home: Mention | None) -> bool:
    """Whether the place is the province of the home: too far to be where a thing is."""
    return home is not None and placing.code_of(place).endswith("0000") and _strictly_in(home, place)


def _strictly_in(region: Mention, other: Mention) -> bool:
    inner, outer = placing.code_of(region), placing.code_of(other)
    return inner != outer and bool(outer) and gazetteer.within(inner, outer)


def _belongs(mention: Mention, text: str) -> bool:
    """Whether an unplaced thing is the home's own: not a national body, nor a partner from elsewhere."""
    if mention.type not in ("Organisation", "Company"):
        return True
    if mention.surface.startswith(_NATIONAL):
        return False
    if mention.type == "Organisation":
        return mention.surface.endswith(_FACILITY) and not _from_elsewhere(mention, text)
    return not mention.surface.startswith(_CENTRAL) and not _from_elsewhere(mention, text)


def _from_elsewhere(mention: Mention, text: str) -> bool:
    before = _PATTERNS.regex["abroad"].search(text, max(0, mention.left - 40), mention.left)
    return bool(before or _PATTERNS.regex["abroad_after"].match(text, mention.right))

"""Mentions of regions → the home region of each sentence, which “全市” or “我县” mean there.

On 阜新's page a section under the heading “彰武县 文旅持续升温” has the home 彰武县, the rest 阜新市.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kg.datamodel import AnnotatedDocument, Document, Mention, Sentence
from kg.resources import gazetteer
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("location")
_LEVELS = _PATTERNS.maps["level"]


def place(document: Document, mentions: tuple[Mention, ...]) -> tuple[Mention | None, ...]:
    """The home of each sentence: that of its section, its article or the document, closest first."""
    regions = [mention for mention in mentions if mention.type == "Region"]
    if not regions:
        return (None,) * len(document.sentences)
    speaking = _speaking(regions)
    first = _by_sentence(_speaking_for_themselves(regions, mentions))
    homes = _article_homes(document, _of_no_company(regions, mentions), first)
    found: list[Mention | None] = []
    for sentence in document.sentences:
        home = homes[sentence.article]
        section = _section(document, sentence, first)
        if section and (home is None or _lies_in(section, home) or _labels(document, section)):
            home = section
        subject = _subject(sentence, first)
        if subject and (home is None or (_lies_in(subject, home) and _alone(subject, home, first))
                        or _speaks_of_the_whole(subject, home, first)):
            home = subject
        found.append(speaking[_key(home)] if home else None)
    return tuple(found)


def code_of(region: Mention) -> str:
    """The code of a region, "" where it has none; by its name where it does not carry one."""
    if gazetteer.division(region.refers) or region.refers[:6].isdigit():
        return region.refers
    return gazetteer.codes_by_form().get(region.surface, ("",))[0]


def meant_by(word: str, home: str) -> str | None:
    """The code of what a word of level means in a place: 全省 in 210381 is 210000, 全市 is 210381 (a city itself).

    None where the place lies in no division of that level.
    """
    level = next((_LEVELS[character] for character in reversed(word) if character in _LEVELS), "")
    for code in (home, *gazetteer.ancestors(home)):
        found = gazetteer.division(code)
        if found and (found.name[-1] == word[-1] or found.level == level):
            return code
    return None


def region_with(annotated: AnnotatedDocument, code: str | None) -> Mention | None:
    """A mention of the division in the document, its fullest form first; None without one."""
    found = [mention for mention in annotated.of_type("Region") if code and code_of(mention) == code]
    return max(found, key=lambda mention: (len(mention.surface), -mention.start), default=None)


def _key(mention: Mention) -> str:
    return mention.refers or mention.surface


def _speaking(regions: Sequence[Mention]) -> Mapping[str, Mention]:
    """For each region the mention that stands for it: the first of its longest form."""
    found: dict[str, Mention] = {}
    for mention in regions:
        before = found.get(_key(mention))
        if before is None or len(mention.surface) > len(before.surface):
            found[_key(mention)] = mention
    return found


def _by_sentence(regions: Sequence[Mention]) -> Mapping[int, list[Mention]]:
    found: dict[int, list[Mention]] = defaultdict(list)
    for mention in regions:
        found[mention.sentence].append(mention)
    return found


def _speaking_for_themselves(regions: Sequence[Mention], mentions: Sequence[Mention]) -> list[Mention]:
    """The regions that are no part of the name of a company, park or project."""
    names: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.type in ("Company", "Park", "Project"):
            names[mention.sentence].append(mention)
    return [region for region in regions if not any(name.covers(region) for name in names[region.sentence])]


def _of_no_company(regions: Sequence[Mention], mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The regions that are no part of a company's name, all of them where there are no others."""
    companies: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.type == "Company":
            companies[mention.sentence].append(mention)
    own = [region for region in regions if not any(name.covers(region) for name in companies[region.sentence])]
    return own or regions


def _lies_in(region: Mention, other: Mention) -> bool:
    return gazetteer.within(code_of(region), code_of(other))


def _article_homes(
    document: Document, regions: Sequence[Mention], first: Mapping[int, list[Mention]]
) -> dict[int, Mention | None]:
    """The home of each article: what it names most, within what the source says of the document."""
    hinted = _hinted(document, regions)
    whole = hinted or titled(document, regions) or _speaker(document, regions) or _most(document, regions)
    homes: dict[int, Mention | None] = {}
    by_article: dict[int, list[Mention]] = defaultdict(list)
    for mention in regions:
        by_article[document.sentences[mention.sentence].article].append(mention)
    for sentence in document.sentences:
        if sentence.article not in homes:
            own = by_article[sentence.article]
            home = titled(document, own) or (_speaker(document, own) or _most(document, own) if len(own) > 1 else whole)
            homes[sentence.article] = hinted if hinted and home and not _lies_in(home, hinted) else home
    return homes


def titled(document: Document, regions: Sequence[Mention]) -> Mention | None:
    """The region whose report the title announces, “德州市…统计公报”, or whose plan the text shortens."""
    official, plan = _PATTERNS.regex["official_title"], _PATTERNS.regex["own_plan"]
    for region in regions:
        sentence = document.sentences[region.sentence]
        behind = sentence.text[region.right:]
        if sentence.kind in ("title", "heading") and official.match(behind):
            return region
        if sentence.text[region.left - 1:region.left] == "《" and plan.match(behind):
            return region
    return None


def _hinted(document: Document, regions: Sequence[Mention]) -> Mention | None:
    """The region that the source gives for the document, where the text names it."""
    if not document.region:
        return None
    for form in (document.region, *(document.region[at:] for at in range(1, len(document.region)))):
        codes = gazetteer.codes_by_form().get(form, ())
        found = next((mention for mention in regions if code_of(mention) in codes), None)
        if found:
            return found
    return None


def _speaker(document: Document, regions: Sequence[Mention]) -> Mention | None:
    """The county that speaks of itself as 我县, where the text says so more often than 我市: the one it names most."""
    articles = {document.sentences[mention.sentence].article for mention in regions}
    said = Counter(found[0][-1] for sentence in document.sentences if sentence.article in articles
                   for found in _PATTERNS.regex["own"].finditer(sentence.text))
    level = max(said, key=lambda word: (said[word], word), default="")
    own = [region for region in regions if level and _named_so(region, level)]
    return _most(document, own) if own else None


def _named_so(region: Mention, level: str) -> bool:
    """Whether the division's name ends like that, or it is of the level that the word means."""
    found = gazetteer.division(code_of(region))
    return found is not None and found.level == "county" and found.name[-1] == level


def _most(document: Document, regions: Sequence[Mention]) -> Mention | None:
    """The region named most; one right before a region that lies in it only tells where that is: 甲市乙区."""
    weights: Counter[str] = Counter()
    following = {(mention.sentence, mention.left): mention for mention in regions}
    for mention in regions:
        inner = following.get((mention.sentence, mention.right))
        if inner and _lies_in(inner, mention):
            continue
        sentence = document.sentences[mention.sentence]
        titled = sentence.kind == "title" or mention.sentence == regions[0].sentence
        weights[_key(mention)] += 5 if titled else 2 if mention.left == 0 or len(mention.surface) > 2 else 1
    best = max(weights.values(), default=0)
    return next((mention for mention in regions if weights[_key(mention)] == best), None)


def _section(document: Document, sentence: Sentence, first: Mapping[int, list[Mention]]) -> Mention | None:
    """The region with which one of the headings above begins."""
    heading = sentence.heading if sentence.kind != "heading" else sentence.index
    while heading >= 0:
        above = document.sentences[heading]
        opening = _opening(above, first)
        if opening and above.article == sentence.article:
            return opening
        heading = above.heading
    return None


def _labels(document: Document, region: Mention) -> bool:
    """Whether a heading is a region and what is told of it: “武夷山市：茶乡新事” among articles of its neighbours."""
    return _PATTERNS.regex["label"].match(document.sentences[region.sentence].text, region.right) is not None


def _subject(sentence: Sentence, first: Mapping[int, list[Mention]]) -> Mention | None:
    """The region with which the sentence begins as its subject."""
    opening = _opening(sentence, first)
    if opening is None or _PATTERNS.regex["not_subject"].match(sentence.text, opening.right):
        return None
    return opening


def _alone(subject: Mention, home: Mention, first: Mapping[int, list[Mention]]) -> bool:
    """Whether the sentence names no other place of the home: in a list each part belongs to its own place."""
    return not any(
        _lies_in(other, home) and not _lies_in(home, other) and not _lies_in(other, subject)
        for other in first.get(subject.sentence, ()) if other.left > subject.right
    )


def _speaks_of_the_whole(subject: Mention, home: Mention, first: Mapping[int, list[Mention]]) -> bool:
    """Whether the sentence begins with what holds the home, and does not name the home: 甲市所说的“4+4”."""
    named = first.get(subject.sentence, ())
    return _lies_in(home, subject) and not _lies_in(subject, home) and not any(_lies_in(m, home) for m in named)


def _opening(sentence: Sentence, first: Mapping[int, list[Mention]]) -> Mention | None:
    """The region at the begin of a sentence, past bullets and dates; of 阜新市新邱区 the closer one."""
    found = first.get(sentence.index, ())
    begin = _PATTERNS.regex["begin"].match(sentence.text)
    at = begin.end() if begin else 0
    opening = None
    for mention in found:
        if mention.left == at:
            opening, at = mention, mention.right
    return opening

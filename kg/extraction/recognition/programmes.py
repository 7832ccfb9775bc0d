"""Document → mentions of programmes: strategies, plans, campaigns, policies, mechanisms of government.

“海城市围绕‘4+4+3+N’产业体系，实施城市更新行动” gives 4+4+3+N with its longer form and 城市更新行动.  ``refers``
is the bare code or the plain name, the same for all forms of one programme.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

import regex
from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from kg.datamodel import Document, Mention, Sentence
from kg.extraction.notations import parse_code, parse_words
from kg.extraction.recognition.programme_names import names_in
from kg.extraction.recognition.programme_phrases import Name
from kg.resources.lexicon import load_rows
from kg.resources.patterns import load_patterns

_RE = load_patterns("programmes").regex
_MARKS = regex.compile("[“”‘’\"「」『』《》]")
_IN_QUOTES = regex.compile("“[^“”]+”")
_PAUSE = regex.compile("[、，,]")
_SHORT, _NEAR, _ENTRIES, _TWICE = 3, 12, 12, 4
_NUMERALS = frozenset("一二两三四五六七八九十百千万亿")

Found = tuple[int, Name]


def recognize(document: Document, known: tuple[Mention, ...]) -> Iterable[Mention]:
    """The programmes of the document; places before a name are left out of it."""
    regions: dict[tuple[int, int], int] = {
        (mention.sentence, mention.left): mention.right for mention in known if mention.type == "Region"
    }
    found: list[Found] = [*_place_aims(document, known), *_told_digits(document), *_classes(document, known)]
    forms = _lexicon()[2]
    for sentence in document.sentences:
        listed = [name for name in _listed(sentence.text) if _stands_free(sentence.text, name)]
        found.extend((sentence.index, name) for name in listed)
        found.extend(
            (sentence.index, _under_listed(_without_place(name, sentence, regions), listed, sentence.text))
            for name in names_in(sentence.text)
            if name.key not in forms and not _is_zone(name, sentence, regions)
            and not any(_overlaps(name, other) for other in listed)
        )
    found = _without_parts(found)
    found.extend(_repeated(document, found))
    found.extend(_shortened(document, found))
    same = _same(document, found)
    for index, name in dict.fromkeys(found):
        sentence = document.sentences[index]
        yield document.mention(sentence, name.span, "Programme", name.rule, refers=same.get(name.key, name.key))


def _without_parts(found: list[Found]) -> list[Found]:
    """The names but those that only repeat a part of a longer word form, “一核” of “一核两翼”."""
    forms = {name.key for _, name in found if name.rule == "programmes:word form"}
    parts = {part for form in forms for part in _parts(form)}
    return [(index, name) for index, name in found if name.key not in parts]


def _parts(form: str) -> tuple[str, ...]:
    """The parts of a word form that has several, as symbols and as written: 一主 and 一主引领."""
    symbols = parse_words(form)
    pieces = _PAUSE.split(form)
    return (*(symbol.text for symbol in symbols), *(pieces if len(pieces) > 1 else ())) if len(symbols) > 1 else ()


def _overlaps(name: Name, other: Name) -> bool:
    return name.span[0] < other.span[1] and other.span[0] < name.span[1] and not (
        name.span[0] <= other.span[0] and other.span[1] < name.span[1]
    )


def _stands_free(text: str, name: Name) -> bool:
    """Whether a listed name is no part of a title, of a longer quotation, of an honour or another word."""
    start, end = name.span
    left = text.rfind("《", 0, start)
    in_title = left >= 0 and text.find("》", left) > start and start - left > 1
    inside = text[end:end + 1] in ("”", "’") and _RE["in_quote"].search(text, 0, start)
    honoured = _RE["honour"].search(text[max(0, start - _NEAR):start])
    return not (in_title or inside or honoured or _RE["listed_stop"].match(text, end))


def _is_zone(name: Name, sentence: Sentence, regions: Mapping[tuple[int, int], int]) -> bool:
    """Whether a zone of trial begins with the place that it lies in: a Park."""
    return (name.rule == "programmes:pilot" and (sentence.index, name.span[0]) in regions
            and bool(_RE["zone"].search(sentence.text, *name.span)))


def _under_listed(name: Name, listed: list[Name], text: str) -> Name:
    """国家消费品以旧换新政策措施 is a longer form of 消费品以旧换新政策, 长江大保护提升行动 a programme of its own."""
    if name.rule in ("programmes:campaign", "programmes:paper"):
        for other in listed:
            head, tail = text[name.span[0]:other.span[0]], text[other.span[1]:name.span[1]]
            if _RE["head_of_form"].fullmatch(head) and _RE["tail_of_form"].fullmatch(tail):
                return Name(span=name.span, key=other.key, rule=name.rule)
    return name


def _without_place(name: Name, sentence: Sentence, regions: Mapping[tuple[int, int], int]) -> Name:
    """鞍山市污染防治攻坚战 is 污染防治攻坚战 of 鞍山市."""
    left, right = name.span
    end = regions.get((sentence.index, left), left)
    if name.rule != "programmes:campaign" or not left < end < right - _SHORT:
        return name
    stripped = _RE["strip"].match(sentence.text, end, right)
    start = stripped.end() if stripped else end
    return Name(span=(start, right), key=sentence.text[start:right], rule=name.rule)


@cache
def _lexicon() -> tuple[CharwiseDoubleArrayAhoCorasick, tuple[str, ...], Mapping[str, str]]:
    forms: dict[str, str] = {}
    for row in load_rows("Programme"):
        surface, bare = row["surface"], _MARKS.sub("", row["surface"])
        for form in (surface,) if _IN_QUOTES.fullmatch(surface) else (surface, bare, f"“{bare}”"):
            forms.setdefault(form, row["name"])
    return _automaton(tuple(forms)), tuple(forms), forms


def _automaton(forms: tuple[str, ...]) -> CharwiseDoubleArrayAhoCorasick:
    return CharwiseDoubleArrayAhoCorasick(list(forms), match_kind=MATCH_KIND_LEFTMOST_LONGEST)


def _listed(text: str) -> Iterator[Name]:
    """Programmes that documents all over China name; none begins inside a number: 千万工程 in 百千万工程."""
    automaton, forms, names = _lexicon()
    for left, right, number in automaton.find(text):
        form = forms[number]
        if left and text[left - 1] in _NUMERALS and form[0] in _NUMERALS:
            continue
        yield Name(span=(left, right), key=names[form], rule="programmes:lexicon")
        if form[0] == "“" and (core := form.find("”")) > 0:
            yield Name(span=(left + 1, left + core), key=names[form], rule="programmes:lexicon")


def _told_digits(document: Document) -> Iterator[Found]:
    """Digits that the next sentences tell one by one, in order: 4321 with 4，四大…, 3，三个…; “4321” with “4”是…."""
    for sentence in document.sentences:
        for match in _RE["bare_digits"].finditer(sentence.text):
            begun = [found["digit"] for other in document.sentences[sentence.index + 1:sentence.index + _ENTRIES]
                     if (found := _RE["entry_of_digit"].match(other.text)) and other.article == sentence.article]
            if "".join(begun).startswith(match["core"]):
                yield sentence.index, Name(span=match.span("core"), key=match["core"], rule="programmes:digits")
        for match in _RE["quoted_digits"].finditer(sentence.text):
            if _is_told(match["core"], document.sentences[sentence.index:sentence.index + _ENTRIES]):
                for span in (match.span(), match.span("core")):
                    yield sentence.index, Name(span=span, key=match["core"], rule="programmes:digits")


def _is_told(code: str, sentences: Sequence[Sentence]) -> bool:
    """Whether sentences say of two of its digits or more, in order, what they are: “3”对应…，“4”是…."""
    told = [found["digit"] for sentence in sentences if sentence.article == sentences[0].article
            for found in _RE["digit_told"].finditer(sentence.text)]
    rest = iter(code)
    return 2 * sum(map(len, told)) >= max(_TWICE, len(code)) and all(sign in rest for digit in told for sign in digit)


def _classes(document: Document, known: tuple[Mention, ...]) -> Iterator[Found]:
    """The counted classes of industries of a place, 宁河四大主导产业; where a code counts them, they are its."""
    coded = {sentence.article for sentence in document.sentences if _RE["plus_code"].search(sentence.text)}
    placed = {mention.sentence for mention in known if mention.type == "Region"}
    for sentence in document.sentences:
        for match in _RE["counted_class"].finditer(sentence.text) if sentence.article not in coded else ():
            before = sentence.text[:match.start()]
            if not _RE["class_owner"].search(before) and (
                sentence.index in placed or _RE["level_before"].search(before)
            ):
                yield sentence.index, Name(span=match.span("name"), key=match["name"], rule="programmes:counted")


def _place_aims(document: Document, known: tuple[Mention, ...]) -> Iterator[Found]:
    """数字某省建设: an aim with the name of a place."""
    for mention in known:
        if mention.type == "Region":
            text = document.sentences[mention.sentence].text
            head = _RE["aim_at"].search(text, max(0, mention.left - 6), mention.left)
            if head and (goal := _RE["aim_goal"].search(text[mention.right:])):
                left, right = head.start(), mention.right
                key = text[left:right]
                yield mention.sentence, Name(span=(left, right + goal.end()), key=key, rule="programmes:aim")
                yield mention.sentence, Name(span=(left, right), key=key, rule="programmes:aim")


def _repeated(document: Document, found: list[Found]) -> Iterator[Found]:
    """Names found once stand for the programme wherever the document writes them; short ones only in quotes."""
    keys = {name.key: name.rule for _, name in found}
    spans: dict[int, list[tuple[int, int]]] = {}
    for index, name in found:
        spans.setdefault(index, []).append(name.span)
    forms = {key: key for key in keys if len(key) >= _SHORT}
    forms |= {f"{left}{key}{right}": key for key in keys for left, right in ("“”", "‘’", '""')}
    if not forms:
        return
    ordered = tuple(forms)
    automaton = _automaton(ordered)
    for sentence in document.sentences:
        for left, right, number in automaton.find(sentence.text):
            if any(start < right and left < end for start, end in spans.get(sentence.index, ())):
                continue
            form = ordered[number]
            key = forms[form]
            yield sentence.index, Name(span=(left, right), key=key, rule=keys[key])
            if form[0] in "“‘\"":
                yield sentence.index, Name(span=(left + 1, right - 1), key=key, rule=keys[key])


def _shortened(document: Document, found: list[Found]) -> Iterator[Found]:
    """三年行动 for 全面振兴新突破三年行动, 《规划》 for the one plan of the document."""
    full = {name.key: None for _, name in found}
    titles = {name.key: None for _, name in found if name.rule == "programmes:title"}
    for sentence in document.sentences:
        text = sentence.text
        for match in _RE["year_plan"].finditer(text):
            longer = [key for key in full if key.endswith(match["name"]) and key != match["name"]]
            if len(longer) == 1:
                yield sentence.index, Name(span=match.span("name"), key=longer[0], rule="programmes:short form")
        if "《" in text:
            yield from ((sentence.index, name) for name in _short_titles(text, titles))


def _short_titles(text: str, full: Mapping[str, None]) -> Iterator[Name]:
    for match in _RE["title_mark"].finditer(text):
        core = match["core"]
        if not _RE["short_title"].search(core):
            continue
        noun = _RE["draft"].sub("", core)
        longer = [key for key in full if _RE["draft"].sub("", key).endswith(noun)]
        if len(longer) == 1:
            yield Name(span=match.span(), key=longer[0], rule="programmes:short form")


def _same(document: Document, found: list[Found]) -> Mapping[str, str]:
    """Keys that the text declares to be one programme: “工业倍增计划升级为‘21152’发展矩阵”."""
    same: dict[str, str] = {}
    by_sentence: dict[int, list[Name]] = {}
    for index, name in found:
        by_sentence.setdefault(index, []).append(name)
    for index, names in by_sentence.items():
        text = document.sentences[index].text
        if not _RE["upgraded"].search(text):
            continue
        ordered = sorted(names, key=lambda name: (name.span[0], -name.span[1]))
        for one, other in pairwise(ordered):
            between = text[one.span[1]:other.span[0]]
            if one.key != other.key and _RE["upgrade"].search(between) and not _are_notations(one, other):
                same[one.key] = other.key
    return same


def _are_notations(*names: Name) -> bool:
    """Whether all are told by symbols: 5+2+1 that gave way to 3+3+3 is another programme."""
    return all(parse_code(name.key) or parse_words(name.key) for name in names)

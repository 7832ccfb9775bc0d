"""Text → its coordinations: items, count, class noun and what introduces them.

Input is any stretch of text on one line, output a tuple of ``Enumeration`` in text order, with spans of that
text.  “培育菱镁、钢铁和纺织服装三大支柱产业” gives the items 菱镁, 钢铁, 纺织服装, the count 3 and the head 支柱产业.

An enumeration never leaves its clause (commas, semicolons and full stops end it).  What stands in quotes or
brackets is one piece outside and is searched for enumerations of its own inside: “一枢纽、两中心、两高地” in quotes
gives three items.  Quotes that are part of an item stay in its span.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from kg.resources.patterns import alternation, load_patterns

Span = tuple[int, int]

_PATTERNS = load_patterns("enumerations")
_LEFT = _PATTERNS.regex["left"]
_TAIL = _PATTERNS.regex["tail"]
_BARE_TAIL = _PATTERNS.regex["bare_tail"]
_STOP = _PATTERNS.regex["stop"]
_DEFINING = _PATTERNS.regex["defining"]
_BEFORE = _PATTERNS.regex["before"]
_NAMED_BEFORE = _PATTERNS.regex["named_before"]
_QUOTED_BEFORE = _PATTERNS.regex["quoted_before"]
_CONNECTOR = _PATTERNS.regex["connector"]
_LAST = _PATTERNS.regex["last_connector"]
_FOLLOWED = _PATTERNS.regex["followed"]
_LOOSE = _PATTERNS.regex["loose_connector"]
_TRIGGER = _PATTERNS.regex["trigger"]
_CLAUSE = regex.compile(
    rf"(?:(?!{alternation(_PATTERNS.words['clause_end'])})\S|(?<=\d),(?=\d{{3}})|(?<=[A-Za-z]) (?=[A-Za-z]))+"
)
_WRAPPED = regex.compile(r"“[^“”]*”|‘[^‘’]*’|《[^《》]*》|（[^（）]*）|\([^()]*\)|【[^【】]*】|\"[^\"]*\"")
_SEPARATOR = regex.compile(r"、|(?<=[\ue002\ue003])(?=[\ue001\ue004])")
_NUMERALS = {"一": 1, "二": 2, "两": 2, "双": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
# Stand-ins, one character for one, so that offsets hold: inside of a wrapping, opening and closing marks.
_CLOSING = frozenset(_PATTERNS.words["closing"])
_OPEN_END = _PATTERNS.words["closing"][0]
_PAUSE = ",，"
_DEFINES = frozenset(_PATTERNS.words["defining_sign"])
_REACH = 24
_HIDDEN, _OPEN, _CLOSE, _CLOSE_TITLE, _OPEN_TITLE = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enumeration:
    """One coordination.

    ``items`` are spans in order.  ``count`` is the number the text gives for them (四大 → 4), None without one.
    ``head`` is the class noun with its attributes (传统支柱产业), behind the items or before the introducer.
    ``introducer`` is what stands right before the first item: a verb, 包括, a colon.  ``open`` is true when 等
    follows.  ``start`` and ``end`` span it all from the introducer to the head behind.  ``inside`` is the stretch
    between the quotes or brackets that hold the whole enumeration, None outside of any.
    """

    items: tuple[Span, ...]
    count: int | None = None
    head: Span | None = None
    introducer: Span | None = None
    open: bool = False
    start: int = 0
    end: int = 0
    inside: Span | None = None


def count_of(text: str) -> int | None:
    """The number that digits or numerals up to 99 name: “5” → 5, “十三” → 13, “两” → 2, else None."""
    if text.isdigit():
        return int(text)
    if text in _NUMERALS:
        return _NUMERALS[text]
    tens, ten, ones = text.partition("十")
    if not ten or (tens and tens not in _NUMERALS) or (ones and ones not in _NUMERALS):
        return None
    return _NUMERALS.get(tens, 1) * 10 + _NUMERALS.get(ones, 0)


def enumerate_items(text: str, names: Sequence[Span] = ()) -> tuple[Enumeration, ...]:
    """The coordinations of ``text``, outer ones and those within quotes or brackets, in text order.

    ``names`` are spans that are known to be one name: no separator or verb inside them counts.
    """
    if not _TRIGGER.search(text):
        return ()
    found = list(_search(text, 0, len(text), names))
    found.sort(key=lambda e: (e.items[0], e.end))
    return tuple(found)


def _search(text: str, start: int, end: int, names: Sequence[Span]) -> Iterator[Enumeration]:
    masked = _mask(text, start, end, names)
    for clause in _CLAUSE.finditer(masked, start, end):
        if _TRIGGER.search(clause[0]) or _SEPARATOR.search(clause[0]):
            yield from (_named_in_quotes(found, text) for found in _clause(masked, clause.start(), clause.end()))
    for wrapped in _WRAPPED.finditer(text, start, end):
        left, right = wrapped.start() + 1, wrapped.end() - 1
        if _TRIGGER.search(text, left, right):
            for inner in _search(text, left, right, names):
                yield _headed(replace(inner, inside=inner.inside or (left, right)), text, wrapped.end())


def _named_in_quotes(found: Enumeration, text: str) -> Enumeration:
    """The enumeration with the counted class that stands in quotes before it: “三大产业链”：硅、锂、氢."""
    first = found.items[0][0]
    if found.head is not None or found.count is not None or text[first - 1:first] not in _DEFINES:
        return found
    named = _QUOTED_BEFORE.search(text, max(0, first - _REACH), first)
    if named is None or count_of(named["digits"] or named["words"]) != len(found.items):
        return found
    return replace(found, head=named.span("class_name"), count=len(found.items))


def _headed(inner: Enumeration, text: str, end: int) -> Enumeration:
    """The enumeration of a quotation with the counted class noun right behind it: “硅、锂”两大产业."""
    tail = _TAIL.match(text, end) if inner.head is None and inner.count is None else None
    if tail is None or not tail["class_name"] or not (tail["digits"] or tail["words"]):
        return inner
    return replace(inner, head=tail.span("class_name"), count=count_of(tail["digits"] or tail["words"]))


def _mask(text: str, start: int, end: int, names: Sequence[Span]) -> str:
    """The text with names and the inside of quotes and brackets hidden, of the same length."""
    def hide(found: regex.Match[str]) -> str:
        title = found[0][0] == "《"
        inside = _HIDDEN * (len(found[0]) - 2)
        return (_OPEN_TITLE if title else _OPEN) + inside + (_CLOSE_TITLE if title else _CLOSE)

    characters = text
    for left, right in names:
        if start <= left and right <= end and (left, right) != (start, end):
            characters = characters[:left] + _HIDDEN * (right - left) + characters[right:]
    return characters[:start] + _WRAPPED.sub(hide, characters[start:end]) + characters[end:]


def _clause(text: str, start: int, end: int) -> Iterator[Enumeration]:
    """Enumerations of one clause: each ends at 等 or at a counted head, the next begins behind it."""
    segments: list[Span] = []
    left = start
    for separator in _SEPARATOR.finditer(text, start, end):
        segments.append((left, separator.start()))
        left = separator.end()
    segments.append((left, end))
    group: list[Span] = []
    for index, (left, right) in enumerate(segments):
        while tail := _tail(text, left, right, len(group)):
            yield from _close((*group, (left, tail.start())), text, tail)
            group, left = [], tail.end()
        if left < right or index == len(segments) - 1:
            group.append((left, right))
    yield from _close(tuple(group), text, None)


def _tail(text: str, left: int, right: int, before: int) -> regex.Match[str] | None:
    """等 or a count with its class noun that ends an enumeration in this segment, behind at least one character."""
    if before == 0 and not _LOOSE.search(text, left, right):
        return None
    for tail in _TAIL.finditer(text, left + 1, right):
        if tail[0][0] in _CLOSING or tail["class_name"] is not None:
            return tail
    return None


def _close(segments: tuple[Span, ...], text: str, tail: regex.Match[str] | None) -> Iterator[Enumeration]:
    """The enumeration of these segments, with its first and last item trimmed and connectors split."""
    if not segments:
        return
    left, right = segments[0]
    first, introducer = _trim_left(text, left if len(segments) == 1 else max(left, right - _REACH), right)
    first = first if introducer else left
    last = segments[-1] if len(segments) > 1 else (first, segments[-1][1])
    head: Span | None = None
    if tail is None:
        last, head = _trim_right(text, *last)
    raw = [(first, segments[0][1]), *segments[1:-1], last] if len(segments) > 1 else [last]
    given = tail["digits"] or tail["words"] if tail is not None else None
    count = count_of(given) if given else None
    if tail is not None and tail["class_name"]:
        head = tail.span("class_name")
    spans = [span for span in raw if span[0] < span[1]]
    items = _split(spans, text, count) if spans else []
    if head is None and count is None and items:
        head, count = _announced(text, items[0][0], len(items))
        if head is None and count is None and tail is None:
            head, count = _followed(text, last[1], len(items))
    if len(items) < 2 or (len(raw) < 2 and head is None and tail is None):
        return
    yield Enumeration(
        items=tuple(items), count=count, head=head, introducer=introducer,
        open=tail is not None and tail[0][0] == _OPEN_END,
        start=introducer[0] if introducer else items[0][0],
        end=max(tail.end() if tail is not None else 0, items[-1][1], head[1] if head else 0),
    )


def _trim_left(text: str, left: int, right: int) -> tuple[int, Span | None]:
    """Where the first item begins: behind the last verb or function word that leaves something of it."""
    introducer: Span | None = None
    for found in _LEFT.finditer(text, left, right):
        if found.end() < right:
            introducer = found.span()
    colon = max(text.rfind("：", left, right), text.rfind(":", left, right), text.rfind("—", left, right))
    if colon >= 0 and (introducer is None or colon >= introducer[1] - 1) and colon + 1 < right:
        introducer = (colon, colon + 1)
    return (introducer[1] if introducer else left), introducer


def _trim_right(text: str, left: int, right: int) -> tuple[Span, Span | None]:
    """Where the last item ends when nothing closes it: before a verb, and before a bare class noun."""
    if text.startswith(_OPEN, left, right):
        right = text.find(_CLOSE, left, right) + 1 or right
    elif stop := _STOP.search(text, left + 1, right):
        right = stop.start()
    bare = _BARE_TAIL.search(text, left, right)
    if bare and bare.start() > left and not _LOOSE.fullmatch(text, bare.start() - 1, bare.start()):
        return (left, bare.start()), bare.span("class_name")
    return (left, right), None


def _split(items: list[Span], text: str, count: int | None) -> list[Span]:
    """Items split at 和, and at 与 and 及 where the count asks for it or two items are all there is."""
    if not _LOOSE.search(text, items[0][0], items[-1][1]):
        return items
    *others, final = items
    by_and = [part for item in others for part in _parts(item, text, _CONNECTOR)]
    for part in _parts(final, text, _CONNECTOR):
        by_and.extend(_parts(part, text, _LAST))
    loose = [part for item in items for part in _parts(item, text, _LOOSE)]
    if count is not None:
        for candidate in (by_and, loose, items):
            if len(candidate) == count:
                return candidate
    if len(items) == 1:
        return loose
    return by_and


def _parts(item: Span, text: str, connector: regex.Pattern[str]) -> Iterator[Span]:
    left, right = item
    for found in connector.finditer(text, left + 1, right - 1):
        if found.start() > left:
            yield left, found.start()
        left = found.end()
    yield left, right


def _announced(text: str, end: int, length: int) -> tuple[Span | None, int | None]:
    """Class noun and count before 包括, a colon, or (where the count is right) a comma: 四大支柱产业：A、B."""
    start = max(0, end - _REACH)
    defining = _DEFINING.search(text, start, end)
    if defining is None:
        return None, None
    announced = list(_BEFORE.finditer(text, start, end))
    if not announced:
        named = None if defining[0] in _PAUSE else _NAMED_BEFORE.search(text, start, end)
        return (named.span("class_name"), None) if named else (None, None)
    before = announced[-1]
    count = count_of(before["digits"] or before["words"])
    if defining[0] in _PAUSE and count != length:
        return None, None
    return (before.span("class_name") if before["class_name"] else None), count


def _followed(text: str, end: int, length: int) -> tuple[Span | None, int | None]:
    """Class noun and count of the next clause where the count is right: A、B、C，三个环节."""
    found = _FOLLOWED.search(text, end)
    if found is None or count_of(found["words"]) != length:
        return None, None
    return found.span("class_name"), length

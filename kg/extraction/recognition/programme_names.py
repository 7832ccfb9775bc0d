"""Sentence → the names of programmes in it.

“深入实施‘136921’发展战略，开展城市更新行动” gives the bare code 136921 with its longer form and 城市更新行动.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from kg.extraction.enumerations import count_of
from kg.extraction.recognition.programme_phrases import Name, Span, boundary, content, phrases
from kg.resources.patterns import alternation, compiled, load_patterns

_PATTERNS = load_patterns("programmes")
_WORDS = {name: frozenset(words) for name, words in _PATTERNS.words.items()}
_RE = _PATTERNS.regex
_WORKS = compiled("works", alternation(_PATTERNS.words["works"]))
_CARRIER = compiled("carriers", alternation((*_PATTERNS.words["carrier"], *_PATTERNS.words["weak_carrier"])))
_BRACKETS = regex.compile(r"[（(][^（）()]*[)）]")
_PLACE = regex.compile(r"[一-龥]")
_QUOTES = "“”‘’\"「」『』《》"
_VERBAL = compiled("verbal", alternation(_PATTERNS.words["verbal"]))


def names_in(text: str) -> Iterator[Name]:
    """All names of a sentence; longer forms and the bare cores inside them share their key."""
    if not _RE["trigger"].search(text):
        return
    nested = "‘" in text and "“" in text
    quotes = [(found.start(), found.end(), found["core"]) for found in _RE["quote"].finditer(text, overlapped=nested)]
    taken: list[Span] = []
    for name in _titles(text):
        taken.append(name.span)
        yield name
    codes = (*_codes(text, quotes), *_forms(text))
    quotes = [quote for quote in quotes if not any(_within(quote, code.span) for code in codes)]
    for name in (*codes, *_quoted(text, quotes)):
        taken.append(name.span)
        yield name
    for name in phrases(text):
        if not any(left < name.span[1] and name.span[0] < right for left, right in taken):
            yield name


def _within(quote: tuple[int, int, str], span: Span) -> bool:
    return span[0] <= quote[0] and quote[1] <= span[1]


def _titles(text: str) -> Iterator[Name]:
    """Policy documents in title marks, with and without the marks."""
    if "《" not in text:
        return
    for found in _RE["title"].finditer(text):
        core = found["core"]
        if not _RE["short_title"].search(core):
            yield Name(span=found.span(), key=core, rule="programmes:title")
            yield Name(span=found.span("core"), key=core, rule="programmes:title")


def _quoted(text: str, quotes: list[tuple[int, int, str]]) -> Iterator[Name]:
    """Quoted names: numeric codes, word forms, and what the noun behind the quotes makes a programme."""
    joint = [found.span() for found in _RE["joint_quotes"].finditer(text)]
    yield from (Name(span=span, key=text[slice(*span)], rule="programmes:joint quotes") for span in joint)
    for index, (left, right, core) in enumerate(quotes):
        if any(span[0] <= left < span[1] for span in joint):
            continue
        last = _chain_end(text, quotes, index)
        kind = _kind(core, text[:left], text[quotes[last][1]:], chained=last > index)
        if not kind:
            continue
        end = right + _tail_length(text[right:], kind)
        start = _prefix_start(text, left) if kind != "campaign" else left
        yield Name(span=(start, end), key=core, rule=f"programmes:{kind}")
        yield Name(span=(left + 1, right - 1), key=core, rule=f"programmes:{kind}")
        if kind == "counted quote" and end > right:
            yield Name(span=(right, end), key=core, rule=f"programmes:{kind}")


def _chain_end(text: str, quotes: list[tuple[int, int, str]], index: int) -> int:
    """The last of the quotes that follow each other, “甲”“乙”和“丙”."""
    while index + 1 < len(quotes) and _RE["chain"].fullmatch(text[quotes[index][1]:quotes[index + 1][0]]):
        index += 1
    return index


def _kind(quoted: str, before: str, after: str, *, chained: bool) -> str:
    """The kind of a quoted name, empty where it is none."""
    core = _BRACKETS.sub("", quoted)
    if core in _WORDS["formula"] or core in _WORDS["code_stop"]:
        return "word form" if _RE["firm_tail"].search(after) and core in _WORDS["formula"] else ""
    if _RE["plus_code"].fullmatch(core):
        return "code"
    if _RE["honour"].search(before) or _RE["quantity"].search(core):
        return ""
    if _RE["digits"].search(core):
        told = _RE["far_tail"].search(after) or chained or _RE["digits_before"].search(before)
        return "digits" if told else ""
    if _RE["enumerated_quote"].search(after) and _RE["separator"].search(core):
        return "counted quote"
    if (signs := _RE["counted_signs"].search(after)) and _RE["signs"].search(core) and (
        len(core) == count_of(signs["number"])
    ):
        return "counted signs"
    if _RE["word_form"].search(core) and not _RE["single"].search(core):
        return "word form" if _is_form(core, before, after) else ""
    if _RE["number_of_items"].search(after):
        return "package"
    if _RE["inner_campaign"].search(core) and content(core) >= 2:
        return "" if _WORKS.search(core) else "campaign"
    if _RE["city_aim"].search(core) and (
        _RE["aim_of_city"].search(core) or _RE["near_tail"].search(after) or _RE["aim_before"].search(before)
    ):
        return "aim"
    if core in _WORDS["figure"] or _RE["event"].search(core):
        return ""
    if _RE["scheme"].search(core):
        return "" if _RE["serving_case"].search(after) or _RE["reached_before"].search(before) else "quoted"
    tail = _RE["listed_tail" if chained else "tail_at"].search(after) or _RE["tail_at"].search(after)
    means = tail and _RE["platform"].search(tail["tail"]) and _RE["used"].search(before)
    if _RE["of_mechanism"].search(after) or (_RE["separator"].search(core) and _RE["attributed"].search(after)):
        return "quoted"
    styled = tail and _RE["styled"].search(core) and not _RE["firm_action"].search(tail["tail"])
    if tail and not means and not styled and not _CARRIER.search(tail["middle"]):
        set_up = _RE["set_up"].search(before) and not _RE["brand_after"].search(after)
        return "" if _weak(core, tail["tail"]) and not set_up else "quoted"
    bare = 3 <= len(core) <= 14 and _RE["bare_before"].search(before) and _RE["bare_after"].search(after)
    return "bare" if bare and not _RE["adjectival"].search(core) else ""


def _weak(core: str, tail: str) -> bool:
    """Quoted words that only describe what follows: one-sign words, sentences."""
    return len(core) < 2 or core[-1] in "。！？!?" or ("+" not in core and bool(_RE["system"].fullmatch(tail)))


def _is_form(core: str, before: str, after: str) -> bool:
    """Whether a number with its noun names a programme: not “三个导向”, “一企一策”, an honour, a bare “四水”."""
    noun = _RE["numbered"].sub("", core)
    near = any(_RE[rule].search(after) for rule in ("near_tail", "explained", "aimed"))
    idle = noun in _WORDS["emphasis"] or _RE["idiom"].search(core)
    made_here = bool(_RE["made_here"].search(before)) and not _RE["separator"].search(core)
    if (idle and not near and not made_here) or _RE["brand_after"].search(after):
        return False
    if _RE["counted_articles"].search(core):
        return bool(near or _RE["articles_before"].search(before))
    if _RE["unmeasured"].search(core):
        return bool(near or _RE["named_by"].search(before))
    governed = _RE["counted_goal"].search(core) or _RE["counted_before"].search(before)
    return bool(near or governed or made_here or not _RE["measured_by_ge"].search(core))


def _tail_length(after: str, kind: str) -> int:
    """How much of the text behind the closing mark belongs to the name."""
    if kind == "package":
        found = _RE["number_of_items"].search(after)
    elif kind == "counted quote":
        found = _RE["enumerated_quote"].search(after)
    elif kind == "counted signs":
        found = _RE["counted_signs"].search(after)
    elif kind == "digits":
        found = _RE["far_tail"].search(after)
    elif kind in ("code", "word form"):
        found = _RE["code_tail_at"].search(after) or _RE["tail_at"].search(after)
    else:
        found = _RE["of_mechanism"].search(after) or _RE["attributed"].search(after) or _RE["tail_at"].search(after)
    if found and kind == "quoted" and "middle" not in found.groupdict():
        return found.end()
    if not found or (kind != "package" and _CARRIER.search(found.groupdict().get("middle", found[0]))):
        return 0
    return found.end()


def _prefix_start(text: str, left: int) -> int:
    """Where the noun before the opening mark begins: 城市管理 of 城市管理“十提升”工程."""
    start = boundary(text, left)
    prefix = text[start:left]
    plain = all(map(_PLACE.match, prefix)) and not _VERBAL.search(prefix)
    return start if 1 < len(prefix) <= 8 and plain else left


def _forms(text: str) -> Iterator[Name]:
    """Word forms of places without quotes: 一核两翼三带发展格局."""
    for found in _RE["bare_form"].finditer(text):
        if not text.startswith(("”", "’"), found.end()):
            yield Name(span=found.span("core"), key=found["core"], rule="programmes:word form")


def _codes(text: str, quotes: list[tuple[int, int, str]]) -> Iterator[Name]:
    """Codes outside quotes: 4+4+3+N产业集群; a code with quotes inside, 6+“4+3”+10."""
    if "+" not in text and "＋" not in text:
        return
    for found in _RE["plus_code"].finditer(text):
        inside = any(left < found.start() and found.end() < right for left, right, _ in quotes)
        after = found.end() + (text[found.end():found.end() + 1] in ("”", "’"))
        tail = _RE["code_tail_at"].search(text[after:])
        if inside or not tail or found[0] in _WORDS["code_stop"]:
            continue
        core = regex.sub("[“”\"'‘’]", "", found[0])
        yield Name(span=(found.start(), after + tail.end()), key=core, rule="programmes:code")
        yield Name(span=found.span(), key=core, rule="programmes:code")

"""Document → mentions of projects.

A name is found by the list that it stands in, by the noun that it ends in together with a verb of building
(“开工建设黑山风电场”), or by 项目 and 工程 at its end.  Whatever names a class (重大工业项目) or is counted
(口袋公园75个) is none.  Each name found is then looked for in the other sentences too.
“总投资56亿元的国机达远零碳产业园一期项目顺利开工” gives 国机达远零碳产业园一期项目.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import daachorse

from kg.datamodel import Document, Mention, Sentence
from kg.extraction.recognition import project_lists, project_sites
from kg.extraction.recognition.project_evidence import acts, becomes, governed, has_figures, holds_works, sited
from kg.extraction.recognition.project_names import LONGEST, Scene, begin, joined, modified, named
from kg.extraction.recognition.project_sheets import sheeted
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("projects")
_REGEX = _PATTERNS.regex
_DATELINE = load_patterns("layout").regex["dateline"]
_TRIGGERS = daachorse.CharwiseDoubleArrayAhoCorasick(
    sorted({word for kind in ("trigger", "build_verb", "outcome") for word in _PATTERNS.words[kind]})
)
_COLONS, _REGISTER = ("：", ":"), _PATTERNS.words["register"][0]
_WHOLE = ("Programme", "Company", "Park", "Organisation")

_SHORT, _LONG = 4, 6
# Figures in the next clause show a project: 甲产业园,总投资18亿元.
_NEXT_CLAUSE = 8
# A shorter name could be any word where nothing around it shows a project.
SHORTEST = 5

Item = tuple[int, int, str]


def recognize(document: Document, known: tuple[Mention, ...]) -> Iterable[Mention]:
    """The mentions of projects in a document."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in known:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    found: dict[int, list[Item]] = {}
    opened = False
    sheets = sheeted(document, by_sentence)
    for sentence in document.sentences:
        scene = Scene(sentence.text, tuple(by_sentence.get(sentence.index, ())))
        items = list(_settled(scene, (*sheets.get(sentence.index, ()), *_read(scene, opened))))
        opened = _REGEX["open_numbered"].search(sentence.text.rstrip("。")) is not None
        if items:
            found[sentence.index] = items
    return _mentions(document, found, by_sentence)


def _read(scene: Scene, opened: bool) -> Iterator[Item]:
    if not opened and not _TRIGGERS.find(scene.text) and not any(m.type == "Company" for m in scene.known):
        return
    listing = opened
    dateline = _DATELINE.match(scene.text)
    for found in _REGEX["clause"].finditer(scene.text, dateline.end() if dateline else 0):
        clause = found.span()
        if listing:
            yield from _open_items(scene, clause)
        items, done = project_lists.closed(scene, clause)
        yield from items
        yield from _headed(scene, (done, clause[1]))
        yield from _capacities(scene, clause)
        yield from project_sites.owned(scene, clause)
        yield from project_sites.made(scene, clause)
        yield from project_sites.made(scene, clause)
        yield from _figured(scene, clause)
        listing = (listing and not opened) or _opens(scene.text, clause)


def _opens(text: str, clause: tuple[int, int]) -> bool:
    """Whether a clause introduces a list: 建成的:"""
    sign = text[clause[1]:clause[1] + 1]
    if sign not in _COLONS and text.find(_REGISTER, *clause) < 0:
        return False
    return _REGEX["open_list"].search(text, clause[0], clause[1] + 1) is not None


def _open_items(scene: Scene, clause: tuple[int, int]) -> Iterator[Item]:
    """The items of a clause behind 建成的: or 开工名单里."""
    left, right = clause
    if found := _REGEX["also"].search(scene.text[left:right]):
        left += found.end()
    for start, end in project_lists.split(scene, (left, right)):
        if cut := _REGEX["cut"].search(scene.text, start + 2, end):
            end = cut.start()
        start = begin(scene, start, end)
        if project_lists.acceptable(scene, start, end) and "项目" not in scene.text[start:end - 2]:
            yield start, end, "project.open_list"


def _headed(scene: Scene, clause: tuple[int, int]) -> Iterator[Item]:
    """Names by the noun they end in."""
    text, (left, right) = scene.text, clause
    if right - left < _SHORT or not _REGEX["head_trigger"].search(text, left, right + _NEXT_CLAUSE):
        return
    waiting: list[tuple[int, int]] = []
    for first, last in project_lists.split(scene, clause):
        at = first
        waiting = [*waiting, (first, last)]
        while head := _head(scene, (at, last), clause):
            end, rule = head
            start = begin(scene, at, end)
            if start < end and end - start <= LONGEST and _holds(scene, (start, end), rule, clause):
                tail = _REGEX["phase_tail"].match(text, end, last) if rule == "project.named" else None
                end = tail.end() if tail else end
                if rule == "project.named" and start == first:
                    start = joined(scene, waiting[:-1], (start, end))
                yield start, end, rule
                if start == first and _REGEX["line_works"].search(text, start, end):
                    yield from _abbreviated(scene, waiting[:-1])
                waiting = []
            behind = _REGEX["after_head"].match(text, end, last)
            at = behind.end() if behind else end


def _abbreviated(scene: Scene, pieces: list[tuple[int, int]]) -> Iterator[Item]:
    """Short names in front of the first full one of a list: 雄忻、石雄铁路."""
    for left, right in pieces:
        start = begin(scene, left, right)
        known = any(m.left < right and start < m.right for m in scene.known)
        if start < right and not known and _REGEX["short_name"].fullmatch(scene.text, start, right):
            yield start, right, "project.abbreviated"


def _head(scene: Scene, piece: tuple[int, int], clause: tuple[int, int]) -> tuple[int, str] | None:
    """The end of the next name in a piece and the rule that sees it."""
    text = scene.text
    for found in _REGEX["project_end"].finditer(text, *piece):
        if not _REGEX["counted"].search(text[found.end():]):
            return found.end(), "project.named"
    for found in _REGEX["carries"].finditer(text, *piece):
        if governed(text, found.span(), clause) and not scene.splits(found.start()):
            tail = _REGEX["channel_tail"].match(text, found.end(), piece[1])
            return tail.end() if tail else found.end(), "project.facility"
    for start, end in scene.heads(*piece):
        follows = _REGEX["after"].match(text, end) or _REGEX["becomes"].match(text, end)
        if not follows and not has_figures(text, (start, end)):
            continue
        if _REGEX["counted"].search(text[end:]) or scene.splits(end):
            continue
        if governed(text, (start, end), clause):
            return end, "project.facility"
    return None


def _holds(scene: Scene, span: tuple[int, int], rule: str, clause: tuple[int, int]) -> bool:
    """Whether what a noun ends is one project."""
    text, (left, right) = scene.text, span
    if _REGEX["counted_before"].search(text[max(clause[0], left - 12):left]):
        return False
    if text.count("“", left, right) != text.count("”", left, right):
        return False
    if rule == "project.named":
        return _is_project(scene, span, clause)
    head = next((start for start, end in scene.heads(left, right) if end == right), left)
    if (
        not modified(scene, left, head)
        or _REGEX["goal_words"].search(text, left, right)
        or _REGEX["not_inside"].search(text, left, right)
        or _REGEX["measured"].match(text, left, right)
        or _REGEX["goal_before"].search(text, clause[0], left)
    ):
        return False
    if _REGEX["works_end"].search(text, left, right) or _REGEX["carries"].search(text, left, right):
        return True
    begun = becomes(text, right, clause[1]) or has_figures(text, span)
    if _REGEX["plants_end"].search(text, left, right):
        firm = begun or _REGEX["firm_build"].search(text, clause[0], left) is not None
        if not firm:
            governed = _REGEX["builds"].search(text, clause[0], left) is not None
            return governed and named(scene, left, right) and right - left > _LONG
        return named(scene, left, right) or right - left > (_SHORT if begun else _LONG)
    if begun and _REGEX["quantity"].search(text, left, right):
        return True
    return any(m.type in ("Company", "Region", "Park") and left <= m.left and m.right <= right for m in scene.known)


def _is_project(scene: Scene, span: tuple[int, int], clause: tuple[int, int]) -> bool:
    """Whether a name in 项目 or 工程 is one project and neither a class nor a campaign."""
    text, (left, right), begins = scene.text, span, clause[0]
    core = text[left:right - 2].removesuffix("建设")
    begun = becomes(text, right, clause[1]) or has_figures(text, span) or acts(text, span)
    quoted = core[:1] == "“" and core.endswith("”")
    if (
        len(core) < 2
        or (quoted and not (begun and text.startswith("项目", right - 2)))
        or _REGEX["class_project"].search(text, left, right)
        or (_REGEX["kind_project"].search(text, left, right) and not (begun and named(scene, left, right)))
        or _REGEX["measured"].match(text, left, right)
        or _REGEX["honoured"].search(text, begins, left)
    ):
        return False
    concrete = _REGEX["concrete"].search(_REGEX["inside_quotes"].sub("", core)) is not None
    if text.endswith("工程", left, right) and (_REGEX["campaign_words"].search(core) or core[-1] in "“”"):
        return concrete and named(scene, left, right)
    if named(scene, left, right) or (_REGEX["quantity"].search(core) and not core[0].isdigit()):
        return concrete or len(core) >= 4
    if len(core) < _SHORT:
        return False
    if begun or _REGEX["carries"].search(core) or any(
        m.type == "Company" and begins <= m.left < left for m in scene.known
    ):
        return True
    firm = _REGEX["firm_build"].search(text, begins, left) or (
        text.startswith("项目", right - 2) and len(core) > _LONG and _REGEX["build"].search(text, begins, left)
    )
    return bool(concrete and (firm or left == begins)) or sited(text, span) or holds_works(scene, span)


def _figured(scene: Scene, clause: tuple[int, int]) -> Iterator[Item]:
    """What a sum of its own leads to, up to what becomes of it: 总投资40亿元的青石酿造园|封顶."""
    text, (left, right) = scene.text, clause
    for found in _REGEX["figured_name"].finditer(text, left, right):
        start, end = found.span("name")
        whole = begin(scene, start, end) == start and project_lists.acceptable(scene, start, end)
        if whole and not _REGEX["no_site"].search(text, start, end):
            yield start, end, "project.figured"


def _capacities(scene: Scene, clause: tuple[int, int]) -> Iterator[Item]:
    """Products with a capacity: 甲公司的20吉瓦时方形储能电池, 一个30万吨再生铝."""
    text = scene.text
    for found in _REGEX["capacity_name"].finditer(text, *clause):
        left, right = found.span()
        owners = [m for m in scene.known if m.type == "Company" and m.left >= clause[0] and m.right <= left
                  and text[m.right:left] in ("", "的")]
        owned = bool(owners)
        left = next((m.left for m in owners if m.right == left), left)
        counted = "项目" in text and _REGEX["one_of"].search(text, clause[0], left) is not None
        if owned or counted or _REGEX["plants_end"].search(text, left, right):
            yield left, right, "project.capacity"


def _settled(scene: Scene, items: Iterable[Item]) -> Iterator[Item]:
    """The items without those that a known name covers; the first reading of a span stays."""
    taken: list[Item] = []
    for left, right, rule in items:
        if any(left < b and a < right for a, b, _ in taken) or _content(scene.text, (left, right, rule), taken):
            continue
        if any(
            m.left <= left and right <= m.right and m.type in _WHOLE and not _both(scene, m, (left, right), rule)
            for m in scene.known
        ):
            continue
        taken.append((left, right, rule))
        yield left, right, rule


def _content(text: str, item: Item, taken: list[Item]) -> bool:
    """Whether a product with a capacity tells what a project named before it will build."""
    left, right, rule = item
    told = rule in ("project.capacity", "project.facility") and _REGEX["capacity_begin"].match(text, left, right)
    return bool(told) and any(b <= left and named_rule == "project.named" for _, b, named_rule in taken)


def _both(scene: Scene, known: Mention, span: tuple[int, int], rule: str) -> bool:
    """Whether a known name is the name of a project too: a company in a list, works in quotes."""
    listed = "list" in rule and (known.left, known.right) == span
    if known.type in ("Company", "Organisation"):
        return listed
    if known.type == "Park":
        clause = _REGEX["clause"].search(scene.text, span[0])
        begun = clause is not None and becomes(scene.text, span[1], clause.end())
        return listed or begun or has_figures(scene.text, span)
    return known.type == "Programme" and _REGEX["concrete"].search(scene.text, *span) is not None


def _mentions(
    document: Document, found: dict[int, list[Item]], known: dict[int, list[Mention]]
) -> Iterator[Mention]:
    """The mentions of what was found, and of the same names in other sentences, with or without the developer."""
    names: dict[str, str] = {}
    for index, items in found.items():
        text = document.sentences[index].text
        for left, right, rule in items:
            if rule != "project.list" or _REGEX["ends_in_site"].search(text, left, right):
                name = _bare(text[left:right])
                names.setdefault(name, name)
            for tail in _tails(text, (left, right), known.get(index, ())):
                names.setdefault(tail, _bare(text[left:right]))
    whole = "\n".join(sentence.text for sentence in document.sentences)
    again = {name: full for name, full in names.items() if len(name) >= SHORTEST and whole.count(name) > 1}
    for sentence in document.sentences:
        items = found.get(sentence.index, [])
        for left, right, rule in items:
            name = _bare(sentence.text[left:right])
            yield document.mention(sentence, (left, right), "Project", rule, refers=names.get(name, name))
        yield from _repeats(document, sentence, again, items)


def _tails(text: str, span: tuple[int, int], known: Iterable[Mention]) -> Iterator[str]:
    """The name without the company at its head."""
    left, right = span
    for mention in known:
        tail = _bare(text[mention.right:right])
        if mention.type == "Company" and mention.left == left and len(tail) >= SHORTEST + 2:
            yield tail


def _repeats(
    document: Document, sentence: Sentence, names: dict[str, str], items: list[Item]
) -> Iterator[Mention]:
    text = sentence.text
    for name, full in names.items():
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not any(left < end and at < right for left, right, _ in items):
                if text.startswith("项目", end):
                    end += 2
                yield document.mention(sentence, (at, end), "Project", "project.again", refers=full)
            at = text.find(name, end)


def _bare(name: str) -> str:
    """The name without 项目 at its end, its key in the document."""
    for quote in "“”‘’":
        name = name.replace(quote, "")
    return name.removesuffix("项目").removesuffix("建设") or name

"""A document as read, its sentences, and the names in them: 海城三鱼泵业有限公司 is a Mention of type Company."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from kg.datamodel.vocabulary import EntityType, SentenceKind

# What stands between the cells of a row in text, with or without spaces, beside tabs.
BARS = "|｜│┃┆"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day; ``str`` gives 2024, 2024-08 or 2024-08-01."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        if self.month:
            parts.append(f"{self.month:02}")
            if self.day:
                parts.append(f"{self.day:02}")
        return "-".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a document says something: ``quote == document.text[start:end]``; ``rule`` names what read it."""

    document_id: str
    start: int
    end: int
    quote: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence with its layout repaired.

    ``text`` is the sentence on one line; ``runs`` are pairs (offset in ``text``, offset in the document), one
    for each stretch that stands unbroken in the document; ``heading`` is the index of the heading it stands
    under, -1 without one; ``article`` and ``paragraph`` count from 0 in the document.
    """

    index: int
    article: int
    paragraph: int
    kind: SentenceKind
    text: str
    runs: tuple[tuple[int, int], ...]
    heading: int = -1

    def locate(self, local: int) -> int:
        """The offset in the document of the character at ``local`` in ``text``."""
        run = self.runs[bisect_right(self.runs, (local, 1 << 60)) - 1]
        return run[1] + local - run[0]

    @property
    def start(self) -> int:
        return self.runs[0][1]

    @property
    def end(self) -> int:
        return self.locate(len(self.text) - 1) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a document: its title, the date it was published and where it stands in the text."""

    index: int
    title: str
    published: PartialDate | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in a sentence.

    ``surface`` is the name on one line, ``text`` the same as it stands in the document.  ``refers`` ties
    mentions of one entity in a document together: the full name that a short one stands for, the division code
    of a region, the bare code of a programme; empty where the surface speaks for itself.
    """

    document_id: str
    type: EntityType
    sentence: int
    left: int
    right: int
    start: int
    end: int
    text: str
    surface: str
    rule: str
    refers: str = ""

    def covers(self, other: Mention) -> bool:
        return self.sentence == other.sentence and self.left <= other.left and other.right <= self.right

    def overlaps(self, other: Mention) -> bool:
        return self.sentence == other.sentence and self.left < other.right and other.left < self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as read, with its articles and sentences.

    ``id`` depends on content only; ``digest`` is the SHA-256 of the file's bytes; ``region`` and ``published``
    are what the source tells about the whole document (a column, a file name), where it tells anything.
    """

    id: str
    title: str
    text: str
    source: str
    digest: str
    published: PartialDate | None = None
    region: str = ""
    articles: tuple[Article, ...] = ()
    sentences: tuple[Sentence, ...] = ()

    def published_at(self, sentence: int) -> PartialDate | None:
        """The date of the article that holds the sentence, else that of the document."""
        return self.articles[self.sentences[sentence].article].published or self.published

    def dated(self, start: int) -> PartialDate | None:
        """The date of the article that stands there in the text, else that of the document."""
        at = bisect_right(self.articles, start, key=lambda article: article.start) - 1
        return (self.articles[at].published if at >= 0 else None) or self.published

    def mention(
        self, sentence: Sentence, span: tuple[int, int], type: EntityType, rule: str, *, refers: str = ""
    ) -> Mention:
        """The mention of ``sentence.text[left:right]``."""
        left, right = span
        start, end = sentence.locate(left), sentence.locate(right - 1) + 1
        return Mention(
            document_id=self.id, type=type, sentence=sentence.index, left=left, right=right, start=start, end=end,
            text=self.text[start:end], surface=sentence.text[left:right], rule=rule, refers=refers,
        )

    def evidence(self, sentence: int, rule: str) -> Evidence:
        """The whole sentence as evidence."""
        at = self.sentences[sentence]
        return Evidence(
            document_id=self.id, start=at.start, end=at.end, quote=self.text[at.start:at.end], rule=rule
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedDocument:
    """A document with its mentions (sorted by sentence, left, right) and the home region of each sentence.

    ``homes[i]`` is the region that “全市”, “我省”, “我县” mean in sentence i: a mention in this document, or
    None where the text leaves it open.
    """

    document: Document
    mentions: tuple[Mention, ...]
    homes: tuple[Mention | None, ...]
    _by_sentence: dict[int, tuple[Mention, ...]] = field(init=False, repr=False, compare=False)
    # What was asked for before: the rules ask for the same again and again.
    _asked: dict[tuple[int, tuple[EntityType, ...]], tuple[Mention, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        groups: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            groups.setdefault(mention.sentence, []).append(mention)
        object.__setattr__(self, "_by_sentence", {index: tuple(group) for index, group in groups.items()})

    def of_type(self, *types: EntityType) -> tuple[Mention, ...]:
        return tuple(mention for mention in self.mentions if mention.type in types)

    def in_sentence(self, index: int, *types: EntityType) -> tuple[Mention, ...]:
        """The mentions of a sentence, all types when none is given, in text order."""
        found = self._asked.get((index, types))
        if found is None:
            found = self._by_sentence.get(index, ())
            if types:
                found = tuple([mention for mention in found if mention.type in types])
            self._asked[index, types] = found
        return found

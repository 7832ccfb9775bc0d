"""AnnotatedDocument → undertakes: which company or organisation builds, invests in, owns or runs a project.

The developer stands in the project's name (“富鹏新材料年产4800万平方米防火阻燃板”), right in front of it
(“甲公司的乙生产线”), as subject of a verb of building, or it is the only company that the paragraph is about.
“甲科技投资12亿元,建设乙二期工程” gives 甲科技 undertakes 乙二期工程.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.datamodel import BARS, AnnotatedDocument, Mention, RelationMention
from kg.extraction.rows import column
from kg.extraction.stages import outermost
from kg.resources.patterns import load_patterns

_REGEX = load_patterns("undertaking").regex
# A company that a short article is about may carry it from end to end.
_SHORT_ARTICLE = 600
# Sentences over which a paragraph, and clauses over which a sentence, stays with its subject.
_SENTENCES, _CLAUSES = 3, 2
_NEXT = 2

Pair = tuple[Mention, Mention, str]


def relate(annotated: AnnotatedDocument) -> Iterable[RelationMention]:
    """The undertakes relations of a document."""
    found: dict[tuple[str, str], RelationMention] = {}
    if not annotated.of_type("Project"):
        return ()
    developed: set[str] = set()
    last: Mention | None = None
    for sentence in annotated.document.sentences:
        projects = outermost(annotated.in_sentence(sentence.index, "Project"))
        pairs = [*_inside(annotated, sentence.index), *_beside(annotated, sentence.index, projects)]
        pairs.extend(_behind(annotated, sentence.index, projects))
        pairs.extend(_in_table(annotated, sentence.index, projects))
        pairs.extend(_in_list(annotated, sentence.index, projects))
        if last and not projects and sentence.index - last.sentence <= _NEXT:
            pairs.extend(_told_next(annotated, sentence.index, last))
        if projects:
            last = projects[-1] if len(projects) == 1 else None
        for developer, project, rule in pairs:
            developed.add(_key(project))
            _add(annotated, found, (developer, project, f"undertakes.{rule}"))
    for developer, project in _carried(annotated, developed):
        _add(annotated, found, (developer, project, "undertakes.paragraph"))
    return found.values()


def _key(mention: Mention) -> str:
    return mention.refers or mention.surface


def _add(
    annotated: AnnotatedDocument, found: dict[tuple[str, str], RelationMention], pair: Pair
) -> None:
    developer, project, rule = pair
    relation = RelationMention(
        relation="undertakes", subject=developer, object=project,
        evidence=annotated.document.evidence(max(project.sentence, developer.sentence), rule),
    )
    found.setdefault((_key(developer), _key(project)), relation)


def _inside(annotated: AnnotatedDocument, index: int) -> Iterator[Pair]:
    """Companies in a project's name; organisations at its head."""
    developers = outermost(annotated.in_sentence(index, "Company", "Organisation"))
    for project in annotated.in_sentence(index, "Project"):
        for developer in developers:
            heads = developer.left - project.left <= 1 and developer.right < project.right
            if project.covers(developer) and (developer.type == "Company" or heads):
                yield developer, project, "name"


def _beside(annotated: AnnotatedDocument, index: int, projects: list[Mention]) -> Iterator[Pair]:
    """Developers outside of the names: in front of the project, with 的, or as subjects of verbs."""
    text = annotated.document.sentences[index].text
    companies = [
        m for m in outermost(annotated.in_sentence(index, "Company", "Organisation"))
        if not any(project.covers(m) for project in projects)
    ]
    for number, project in enumerate(projects):
        ahead = [m for m in companies if m.right <= project.left]
        if not ahead:
            continue
        nearest, at = ahead[-1], ahead[-1].right
        if nearest.type == "Organisation" and len(ahead) > 1 and _with(text, ahead[-2], nearest):
            nearest = ahead[-2]
        between = text[at:project.left]
        if any(bar in between for bar in BARS):
            continue
        if _REGEX["adjacent"].fullmatch(between):
            yield nearest, project, "adjacent"
        elif _REGEX["passive_of"].match(between):
            for developer in _row(text, ahead):
                yield developer, project, "passive"
        elif _REGEX["contract"].fullmatch(between):
            yield nearest, project, "contract"
        elif nearest.type == "Company" and not _holds_developer(annotated, project):
            listed = projects[number - 1].right if number and projects[number - 1].left > nearest.right else None
            if _active(between if listed is None else text[at:listed]):
                yield nearest, project, "active"


def _in_table(annotated: AnnotatedDocument, index: int, projects: list[Mention]) -> Iterator[Pair]:
    """Developers in the column of a table that is headed 业主 or 建设单位."""
    sentence = annotated.document.sentences[index]
    if sentence.kind != "row" or len(projects) != 1:
        return
    for developer in outermost(annotated.in_sentence(index, "Company", "Organisation")):
        head = column(annotated.document, sentence, developer.left)
        if _REGEX["developer_head"].search(head) and not projects[0].covers(developer):
            yield developer, projects[0], "table"


def _in_list(annotated: AnnotatedDocument, index: int, projects: list[Mention]) -> Iterator[Pair]:
    """Developers in brackets, beside a dash or a bar, as in lists: 甲项目(乙公司)、丙项目—丁公司;戊公司｜己产线."""
    text = annotated.document.sentences[index].text

    def item(first: Mention, second: Mention) -> bool:
        return bool(_REGEX["dash"].fullmatch(text, first.right, second.left)
                    and _REGEX["item_start"].search(text[:first.left])
                    and _REGEX["item_end"].match(text, second.right))

    for developer in outermost(annotated.in_sentence(index, "Company", "Organisation")):
        ahead = [project for project in projects if project.right <= developer.left]
        if ahead and _REGEX["told_in_bracket"].fullmatch(text, ahead[-1].right, developer.left):
            if _REGEX["bracket_end"].match(text, developer.right):
                yield developer, ahead[-1], "bracket"
        elif ahead and item(ahead[-1], developer):
            yield developer, ahead[-1], "item"
        else:
            behind = next((project for project in projects if project.left >= developer.right), None)
            if behind and item(developer, behind):
                yield developer, behind, "item"


def _row(text: str, ahead: list[Mention]) -> list[Mention]:
    """The last of the developers and those that stand in a row with it: 甲公司、乙公司投资的."""
    row = [ahead[-1]]
    for developer in reversed(ahead[:-1]):
        if not _REGEX["together"].fullmatch(text, developer.right, row[0].left):
            break
        row.insert(0, developer)
    return row


def _with(text: str, first: Mention, second: Mention) -> bool:
    """Whether two names act together: 甲公司与乙县人民政府."""
    return text[first.right:second.left] in ("与", "和", "同", "跟")


def _behind(annotated: AnnotatedDocument, index: int, projects: list[Mention]) -> Iterator[Pair]:
    """Developers behind the name: 甲项目由乙公司、丙公司投资建设, 甲项目的投资方为乙公司."""
    text = annotated.document.sentences[index].text
    for number, project in enumerate(projects):
        stop = projects[number + 1].left if number + 1 < len(projects) else len(text)
        for developer in _by(annotated, index, (project.right, stop), "behind"):
            yield developer, project, "behind"


def _told_next(annotated: AnnotatedDocument, index: int, project: Mention) -> Iterator[Pair]:
    """Developers in the next sentence: 该项目由乙公司投资建设."""
    for developer in _by(annotated, index, (0, len(annotated.document.sentences[index].text)), "next"):
        yield developer, project, "next"


def _by(annotated: AnnotatedDocument, index: int, span: tuple[int, int], opening: str) -> Iterator[Mention]:
    """The companies of a span that 由 … 投资建设, or a word such as 投资方, makes developers."""
    text = annotated.document.sentences[index].text
    companies = [
        m for m in outermost(annotated.in_sentence(index, "Company", "Organisation"))
        if span[0] <= m.left and m.right <= span[1]
    ]
    if not companies:
        return
    row = [companies[0]]
    for company in companies[1:]:
        if _REGEX["together"].fullmatch(text, row[-1].right, company.left):
            row.append(company)
    role = _REGEX["role"].search(text, span[0], row[0].left)
    by = _REGEX[opening].fullmatch(text, span[0], row[0].left) and _REGEX["passive_end"].match(text, row[-1].right)
    if role or by:
        yield from row


def _holds_developer(annotated: AnnotatedDocument, project: Mention) -> bool:
    return any(project.covers(m) for m in annotated.in_sentence(project.sentence, "Company"))


def _active(between: str) -> bool:
    """Whether what stands between makes the developer the subject of a verb of building."""
    clauses = _REGEX["comma"].split(between)
    if len(clauses) > _CLAUSES or _REGEX["breaks"].search(between):
        return False
    return _REGEX["active"].search(clauses[-1]) is not None and _REGEX["stops"].search(between) is None


def _carried(annotated: AnnotatedDocument, developed: set[str]) -> Iterator[tuple[Mention, Mention]]:
    """The only company of a paragraph, or of a short article, for the projects that nobody is named for."""
    document = annotated.document
    for article in document.articles:
        indices = [s.index for s in document.sentences if s.article == article.index]
        short = article.end - article.start <= _SHORT_ARTICLE
        for group in [indices] if short else _paragraphs(annotated, indices):
            companies = [m for i in group for m in annotated.in_sentence(i, "Company") if _free(annotated, m)]
            if len({_key(m) for m in companies}) != 1:
                continue
            for i in group:
                projects = outermost(annotated.in_sentence(i, "Project"))
                if len(projects) > 2:
                    continue
                for project in projects:
                    told = any(_tells(annotated, m, project) for m in companies)
                    if told and _key(project) not in developed and _reaches(annotated, companies, project):
                        yield companies[0], project


def _tells(annotated: AnnotatedDocument, company: Mention, project: Mention) -> bool:
    """Whether a text goes on about a company up to a project: in one sentence, by its title, by 公司, or by 二期."""
    distance = project.sentence - company.sentence
    if not 0 <= distance <= _SENTENCES:
        return False
    if distance == 0 or annotated.document.sentences[company.sentence].kind in ("title", "heading"):
        return True
    if _REGEX["phase"].match(project.surface):
        return True
    return _REGEX["anaphor"].search(annotated.document.sentences[project.sentence].text) is not None


def _free(annotated: AnnotatedDocument, company: Mention) -> bool:
    """Whether a company is named by itself, not in the name of a project."""
    return not any(project.covers(company) for project in annotated.in_sentence(company.sentence, "Project"))


def _reaches(annotated: AnnotatedDocument, companies: list[Mention], project: Mention) -> bool:
    """Whether the company is named first and does not merely supply or visit the project."""
    if companies[0].start >= project.start:
        return False
    here = [m for m in companies if m.sentence == project.sentence and m.right <= project.left]
    between = annotated.document.sentences[project.sentence].text[here[-1].right:project.left] if here else ""
    return _REGEX["stops"].search(between) is None


def _paragraphs(annotated: AnnotatedDocument, indices: list[int]) -> Iterator[list[int]]:
    groups: dict[int, list[int]] = {}
    for index in indices:
        groups.setdefault(annotated.document.sentences[index].paragraph, []).append(index)
    yield from groups.values()

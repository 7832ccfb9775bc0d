"""Evidence → the sentences that the page quotes, each once, with article and rule.

The sentence is shown with its layout repaired: “海城三鱼泵\\n业有限公司…” as one line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from kg.datamodel import Document, Evidence, Mention, Sentence
from kg.graph.rdf import issued_at
from kg.resources.rules import confidence


def flat(lists: Iterable[Sequence[int]]) -> dict[str, list[int]]:
    """Lists of numbers as two columns: how many each has, and all of them."""
    rows = [*lists]
    return {"n": [len(row) for row in rows], "v": [value for row in rows for value in row]}


class Quotes:
    """The sentences, articles and rules quoted so far; a reference is a sentence together with a rule."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {document.id: (number, document) for number, document in enumerate(documents)}
        self._at = {document.id: {sentence.start: sentence for sentence in document.sentences}
                    for document in documents if document.sentences}
        self._articles: dict[tuple[int, str, str], int] = {}
        self._sentences: dict[tuple[int, str], int] = {}
        self._rules: dict[str, int] = {}
        self._references: dict[tuple[int, int], int] = {}

    def add(self, evidence: Iterable[Evidence]) -> list[int]:
        """The references of the evidence, each sentence once."""
        found: dict[int, int] = {}
        for piece in evidence:
            sentence = self._at.get(piece.document_id, {}).get(piece.start)
            number = self._sentence(piece.document_id, sentence, piece)
            found.setdefault(number, self._reference(number, piece.rule))
        return [*found.values()]

    def mentions(self, mentions: Sequence[Mention], most: int) -> list[int]:
        """References to the first sentences, ``most`` at most, that name an entity."""
        first: dict[tuple[str, int], Mention] = {}
        for mention in mentions:
            if len(first) < most:
                first.setdefault((mention.document_id, mention.sentence), mention)
        return self.add(
            self._documents[mention.document_id][1].evidence(mention.sentence, mention.rule)
            for mention in first.values()
        )

    def number(self, document: str) -> int:
        """The number of a document."""
        return self._documents[document][0]

    def confidence(self, references: Iterable[int]) -> int:
        """In percent: that of the best rule among the references."""
        rules, pairs = [*self._rules], [*self._references]
        return max((round(100 * confidence(rules[pairs[at][1]])) for at in references), default=100)

    def columns(self) -> dict[str, object]:
        """Documents, articles, sentences, rules and references for the page."""
        articles, sentences, references = [*self._articles], [*self._sentences], [*self._references]
        documents = [document for _, document in self._documents.values()]
        return {
            "documents": {
                "id": [document.id for document in documents], "title": [document.title for document in documents],
                "issued": [issued_at(document) for document in documents],
                "source": [document.source for document in documents],
            },
            "articles": {"document": [row[0] for row in articles], "title": [row[1] for row in articles],
                         "date": [row[2] for row in articles]},
            "sentences": {"article": [row[0] for row in sentences], "text": [row[1] for row in sentences]},
            "rules": {"name": [*self._rules], "confidence": [round(100 * confidence(rule)) for rule in self._rules]},
            "references": {"sentence": [row[0] for row in references], "rule": [row[1] for row in references]},
        }

    def _sentence(self, document_id: str, sentence: Sentence | None, piece: Evidence) -> int:
        text = sentence.text if sentence else piece.quote.replace("\n", "")
        key = (self._article(document_id, sentence, piece.start), text)
        return self._sentences.setdefault(key, len(self._sentences))

    def _article(self, document_id: str, sentence: Sentence | None, start: int) -> int:
        number, document = self._documents[document_id]
        at = bisect_right([article.start for article in document.articles], start) - 1
        article = document.articles[sentence.article if sentence else max(at, 0)] if document.articles else None
        date = (article and article.published) or document.published
        key = (number, (article and article.title) or document.title, str(date or ""))
        return self._articles.setdefault(key, len(self._articles))

    def _reference(self, sentence: int, rule: str) -> int:
        key = (sentence, self._rules.setdefault(rule, len(self._rules)))
        return self._references.setdefault(key, len(self._references))

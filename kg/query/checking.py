"""A SPARQL query → nothing, or a QueryError before it runs: what reaches outside, and words that nobody knows.

The query is split into the tokens of SPARQL 1.1; a character that begins none, or a word that is none of its own, is
refused, so that nothing can hide from the check.  ``SERVICE`` would send data to another machine, ``FROM`` read what
the user did not name; “\\u0053” could spell either and is refused too: the character itself can be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from kg.errors import QueryError
from kg.resources.namespaces import KG
from kg.resources.ontology import load_terms, suggest

_TOKEN = re.compile(
    r"""
    (?P<string>\"{3}(?:[^\"\\]|\\.|\"(?!\"\"))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}
              |\"(?:[^\"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)
    |(?P<comment>\#[^\n\r]*)
    |(?P<variable>[?$][\w·]+)
    |(?P<blank>_:[\w.\-·]+)
    |(?P<name>(?:[^\W\d_][\w\-.·]*)?:(?:[\w\-.:·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<word>[^\W\d_][\w]*)
    |(?P<number>[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)
    |(?P<sign>[{}()\[\].,;|/^?*+!=<>&@\-])
    |(?P<space>\s+)
    """,
    re.VERBOSE | re.DOTALL,
)

_REFUSED = {
    "SERVICE": "SERVICE would send the query to another machine; copy the data into the graph instead",
    "FROM": "FROM names other graphs; the query always runs on graph.ttl and evidence.ttl, so drop it",
    "LOAD": "LOAD would read other data; queries only read this graph",
    "INSERT": "queries only read; change the documents or the ontology and build again",
    "DELETE": "queries only read; change the documents or the ontology and build again",
    "CLEAR": "queries only read; change the documents or the ontology and build again",
    "DROP": "queries only read; change the documents or the ontology and build again",
}

# All words of SPARQL 1.1's grammar, and of 1.2's that Oxigraph reads.
_WORDS = frozenset((
    "A", "ABS", "ADJUST", "AS", "ASC", "ASK", "AVG", "BASE", "BIND", "BNODE", "BOUND", "BY", "CEIL", "COALESCE",
    "CONCAT", "CONSTRUCT", "CONTAINS", "COUNT", "DATATYPE", "DAY", "DESC", "DESCRIBE", "DISTINCT", "ENCODE_FOR_URI",
    "EXISTS", "FALSE", "FILTER", "FLOOR", "GRAPH", "GROUP", "GROUP_CONCAT", "HASLANG", "HASLANGDIR", "HAVING",
    "HOURS", "IF", "IN", "IRI", "ISBLANK", "ISIRI", "ISLITERAL", "ISNUMERIC", "ISTRIPLE", "ISURI", "LANG", "LANGDIR",
    "LANGMATCHES", "LATERAL", "LCASE", "LIMIT", "MAX", "MD5", "MIN", "MINUS", "MINUTES", "MONTH", "NAMED", "NOT",
    "NOW", "OBJECT", "OFFSET", "OPTIONAL", "ORDER", "PREDICATE", "PREFIX", "RAND", "REDUCED", "REGEX", "REPLACE",
    "ROUND", "SAMETERM", "SAMPLE", "SECONDS", "SELECT", "SEPARATOR", "SHA1", "SHA256", "SHA384", "SHA512", "STR",
    "STRAFTER", "STRBEFORE", "STRDT", "STRENDS", "STRLANG", "STRLANGDIR", "STRLEN", "STRSTARTS", "STRUUID", "SUBJECT",
    "SUBSTR", "SUM", "TIMEZONE", "TRIPLE", "TRUE", "TZ", "UCASE", "UNDEF", "UNION", "URI", "UUID", "VALUES",
    "VERSION", "WHERE", "YEAR",
))


class Token(NamedTuple):
    """``kind`` is the name of its group in the pattern; ``start`` its offset in the query."""

    kind: str
    text: str
    start: int


def check(query: str, prefixes: Mapping[str, str]) -> None:
    """Raises QueryError, with line and column, for what must not run or can't mean anything."""
    tokens = tuple(tokenize(query))
    declared = set(prefixes) | _declared(tokens)
    for token in tokens:
        if token.kind == "word":
            _check_word(query, token)
        if token.kind == "name":
            _check_name(query, token, declared)
        if token.kind == "iri" and token.text[1:-1].startswith(KG):
            _check_term(query, token, token.text[1 + len(KG) : -1])


def tokenize(query: str) -> Iterator[Token]:
    """The tokens of the query without spaces and comments."""
    escape = re.search(r"\\[uU]", query)
    if escape:
        raise QueryError(f"{place(query, escape.start())}: write the character itself in place of {escape[0]}…")
    at = 0
    while at < len(query):
        found = _TOKEN.match(query, at)
        if not found or not found[0]:
            raise QueryError(f"{place(query, at)}: {query[at]!r} can't stand here; is a quote or bracket open?")
        kind = found.lastgroup or ""
        if kind not in ("space", "comment"):
            yield Token(kind, found[0], at)
        at = found.end()


def place(query: str, offset: int) -> str:
    """Line and column of an offset, from 1: “line 2, column 5”."""
    line = query.count("\n", 0, offset) + 1
    return f"line {line}, column {offset - (query.rfind(chr(10), 0, offset) + 1) + 1}"


def _declared(tokens: tuple[Token, ...]) -> set[str]:
    return {
        name.text[:-1]
        for word, name in pairwise(tokens)
        if word.kind == "word" and word.text.upper() == "PREFIX" and name.text.endswith(":")
    }


def _check_word(query: str, token: Token) -> None:
    word = token.text.upper()
    if word in _REFUSED:
        raise QueryError(f"{place(query, token.start)}: {_REFUSED[word]}")
    if word not in _WORDS:
        from difflib import get_close_matches

        near = next(iter(get_close_matches(word, sorted(_WORDS), 1, 0.75)), "")
        hint = f"did you mean {near}?" if near else "a name has a prefix (kg:…), a variable a ?, a text quotes"
        raise QueryError(f"{place(query, token.start)}: SPARQL has no word {token.text}; {hint}")


def _check_name(query: str, token: Token, declared: set[str]) -> None:
    prefix, _, local = token.text.partition(":")
    if prefix not in declared:
        known = ", ".join(f"{name}:" for name in sorted(declared))
        raise QueryError(f"{place(query, token.start)}: the prefix {prefix}: is not declared; known: {known}")
    if prefix == "kg" and local:
        _check_term(query, token, local)


def _check_term(query: str, token: Token, name: str) -> None:
    if not name or name in load_terms():
        return
    near = suggest(name)
    hint = f"did you mean kg:{near}?" if near else "the terms stand in ontology/regional.ttl"
    raise QueryError(f"{place(query, token.start)}: the ontology has no kg:{name}; {hint}")

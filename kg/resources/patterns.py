"""Words and patterns of ``ontology/patterns/*.yaml``, checked and compiled.

A file has a description, named word lists and named patterns::

    description: Legal forms of companies.
    words:
      legal_form: [有限公司, 股份有限公司]
    maps:
      stage: {签约: signed, 开工: started}
    patterns:
      full_name:
        regex: '[一-龥]{2,20}(?:{legal_form})'
        match: [海城三鱼泵业有限公司]
        no_match: [有限公司]

``{legal_form}`` in a pattern stands for the words of that list (or the keys of that map), longest first,
as an alternation without brackets; ``{other_pattern}`` for a pattern further up in the file.  Each example
is a test: ``match`` must be found by ``search``, ``no_match`` must not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import msgspec
import regex

from kg.errors import ResourceError
from kg.resources import cache as records
from kg.resources.compiled import by_regex, thawed
from kg.resources.expressions import Expression, Kept
from kg.resources.location import ONTOLOGY

_PLACE = regex.compile(r"\{([a-z_][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Patterns:
    """The content of one file: word lists in order, maps, compiled patterns."""

    words: Mapping[str, tuple[str, ...]]
    maps: Mapping[str, Mapping[str, str]]
    regex: Mapping[str, regex.Pattern[str]]


class _Content(msgspec.Struct, array_like=True, frozen=True):
    """The same with expressions as they are written, and what is kept of each."""

    words: dict[str, tuple[str, ...]]
    maps: dict[str, dict[str, str]]
    sources: dict[str, str]
    kept: dict[str, Kept]


def alternation(words: Collection[str]) -> str:
    """The words as an alternation, longest first, each escaped."""
    return "|".join(regex.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def compiled(name: str, pattern: str) -> regex.Pattern[str]:
    """An expression made of the words of lists, such as all units, under a name of its own; compiled once for all
    starts."""
    content = records.read(f"expression-{name}", pattern.encode(), bytes)
    if content:
        return cast("regex.Pattern[str]", thawed(content))
    form = by_regex(pattern)
    records.write(f"expression-{name}", pattern.encode(), lambda: form.content)
    return cast("regex.Pattern[str]", form.expression)


@cache
def load_patterns(name: str) -> Patterns:
    """The patterns of ``ontology/patterns/<name>.yaml``.

    Raises ResourceError, naming the file and the entry, for anything that does not have the form above.
    """
    path = ONTOLOGY / "patterns" / f"{name}.yaml"
    try:
        source = path.read_bytes()
    except OSError as error:
        raise ResourceError(f"{path}: {error}") from error
    record = f"patterns-{name}"
    content = records.read(record, source, _Content)
    known = content is not None
    content = content or _parsed(source, str(path))
    expressions = {key: Expression(pattern, f"{path}: {key}", content.kept.get(key))
                   for key, pattern in content.sources.items()}
    if not known:
        records.write(record, source, lambda: _with_kept(content, expressions))
    return Patterns(words=content.words, maps=content.maps, regex=cast("dict[str, regex.Pattern[str]]", expressions))


def _with_kept(content: _Content, expressions: Mapping[str, Expression]) -> _Content:
    return msgspec.structs.replace(content, kept={key: one.keep() for key, one in expressions.items()})


def _parsed(source: bytes, path: str) -> _Content:
    import yaml  # which a start with kept records need not load

    try:
        content = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise ResourceError(f"{path}: {error}") from error
    unknown = set(content) - {"description", "words", "maps", "patterns"}
    if unknown:
        raise ResourceError(f"{path}: unknown key {sorted(unknown)[0]!r}; known: description, words, maps, patterns")
    words = {key: tuple(map(str, values)) for key, values in (content.get("words") or {}).items()}
    maps = {key: {str(k): str(v) for k, v in entry.items()} for key, entry in (content.get("maps") or {}).items()}
    places: dict[str, str] = {key: alternation(values) for key, values in {**words, **maps}.items()}
    sources: dict[str, str] = {}
    for key, entry in (content.get("patterns") or {}).items():
        sources[key] = places[key] = _source(entry, places, f"{path}: {key}")
    return _Content(words=words, maps=maps, sources=sources, kept={})


def _source(entry: Any, places: Mapping[str, str], where: str) -> str:
    if not isinstance(entry, dict) or set(entry) - {"regex", "match", "no_match", "note"} or "regex" not in entry:
        raise ResourceError(f"{where}: a pattern has regex, match, no_match and note")
    if not entry.get("match"):
        raise ResourceError(f"{where}: a pattern needs an example under match")
    source: str = entry["regex"]
    for place in _PLACE.findall(source):
        if place not in places:
            raise ResourceError(f"{where}: {{{place}}} is no word list, map or earlier pattern of this file")
    return _PLACE.sub(lambda found: places[found[1]], source)

"""Compiled regular expressions ↔ bytes, so that the next start need not compile “签约.{0,4}项目” again.

The library ``regex`` tells how its expressions are made again when they are copied or pickled; of ``re`` it is the
call that ends its own compiling.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import copyreg
import re
from functools import cache
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple, cast

import msgspec
import regex

Compiled = re.Pattern[str] | regex.Pattern[str]
_OF_RE, _OF_REGEX = "re", "regex"
# Which argument of the library's call is a tuple.
_TUPLE = {_OF_RE: 5, _OF_REGEX: 8}


class Form(NamedTuple):
    """An expression and the bytes that give it again; none where this Python has another way to make it."""

    expression: Compiled
    content: bytes


def by_re(pattern: str) -> Form:
    """What re.compile gives.  Raises re.error."""
    try:
        parsed = _parser.parse(pattern, 0)
        names: list[str | None] = [None] * parsed.state.groups
        for name, number in parsed.state.groupdict.items():
            names[number] = name
        code = [int(number) for number in _compiler._code(parsed, 0)]
        arguments = (pattern, parsed.state.flags, code, parsed.state.groups - 1, parsed.state.groupdict, names)
        content = msgspec.msgpack.encode((_OF_RE, arguments))
        return Form(thawed(content), content)
    except (AttributeError, TypeError, ValueError, RuntimeError):
        return Form(re.compile(pattern), b"")


def by_regex(pattern: str) -> Form:
    """What regex.compile gives.  Raises regex.error."""
    expression = regex.compile(pattern)
    try:
        content = msgspec.msgpack.encode((_OF_REGEX, _told(expression)[1]))
        return Form(expression, content if _told(thawed(content)) == _told(expression) else b"")
    except (AttributeError, KeyError, TypeError, ValueError, RuntimeError):
        return Form(expression, b"")


def thawed(content: bytes) -> Compiled:
    """The expression that gave these bytes."""
    library, arguments = msgspec.msgpack.decode(content)
    arguments[_TUPLE[library]] = tuple(arguments[_TUPLE[library]])
    make = _sre.compile if library == _OF_RE else _maker()
    return cast(Compiled, make(*arguments))


@cache
def _maker() -> Any:
    return _told(regex.compile(""))[0]


def _told(expression: Any) -> tuple[Any, Any]:
    """The call that makes an expression of ``regex`` again, and its arguments, as the library tells pickle."""
    return cast("tuple[Any, Any]", copyreg.dispatch_table[type(expression)](expression))

"""Modules that libraries load for what is seldom called are put off until it is: pyvis loads IPython to show a page in
a notebook.

``with deferred("IPython.display"): from pyvis.network import Network``
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


@contextmanager
def deferred(*names: str) -> Iterator[None]:
    """What is imported within gets a stand-in for each of these modules that nobody has loaded yet.

    A name taken from a stand-in within is a function that loads the module and calls its function of this name;
    behind, a stand-in has whatever the module has.
    """
    made = [_Deferred(name) for name in names if name not in sys.modules]
    sys.modules |= {each.__name__: each for each in made}
    try:
        yield
    finally:
        for each in made:
            del sys.modules[each.__name__]


class _Deferred(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"{self.__name__} has no {name} before it is loaded")
        if sys.modules.get(self.__name__) is not self:
            return getattr(import_module(self.__name__), name)
        return lambda *values, **named: getattr(import_module(self.__name__), name)(*values, **named)

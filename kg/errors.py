"""The errors that this package raises.

KgError
├── InputError        a document that can't be read, with the file and the remedy
│   └── TransientError   … within the limits of this run
├── ResourceError     a row or pattern of ontology/ that is wrong, with file and line
├── QueryError        a SPARQL query or a named question that is wrong
└── OutputError       an output that can't be written
    └── BusyError     … because another process writes it
"""

from __future__ import annotations


class KgError(Exception):
    """Anything that a user can mend; the message says where and how."""


class InputError(KgError):
    """A document that can't be read.  ``source`` names the file, ``remedy`` what to do about it."""

    def __init__(self, source: str, problem: str, remedy: str) -> None:
        super().__init__(f"{source}: {problem}; {remedy}")
        self.source = source
        self.problem = problem
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        """So that it can come from another process."""
        return type(self), (self.source, self.problem, self.remedy)


class TransientError(InputError):
    """A document that ran into a limit: another try with other limits may read it."""


class ResourceError(KgError):
    """A row or pattern of ``ontology/`` that is wrong; the message begins with ``file:line``."""


class QueryError(KgError):
    """A query that can't be answered as written."""


class OutputError(KgError):
    """An output that can't be written."""


class BusyError(OutputError):
    """A folder that another process is writing."""

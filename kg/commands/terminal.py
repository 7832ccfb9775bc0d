"""Words of documents on a terminal: without the signs that would steer it.

A file named “海城\\x1b[2J.txt” clears no screen, and a name with marks of writing direction turns no line around.
"""

from __future__ import annotations

import sys


def printable(text: str) -> str:
    """The text without control signs, but for new lines and tabs."""
    if text.isprintable():
        return text
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t\u3000")


def show(text: str) -> None:
    """Text for people, to stdout."""
    sys.stdout.write(printable(text))


def say(message: str) -> None:
    """A message, to stderr."""
    print(f"kg: {printable(message)}", file=sys.stderr)


def tolerate() -> None:
    """Let a terminal that lacks a character show its number instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")

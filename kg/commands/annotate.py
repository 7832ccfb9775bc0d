"""``kg annotate``: the names that the program reads, shown in the text.

``kg annotate 海城.txt`` on a terminal, ``kg annotate 海城.txt -o 海城.html`` as a page.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    from kg.commands.arguments import Commands
    from kg.datamodel import Document


def add(commands: Commands) -> None:
    annotate = commands.add_parser(
        "annotate", help="show the names that are read in a document, in its text",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="examples:\n  kg annotate page.txt | less -R\n  kg annotate page.pdf -o page.html"
               "\n\nIn colour on a terminal, unless NO_COLOR is set. A name within a name has brackets of its own.",
    )
    annotate.add_argument("file", metavar="FILE", help="a document, or - for stdin")
    annotate.add_argument("-o", "--output", type=Path, metavar="HTML", help="write a page of HTML here")
    annotate.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from kg import folders
    from kg.export import marked
    from kg.extraction import annotate

    annotated = [annotate(document) for document in _documents(args.file)]
    if args.output is None:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        sys.stdout.write("\n".join(marked.on_terminal(one, colour=colour) for one in annotated))
        return 0
    folders.write_files(args.output.parent, {args.output.name: marked.as_page(annotated).encode("utf-8")})
    names = sum(len(one.mentions) for one in annotated)
    print(f"wrote {args.output}: {names} names in {len(annotated)} documents", file=sys.stderr)
    return 0


def _documents(source: str) -> list[Document]:
    """The documents of one source; the first that can't be read is raised."""
    from kg.reading.documents import ReadingOptions, read_documents

    documents = []
    for found in read_documents([source], ReadingOptions()):
        if isinstance(found, InputError):
            raise found
        documents.append(found)
    return documents

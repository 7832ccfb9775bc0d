"""``kg serve``: a built graph on a loopback address, for a browser and for SPARQL clients.

``kg serve outputs/mine`` and then http://127.0.0.1:8765/
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.commands.arguments import Commands

_MIB = 1 << 20


def add(commands: Commands) -> None:
    serve = commands.add_parser(
        "serve", help="serve a built graph on this machine: SPARQL, entity pages, editor",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Serve on 127.0.0.1 only, read only. The SPARQL endpoint is /sparql.",
        epilog="examples:\n  kg serve outputs/mine\n  kg serve outputs/mine --port 0 --timeout 30"
               "\n  curl 'http://127.0.0.1:8765/sparql' --data-urlencode"
               " 'query=SELECT ?n { ?c a kg:Company ; rdfs:label ?n }'\n\nIt needs regional-kg[serve].",
    )
    serve.add_argument("directory", type=Path, metavar="DIR", help="folder that kg build wrote")
    serve.add_argument("--port", type=int, default=8765, metavar="N", help="0 for any that is free (8765)")
    serve.add_argument("--timeout", type=float, default=10, metavar="SECONDS", help="for a query (10)")
    serve.add_argument("--memory", type=int, default=1024, metavar="MIB", help="for a query (1024)")
    serve.add_argument("--workers", type=int, default=2, metavar="N", help="queries at a time (2)")
    serve.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from kg import folders

    try:
        from kg.serving.app import serve
        from kg.serving.pool import Limits
    except ModuleNotFoundError as error:
        raise KgError(f"kg serve needs {error.name}: pip install 'regional-kg[serve]'") from error
    if args.timeout <= 0 or args.workers < 1 or args.memory < 256 or not 0 <= args.port < 65536:
        raise KgError("--timeout is above 0, --workers from 1, --memory from 256, --port up to 65535")
    limits = Limits(seconds=args.timeout, memory=args.memory * _MIB, workers=args.workers)

    def ready(address: str) -> None:
        print(f"kg: serving {args.directory} on {address} (end with Ctrl+C)", file=sys.stderr, flush=True)

    folders.settle(args.directory)
    serve(args.directory, args.port, limits, ready)
    return 0

"""``kg evaluate``: how well the program reads documents for which somebody wrote down what they say.

``kg evaluate gold --corpus texts --errors`` tells each miss and each mistake with its sentence and rule.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError, KgError, OutputError

if TYPE_CHECKING:
    from kg.commands.arguments import Commands
    from kg.evaluation.scores import DocumentScore


def add(commands: Commands) -> None:
    evaluate = commands.add_parser(
        "evaluate", help="score the program on gold documents, per type, relation and rule",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Build each gold document alone and compare: precision, recall and F1 of each row with the 95 %\n"
                    "interval of F1. docs/evaluation.md describes the gold's format and the measure.",
        epilog="examples:\n  kg evaluate my-gold/ --corpus my-documents/ --errors"
               "\n  kg evaluate my-gold/ --only haicheng --oracle\n  kg evaluate my-gold/ --markdown table.md"
               "\n  kg evaluate --identity pairs.tsv --corpus my-documents/ --errors",
    )
    evaluate.add_argument("gold", type=Path, nargs="?", metavar="GOLD_DIR",
                          help="folder with a .json for each document")
    evaluate.add_argument("--corpus", type=Path, metavar="DIR", help="where the texts are, if not beside the gold")
    evaluate.add_argument("--only", nargs="+", default=(), metavar="NAME",
                          help="gold documents by name, or all texts of a folder by its name")
    evaluate.add_argument("--errors", action="store_true",
                          help="list what was missed (-) and what was wrong (+), with sentence and rule")
    evaluate.add_argument("--by-rule", action="store_true", help="list how often each rule fired, right and wrong")
    evaluate.add_argument("--oracle", action="store_true", help="take the names from the gold")
    evaluate.add_argument("--without-tagger", action="store_true", help="take the names of the rules alone")
    evaluate.add_argument("--identity", type=Path, metavar="FILE",
                          help="score on pairs of names whether they are one thing, with all texts as one corpus")
    evaluate.add_argument("--json", type=Path, metavar="FILE", help="write rows and rules here")
    evaluate.add_argument("--markdown", type=Path, metavar="FILE",
                          help="write the tables here; in a file with marks, between them")
    evaluate.add_argument("--rules", type=Path, metavar="FILE",
                          help="write each rule's confidence here (ontology/rules.tsv)")
    evaluate.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from kg.evaluation import running, tables

    if args.identity:
        return _identity(args)
    if args.gold is None:
        raise KgError("name the folder of the gold, or pairs of names with --identity")
    if not args.gold.is_dir():
        raise InputError(str(args.gold), "no such folder", "name the folder with the gold's .json files")
    if args.rules and (args.only or args.oracle or args.without_tagger):
        raise KgError("--rules measures the whole program on all gold documents: leave out --only, --oracle and "
                      "--without-tagger")
    began = time.process_time()
    selection = running.Selection(texts=args.corpus, only=args.only, oracle=args.oracle,
                                  tagger=not args.without_tagger)
    scores = list(running.evaluate(args.gold, selection))
    if args.errors:
        sys.stdout.writelines(map(tables.errors, scores))
    sys.stdout.write(tables.table(scores))
    if args.by_rule:
        sys.stdout.write("\n" + tables.rule_table(scores))
    _write(args, scores)
    characters = sum(score.characters for score in scores)
    print(f"{characters} characters, {time.process_time() - began:.1f} s of CPU", file=sys.stderr)
    return 0


def _identity(args: argparse.Namespace) -> int:
    from kg.evaluation import identity, pairs, tables

    if args.corpus is None:
        raise KgError("--identity needs the folder of the texts: name it with --corpus")
    score = identity.score_identity(pairs.read_pairs(args.identity), args.corpus)
    if args.errors:
        sys.stdout.write(tables.wrong_pairs(score))
    sys.stdout.write(tables.identity_table(score))
    return 0


def _write(args: argparse.Namespace, scores: Sequence[DocumentScore]) -> None:
    from kg.evaluation import confidences, tables

    outputs = {args.json: tables.as_json, args.rules: confidences.rules_tsv, args.markdown: tables.markdown}
    for path, content in outputs.items():
        if path is not None:
            text = content(scores)
            try:
                if path == args.markdown and path.is_file():
                    text = tables.into_block(path.read_text(encoding="utf-8"), text)
                path.write_text(text, encoding="utf-8", newline="\n")
            except OSError as error:
                raise OutputError(f"{path}: can't be written ({error.strerror}); name another file") from error

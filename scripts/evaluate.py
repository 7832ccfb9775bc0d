"""Build each gold document alone and print the score table.

    python scripts/evaluate.py [STEM …] [--gold DIR] [--corpus DIR] [--errors] [--oracle]

``--oracle`` takes the mentions from the gold instead of recognizing them: what relations, components,
attributes and observations would score over perfect names.  The measure itself is ``score.py`` of the gold
folder, loaded from there.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import time
from collections import defaultdict
from pathlib import Path
from types import ModuleType

from kg import extraction
from kg.datamodel import AnnotatedDocument, Document, Mention
from kg.extraction import placing
from kg.graph.fusion import fuse
from kg.graph.rdf import to_rdf
from kg.reading.documents import read_file
from kg.resolution import resolve

ROOT = Path(__file__).resolve().parent.parent


def load_measure(gold: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", gold / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_annotation(document: Document, gold: dict) -> AnnotatedDocument:
    """The document with the mentions of the gold: each surface wherever a sentence holds it."""
    mentions: dict[tuple[str, int, int, int], Mention] = {}
    for entity in gold["entities"]:
        for surface in sorted({entity["name"], *entity["surfaces"]}, key=len, reverse=True):
            for sentence in document.sentences:
                at = sentence.text.find(surface)
                while at >= 0:
                    span = (at, at + len(surface))
                    mentions.setdefault((entity["type"], sentence.index, *span), document.mention(
                        sentence, span, entity["type"], "gold", refers=entity["name"]))
                    at = sentence.text.find(surface, at + 1)
    found = tuple(
        mention for mention in mentions.values()
        if not any(other is not mention and other.type == mention.type and other.covers(mention)
                   and other.refers != mention.refers for other in mentions.values())
    )
    found = tuple(sorted(found, key=lambda m: (m.sentence, m.left, -m.right, m.type)))
    return AnnotatedDocument(document=document, mentions=found, homes=placing.place(document, found))


def main() -> None:
    shared = Path(os.environ.get("REGIONAL_KG_SHARED", ROOT.parent / "shared"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stems", nargs="*", help="gold documents to score (all)")
    parser.add_argument("--gold", type=Path, default=shared / "gold")
    parser.add_argument("--corpus", type=Path, default=shared / "corpus")
    parser.add_argument("--errors", action="store_true", help="list what was missed (-) and what was wrong (+)")
    parser.add_argument("--oracle", action="store_true", help="take the mentions from the gold")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    args = parser.parse_args()
    measure = load_measure(args.gold)
    total = defaultdict(measure.Tally)
    began, characters = time.process_time(), 0
    for path in sorted(args.gold.glob("*.json")):
        if args.stems and path.stem not in args.stems:
            continue
        gold = measure.read_gold(path)
        document = read_file(next(args.corpus.rglob(gold["document"])))
        characters += len(document.text)
        annotated = gold_annotation(document, gold) if args.oracle else extraction.annotate(document)
        read = extraction.read(annotated)
        graph = to_rdf(fuse([read], resolve([read])))
        errors: list[str] | None = [] if args.errors else None
        entities = {
            node: (kind, {str(o) for p in (measure.RDFS.label, measure.SKOS.prefLabel, measure.SKOS.altLabel)
                          for o in graph.objects(node, p)})
            for kind in measure.TYPES
            for node in graph.subjects(measure.RDF.type, measure.KG[kind])
            if (node, measure.KG.mentionedIn, None) in graph
        }
        for key, tally in measure.score_document(gold, graph, entities, errors).items():
            total[key] += tally
        if errors:
            print(f"== {path.stem}", *sorted(errors), sep="\n")
    print(f"{'':44}{'found':>7}{'said':>7}{'gold':>7}{'P':>7}{'R':>7}{'F1':>7}")
    for key in sorted(total, key=lambda k: (not k.split()[0].isupper(), k)):
        t = total[key]
        print(f"{key:44}{t.hit:7}{t.predicted:7}{t.gold:7}" + "".join(f"{figure:7.3f}" for figure in t.figures))
    print(f"{characters} characters, {time.process_time() - began:.1f} s of CPU", file=sys.stderr)
    if args.json:
        args.json.write_text(json.dumps({k: t.figures for k, t in total.items()}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

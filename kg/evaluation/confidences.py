"""Scores → ``ontology/rules.tsv``: the measured precision of each rule, and back into the evidence of graphs.

A row: region-name, fired 35, right 35, confidence 0.97.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.evaluation.scores import DocumentScore, rules

_HEADER = """\
# Written by `kg evaluate GOLD_DIR --rules ontology/rules.tsv`; don't edit by hand.
# fired: statements on the gold documents that have the rule in their evidence; right: those that the gold has too.
# confidence: (right + 1) / (fired + 2), put into evidence.ttl as kg:confidence. A rule that is not here has 0.5.
"""


def rules_tsv(scores: Iterable[DocumentScore]) -> str:
    """The content of the file; confidence with two digits, which is more than the counts carry."""
    rows = [
        f"{rule}\t{tally.fired}\t{tally.right}\t{tally.confidence:.2f}" for rule, tally in rules(scores).items()
    ]
    return "\n".join((_HEADER + "rule\tfired\tright\tconfidence", *rows)) + "\n"

"""Scores → text for a terminal, Markdown and JSON.

A row of the table: “relation develops” found 315 of 358 said, 325 in the gold, with precision, recall, F1 and its
95 % interval.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.evaluation.identity import IdentityScore
from kg.evaluation.scores import DocumentScore, Tally, intervals, rules, total

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
_WIDTH = 44


def table(scores: Sequence[DocumentScore]) -> str:
    """The rows for a terminal."""
    lines = [f"{'':{_WIDTH}}{'found':>7}{'said':>7}{'gold':>7}{'P':>7}{'R':>7}{'F1':>7}  95 % of F1"]
    between = intervals(scores)
    for row, tally in total(scores).items():
        low, high = between[row]
        lines.append(
            f"{row:{_WIDTH}}{tally.found:7}{tally.said:7}{tally.gold:7}"
            f"{tally.precision:7.3f}{tally.recall:7.3f}{tally.f1:7.3f}  {low:.3f}–{high:.3f}"
        )
    return "\n".join(lines) + "\n"


def rule_table(scores: Sequence[DocumentScore]) -> str:
    """The rules for a terminal, those with the most wrong first."""
    lines = [f"{'rule':{_WIDTH}}{'fired':>7}{'right':>7}{'wrong':>7}{'confidence':>12}"]
    found = rules(scores)
    for rule in sorted(found, key=lambda rule: (-found[rule].wrong, rule)):
        tally = found[rule]
        lines.append(f"{rule:{_WIDTH}}{tally.fired:7}{tally.right:7}{tally.wrong:7}{tally.confidence:12.3f}")
    return "\n".join(lines) + "\n"


def identity_table(score: IdentityScore) -> str:
    """Pairs of each half by type, then B³, for a terminal."""
    lines = [f"{'pairs of names':{_WIDTH}}{'right':>7}{'joined':>7}{'one':>7}{'P':>7}{'R':>7}{'F1':>7}"]
    for (half, type), tally in score.pairs.items():
        lines.append(
            f"{half + ' ' + (type or 'ALL'):{_WIDTH}}{tally.found:7}{tally.said:7}{tally.gold:7}"
            f"{tally.precision:7.3f}{tally.recall:7.3f}{tally.f1:7.3f}"
        )
    for half, (precision, recall) in score.b_cubed.items():
        both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        lines.append(f"{f'{half} B³':{_WIDTH}}{'':21}{precision:7.3f}{recall:7.3f}{both:7.3f}")
    lines.append(f"{score.names} names, {score.added} of them not read by the program and added")
    return "\n".join(lines) + "\n"


def wrong_pairs(score: IdentityScore) -> str:
    """The pairs that were judged wrongly: - missed, + joined, with what the graph calls each."""
    return "".join(
        f"{'-' if pair.verdict == 'same' else '+'} {pair.half} {pair.left.type}: {pair.left.document} "
        f"{pair.left.surface} | {pair.right.document} {pair.right.surface} ({left} | {right})\n"
        for pair, left, right in score.wrong
    )


def errors(score: DocumentScore) -> str:
    """What was said wrongly (+) with rule and sentence, and what was missed (-) with the gold's sentence."""
    blocks = sorted(_errors(score))
    return "".join(f"{line}\n" for line in (f"== {score.name}", *blocks)) if blocks else ""


def _errors(score: DocumentScore) -> Iterator[str]:
    for part in score.parts:
        if part.listed:
            for judgement in part.judgements:
                if not judgement.right:
                    where = [f"    {evidence.rule}: {_line(evidence.quote)}" for evidence in judgement.evidence]
                    yield "\n".join((f"+ {judgement.text}", *dict.fromkeys(where)))
            for missing in part.missing:
                yield f"- {missing.text}" + (f"\n    {_line(missing.quote)}" if missing.quote else "")


def _line(text: str) -> str:
    return " ".join(text.split())


def markdown(scores: Sequence[DocumentScore]) -> str:
    """The rows and the rules as two tables."""
    between = intervals(scores)
    lines = [
        f"{len(scores)} documents, {sum(score.characters for score in scores)} characters, each built alone.\n",
        "| row | found | said | gold | P | R | F1 | 95 % of F1 |", "| --- " + "| ---: " * 7 + "|",
    ]
    for row, tally in total(scores).items():
        low, high = between[row]
        lines.append(
            f"| {row} | {tally.found} | {tally.said} | {tally.gold} | {tally.precision:.3f} | {tally.recall:.3f} "
            f"| {tally.f1:.3f} | {low:.3f}–{high:.3f} |"
        )
    lines += ["", *_by_kind(scores)]
    lines += ["| rule | fired | right | wrong | confidence |", "| --- " + "| ---: " * 4 + "|"]
    lines += [
        f"| {rule} | {tally.fired} | {tally.right} | {tally.wrong} | {tally.confidence:.3f} |"
        for rule, tally in rules(scores).items()
    ]
    return "\n".join(lines) + "\n"


def _by_kind(scores: Sequence[DocumentScore]) -> Iterator[str]:
    """F1 of the sums for each kind of document, where there are several."""
    kinds = sorted({score.kind for score in scores})
    if len(kinds) < 2:
        return
    sums = {kind: total(score for score in scores if score.kind == kind) for kind in kinds}
    counts = Counter(score.kind for score in scores)
    yield "| F1 by kind of document | " + " | ".join(f"{kind} ({counts[kind]})" for kind in kinds) + " |"
    yield "| --- " + "| ---: " * len(kinds) + "|"
    for row in total(scores):
        if row.split()[0].isupper():
            yield f"| {row} | " + " | ".join(f"{sums[kind][row].f1:.3f}" for kind in kinds) + " |"
    yield ""


def into_block(page: str, block: str) -> str:
    """The page with ``block`` between its marks; the block alone where the page has none."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n{block}{end}{after}" if begin and end else block


def as_json(scores: Sequence[DocumentScore]) -> str:
    """Everything but the errors: documents with the hash of their gold, rows, rules."""
    between = intervals(scores)
    content = {
        "documents": [
            {"name": score.name, "kind": score.kind, "gold": f"sha256:{score.digest}", "characters": score.characters}
            for score in scores
        ],
        "rows": {row: {**_figures(tally), "interval": between[row]} for row, tally in total(scores).items()},
        "rules": {
            rule: {"fired": tally.fired, "right": tally.right, "wrong": tally.wrong, "confidence": tally.confidence}
            for rule, tally in rules(scores).items()
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _figures(tally: Tally) -> dict[str, float]:
    return {
        "found": tally.found, "said": tally.said, "gold": tally.gold,
        "precision": tally.precision, "recall": tally.recall, "f1": tally.f1,
    }

"""How identity grows: made-up company names with variants, resolved; seconds, memory and how many are right.

    python scripts/bench_identity.py [SIZE …]          # 10000 100000 1000000

Each company has a place, a trade name, a line of business and a form, and is named up to four times in documents of
its city: in full with and without 市, short, with a slip of one character.  Each size runs in a process of its own.
At the smallest size rapidfuzz compares all pairs instead (ratio of 85 and more is one), beside the same names.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kg.datamodel import Document, Extraction, Sentence, digest
from kg.resolution import resolve
from kg.resources.lexicon import load_rows

SEED = 20260101
PER_DOCUMENT = 20
CHARACTERS = (
    "恒兴瑞丰泰康隆盛昌达安福华荣祥鑫源鼎宏伟博雅诚信远航天宇星辰海川江河山岳林森木槿春晖旭日晨曦明月清泉金银铜铁锡玉珠"
    "宝石翠微青蓝紫赤橙绿墨白雪霜露云霞风雷电光火炎晶莹润泽沐浴洁净美嘉佳良善仁义礼智勇毅坚强健壮力健康益寿松柏梅兰竹菊"
)
LINES = (
    "泵业", "科技", "新材料", "耐火材料", "机械制造", "食品", "生物科技", "化工", "重工", "电子", "药业", "纺织",
    "建材", "环保科技", "农业发展", "物流", "能源", "装备制造", "光电", "包装",
)
FORMS = ("有限公司", "有限责任公司", "股份有限公司")
SLIP = 0.03
THRESHOLD = 85

Name = tuple[str, str, int]


def names(size: int) -> list[Name]:
    """So many names: the surface, the code of the city and the number of the company that it means."""
    chance = random.Random(SEED)
    places = [(row["name"], row["code"]) for row in load_rows("Region") if row["level"] == "county" and row["short"]]
    found: list[Name] = []
    taken: set[str] = set()
    while len(found) < size:
        place, code = chance.choice(places)
        trade, line = "".join(chance.sample(CHARACTERS, 2)), chance.choice(LINES)
        if place + trade + line in taken:
            continue
        taken.add(place + trade + line)
        full = place + trade + line + chance.choice(FORMS)
        variants = [full, place[:-1] + full[len(place):], place[:-1] + trade + line, trade + line]
        number = len(taken)
        found += [(variant, code, number) for variant in chance.sample(variants, chance.randint(1, 4))]
        if chance.random() < SLIP:
            slipped = full.replace(trade[1], chance.choice(CHARACTERS))
            found.append((slipped, code, -number))
    return found[:size]


def documents(found: Sequence[Name]) -> Iterator[Extraction]:
    """The names as documents about their city, each with some of them."""
    by_city: dict[str, list[Name]] = {}
    for name in found:
        by_city.setdefault(name[1], []).append(name)
    for code, group in sorted(by_city.items()):
        chance = random.Random(code)
        chance.shuffle(group)
        for start in range(0, len(group), PER_DOCUMENT):
            yield _document(code, group[start : start + PER_DOCUMENT], start)


def _document(code: str, group: Sequence[Name], number: int) -> Extraction:
    text = f"({code}.{number})" + "、".join(f"{surface}" for surface, *_ in group)
    sentence = Sentence(index=0, article=0, paragraph=0, kind="body", text=text, runs=((0, 0),))
    document = Document(id=digest(text), title="", text=text, source="", digest="", sentences=(sentence,))
    mentions = [document.mention(sentence, (1, 7), "Region", "made", refers=code)]
    at = text.index(")") + 1
    for surface, *_ in group:
        mentions.append(document.mention(sentence, (at, at + len(surface)), "Company", "made"))
        at += len(surface) + 1
    return Extraction(document=document, mentions=tuple(mentions), relations=(), components=(), attributes=(),
                      observations=())


def pairs(groups: Iterable[Iterable[int]], truth: Iterable[int]) -> tuple[float, float]:
    """Pairwise precision and recall of groups of company numbers."""
    right = joined = 0
    for group in groups:
        counts = Counter(group)
        right += sum(count * (count - 1) // 2 for number, count in counts.items() if number > 0)
        total = counts.total()
        joined += total * (total - 1) // 2
    wanted = sum(count * (count - 1) // 2 for count in Counter(number for number in truth if number > 0).values())
    return right / joined if joined else 1.0, right / wanted if wanted else 1.0


def measured(size: int) -> dict[str, float]:
    found = names(size)
    extractions = list(documents(found))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    resolution = resolve(extractions)
    seconds = time.process_time() - began
    number_of: dict[tuple[str, str], list[int]] = {}
    for surface, code, number in found:
        number_of.setdefault((surface, code), []).append(number)
    scope = {mention.document_id: mention.refers for extraction in extractions for mention in extraction.mentions[:1]}
    groups = [
        [number_of[mention.surface, scope[mention.document_id]].pop() for mention in entity.mentions]
        for entity in resolution.entities if entity.type == "Company"
    ]
    precision, recall = pairs(groups, (number for *_, number in found))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "names": size, "companies": len(groups), "seconds": seconds, "megabytes": memory / 1024,
        "megabytes of identity": (memory - before) / 1024, "precision": precision, "recall": recall,
        "doubtful": sum(match.verdict == "unsure" for match in resolution.matches),
    }


def all_pairs(size: int) -> dict[str, float]:
    """The same names compared each with each by rapidfuzz, and whatever is alike joined."""
    import networkx
    import numpy
    from rapidfuzz import fuzz, process

    found = names(size)
    surfaces = [surface for surface, *_ in found]
    began = time.process_time()
    network: networkx.Graph[int] = networkx.Graph()
    network.add_nodes_from(range(size))
    for start in range(0, size, 1000):
        ratios = process.cdist(surfaces[start : start + 1000], surfaces, scorer=fuzz.ratio, score_cutoff=THRESHOLD,
                               dtype=numpy.uint8, workers=2)
        network.add_edges_from(
            (start + int(row), int(column)) for row, column in zip(*numpy.nonzero(ratios), strict=True)
            if start + row < column)
    groups = [[found[at][2] for at in group] for group in networkx.connected_components(network)]
    seconds = time.process_time() - began
    precision, recall = pairs(groups, (number for *_, number in found))
    return {"names": size, "companies": len(groups), "seconds": seconds, "precision": precision, "recall": recall,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--one", choices=("identity", "pairs"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps((measured if args.one == "identity" else all_pairs)(args.sizes[0])))
        return 0
    for kind, size in [*(("identity", size) for size in args.sizes), ("pairs", min(args.sizes))]:
        command = [sys.executable, __file__, "--one", kind, str(size)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        figures = json.loads(done.stdout)
        print(f"{kind:9}" + " ".join(f"{name} {value:,.3f}".removesuffix(".000") for name, value in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())

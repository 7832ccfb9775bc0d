"""Write ontology/lexicon/Park.tsv from a table of national zones (columns type, province, name).

    python scripts/build_parks.py NATIONAL_ZONES.tsv

The names are public facts: the lists of national economic-technological and high-tech zones of the ministries.
Short forms follow usage: 沈阳高新技术产业开发区 → 沈阳高新区, 广州经济技术开发区 → 广州经开区, 广州开发区.
New areas and other zones of national rank stand in OTHERS.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "ontology" / "lexicon" / "Park.tsv"
HEADER = """# National development zones: official names and the short forms in use; public facts.
# Built by scripts/build_parks.py; do not edit. short: forms by |; source: who publishes the name.
"""
SHORT = {
    "经济技术开发区": ("经开区", "经济开发区"),
    "高新技术产业开发区": ("高新区", "高新技术开发区"),
    "高新技术产业园区": ("高新区",),
    "农业高新技术产业示范区": ("农高区",),
    "农业高新技术产业开发区": ("农高区",),
}
SOURCES = {"etdz": "list of national economic and technological development zones, Ministry of Commerce",
           "hitech": "list of national high-tech zones, Ministry of Industry and Information Technology"}
OTHERS = {
    "State Council, new areas": (
        "两江新区 舟山群岛新区 兰州新区 南沙新区 西咸新区 贵安新区 西海岸新区|青岛西海岸新区 "
        "金普新区|大连金普新区 天府新区|四川天府新区 湘江新区|湖南湘江新区|国家级湘江新区 "
        "江北新区|南京江北新区 福州新区 滇中新区|云南滇中新区 哈尔滨新区 长春新区 赣江新区|江西赣江新区 "
        "雄安新区|河北雄安新区 临港新片区|上海自贸试验区临港新片区"
    ),
    "State Council, cooperation zones": (
        "横琴粤澳深度合作区 前海深港现代服务业合作区|前海合作区 河套深港科技创新合作区|河套合作区 "
        "深汕特别合作区 广清经济特别合作区 霍尔果斯国际边境合作中心 中新广州知识城|广州知识城 "
        "苏州工业园区 中新天津生态城 中德生态园 中韩（长春）国际合作示范区 中韩（惠州）产业园 "
        "中德（沈阳）高端装备制造产业园 珲春海洋经济发展示范区 海南自由贸易港|海南自贸港"
    ),
    "State Council, science cities and demonstration zones": (
        "中关村科技园区|中关村科技园 中关村国家自主创新示范区|中关村示范区 张江高科技园区|张江科学城 "
        "未来科学城 怀柔科学城 合肥滨湖科学城 光明科学城 西部（重庆）科学城|西部科学城 武汉光谷|中国光谷 "
        "东湖高新区|武汉东湖新技术开发区 滨海-中关村科技园 雄安中关村科技园 松山湖科学城 南沙科学城 "
        "杨凌示范区 贺兰山东麓葡萄酒产业园"
    ),
}


def short_forms(name: str) -> list[str]:
    return [
        name.removesuffix(kind) + short for kind, shorts in SHORT.items() if name.endswith(kind) for short in shorts
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("zones", type=Path)
    rows: dict[str, tuple[str, str]] = {}
    with parser.parse_args().zones.open(encoding="utf-8", newline="") as lines:
        for zone in csv.DictReader(lines, delimiter="\t"):
            rows.setdefault(zone["name"], ("|".join(short_forms(zone["name"])), SOURCES[zone["type"]]))
    for source, names in OTHERS.items():
        for entry in names.split():
            name, *short = entry.split("|")
            rows.setdefault(name, ("|".join(short), source))
    body = "".join(f"{name}\t{short}\t{source}\n" for name, (short, source) in sorted(rows.items()))
    TARGET.write_text(f"{HEADER}name\tshort\tsource\n{body}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

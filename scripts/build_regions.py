"""Build ontology/lexicon/Region.tsv and Township.tsv from the published packages.

    npm pack china-division@2.7.0      # unpack: package/dist holds provinces.csv, cities.csv, areas.csv, streets.csv
    pip download --no-deps cpca==0.5.5 jionlp==1.5.31      # unzip both wheels
    python scripts/build_regions.py package/dist cpca/resources/adcodes.csv jionlp/dictionary/china_location_change.txt

The first gives names and codes, the second points (GCJ-02, written as WGS84) and the special administrative regions,
the third renames.
The same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import re
from dataclasses import dataclass
from math import cos, degrees, pi, radians, sin, sqrt
from pathlib import Path

LEXICON = Path(__file__).resolve().parent.parent / "ontology" / "lexicon"
COLUMNS = ["code", "name", "short", "level", "parent", "longitude", "latitude", "status", "valid_until", "source"]
HEADER = """\
# Administrative divisions of China down to the county, with GB/T 2260 codes.
# Built by scripts/build_regions.py; do not edit. Sources:
# names and codes: npm china-division 2.7.0 (MIT by its package.json, WTFPL by its LICENSE);
# points (GCJ-02, turned into WGS84) and special administrative regions: PyPI cpca 0.5.5 (MIT);
# renames: PyPI jionlp 1.5.31 (Apache-2.0).
# code: of the division, for a former name that of its successor; short: forms without suffix, the longest first, by |;
# status: name | former; valid_until: the last day of a former name.
"""
TOWNSHIP_HEADER = """\
# Towns, townships, street offices: the county's code, then each name with the last 3 digits of its code, by space.
# Built by scripts/build_regions.py; do not edit.
# Source: npm china-division 2.7.0 (MIT by its package.json, WTFPL by its LICENSE).
"""
# The peoples of autonomous prefectures, counties and banners; 各 stands for several.
PEOPLES = frozenset(re.split(r"\s+", """
    蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇
    柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固
    京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各
""".strip()))
WITHOUT_ZU = "蒙古|哈萨克|维吾尔|柯尔克孜|塔吉克|锡伯|达斡尔"
PEOPLE = f"(?:(?:{'|'.join(sorted(PEOPLES, key=lambda people: (-len(people), people)))})族|{WITHOUT_ZU})"
AUTONOMOUS = re.compile(rf"(?P<stem>.{{2,}}?)(?:{PEOPLE})*自治(?P<suffix>[区州县旗])$")
SUFFIX = re.compile(r"(?<=..)(?:特别行政区|自治区|地区|林区|特区|新区|矿区|省|市|盟|县|区|旗)$")
TOWNSHIP_SUFFIX = re.compile(rf"(?:(?:{PEOPLE})*民族乡|(?:{PEOPLE})+乡|街道办事处|街道|镇|乡|苏木)$")
# Forms that cut inside a name, as the places themselves use them.
CUSTOMARY = {
    "150000": "内蒙", "150100": "呼市", "150223": "达茂旗", "150425": "克旗", "150426": "翁旗",
    "150521": "科左中旗", "150522": "科左后旗", "150621": "达旗", "150622": "准旗", "150623": "鄂前旗",
    "150627": "伊旗", "150722": "莫旗", "150823": "乌前旗", "150824": "乌中旗", "150825": "乌后旗",
    "150926": "察右前旗", "150927": "察右中旗", "150928": "察右后旗", "152221": "科右前旗", "152222": "科右中旗",
    "152500": "锡盟", "152523": "苏左旗", "152524": "苏右旗", "152525": "东乌旗", "152526": "西乌旗",
    "152900": "阿盟", "152921": "阿左旗", "152922": "阿右旗", "211324": "喀左县|喀左", "220721": "前郭县|前郭",
    "230624": "杜蒙县|杜蒙", "532800": "版纳", "650100": "乌市", "652700": "博州", "652800": "巴州",
    "653000": "克州",
}
# The ellipsoid of Krasovsky 1940, on which GCJ-02 is reckoned: its half axis in metres, and its eccentricity squared.
AXIS, ECCENTRICITY = 6378245.0, 0.00669342162296594323
# Names that are a suffix altogether.
KEPT = {"城区", "矿区", "郊区", "市区"}


@dataclass(frozen=True)
class Division:
    code: str
    name: str
    level: str
    parent: str


def short_forms(name: str, code: str) -> str:
    """The forms without suffix, longest first: 阜新蒙古族自治县 → 阜新县|阜新."""
    found = AUTONOMOUS.match(name)
    if found and found["suffix"] != "区":
        stem, suffix = found["stem"], found["suffix"]
        stem = stem.removesuffix("族") if stem[:-1] in PEOPLES else stem
        forms = [stem + suffix, stem]
    elif found:
        forms = [found["stem"]]
    else:
        forms = [SUFFIX.sub("", name)] if name not in KEPT else []
    if code in CUSTOMARY:
        forms += CUSTOMARY[code].split("|")
    return "|".join(sorted({form for form in forms if form != name and len(form) > 1}, key=lambda f: (-len(f), f)))


def shift(longitude: float, latitude: float) -> tuple[float, float]:
    """How far GCJ-02, the coordinates of Chinese maps, lies from WGS84 at a point, in degrees."""
    x, y = longitude - 105, latitude - 35
    waves = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    east = (300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves
            + (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
            + (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3)
    north = (-100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves
             + (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
             + (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3)
    angle = radians(latitude)
    flat = 1 - ECCENTRICITY * sin(angle) ** 2
    return (degrees(east / (AXIS / sqrt(flat) * cos(angle))),
            degrees(north / (AXIS * (1 - ECCENTRICITY) / flat ** 1.5)))


def wgs84(longitude: str, latitude: str) -> tuple[str, str]:
    """The point of a Chinese map in WGS84, to about ten metres; the shift hardly differs between the two places."""
    if not longitude:
        return "", ""
    found = mapped = float(longitude), float(latitude)
    for _ in range(3):
        by = shift(*found)
        found = mapped[0] - by[0], mapped[1] - by[1]
    return f"{found[0]:.4f}", f"{found[1]:.4f}"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def divisions(folder: Path) -> list[Division]:
    """Provinces, prefectures and counties; areas of statistics alone (codes 71 to 79, no suffix) left out."""
    found = [Division(row["code"] + "0000", row["name"], "province", "") for row in read(folder / "provinces.csv")]
    found += [
        Division(row["code"] + "00", row["name"], "prefecture", row["provinceCode"] + "0000")
        for row in read(folder / "cities.csv") if not re.search("市辖区|行政区划|^县$", row["name"])
    ]
    prefectures = {division.code: division.name for division in found}
    for row in read(folder / "areas.csv"):
        code, name = row["code"], row["name"]
        statistical = code[4] == "7" and code[4:6] != "70"
        parent = row["cityCode"] + "00"
        doubled = code in prefectures or name in ("市辖区", prefectures.get(parent))
        if doubled or statistical or not re.search("[市县区旗]$", name):
            continue
        found.append(Division(code, name, "county", parent if parent in prefectures else row["provinceCode"] + "0000"))
    return found


def townships(folder: Path) -> dict[str, list[str]]:
    """Names and last digits of each county's towns, townships and street offices."""
    found: dict[str, list[str]] = {}
    for row in read(folder / "streets.csv"):
        name = row["name"].replace("街道办事处", "街道").replace(" ", "")
        if re.fullmatch("[一-鿿]{2,}(?:镇|乡|街道|苏木)", name):
            found.setdefault(row["areaCode"], []).append(name + row["code"][6:9])
    return found


def renames(path: Path, current: list[Division]) -> list[tuple[Division, str]]:
    """Former names with the code of what they are called now, and the day of the change."""
    by_path: dict[tuple[str, str], str] = {}
    names = {division.code: division.name for division in current}
    for division in current:
        by_path[names.get(division.parent, ""), division.name] = division.code
    known, found = {(division.name, division.code) for division in current}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        before, separator, after = line.partition("=>")
        old = before.split("\t")
        new = after.split("\t")
        if not separator or len(old) < 6 or not new[-1]:
            continue
        name, level = (old[6], "county") if len(old) > 6 else (old[4], "prefecture")
        code = by_path.get((new[-2] if len(new) > 1 else "", new[-1]), "")
        if code and (name, code) not in known and re.search("[市县区旗]$", name):
            known.add((name, code))
            found.append((Division(code, name, level, ""), old[0]))
    return found


def rows(folder: Path, adcodes: Path, changes: Path) -> list[tuple[str, ...]]:
    points = {row["adcode"][:6]: row for row in read(adcodes)}
    current = divisions(folder)
    current += [Division(code, points[code]["name"], "province", "") for code in ("710000", "810000", "820000")]
    parents = {division.code: division.parent for division in current}
    former = renames(changes, current)
    found = []
    for division, until in [*((division, "") for division in current), *former]:
        point = points.get(division.code, {}) if not until else {}
        place = (point.get("longitude", ""), point.get("latitude", ""))
        found.append((
            division.code, division.name, short_forms(division.name, division.code), division.level,
            parents[division.code], *(place if division.code.startswith("71") else wgs84(*place)),
            "former" if until else "name", until,
            "jionlp" if until else "cpca" if division.code[0] in "78" else "china-division",
        ))
    return sorted(found, key=lambda row: (row[0], row[7] == "former", row))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("divisions", type=Path, help="china-division's folder dist")
    parser.add_argument("adcodes", type=Path, help="cpca's adcodes.csv")
    parser.add_argument("changes", type=Path, help="jionlp's china_location_change.txt")
    args = parser.parse_args()
    lines = ["\t".join(COLUMNS), *("\t".join(row) for row in rows(args.divisions, args.adcodes, args.changes))]
    (LEXICON / "Region.tsv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    lines = [f"{code}\t{' '.join(names)}" for code, names in sorted(townships(args.divisions).items())]
    (LEXICON / "Township.tsv").write_text(TOWNSHIP_HEADER + "code\tnames\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Divisions by code and name."""

from __future__ import annotations

import time

from kg.resources import gazetteer


def test_a_division_has_name_level_parent_and_point() -> None:
    division = gazetteer.division("210381")
    assert division is not None
    assert (division.name, division.level, division.parent) == ("海城市", "county", "210300")
    assert division.point is not None
    longitude, latitude = division.point
    assert 122 < longitude < 124
    assert 40 < latitude < 42


def test_ancestors_are_closest_first() -> None:
    assert gazetteer.ancestors("210381") == ("210300", "210000")
    assert gazetteer.ancestors("110108") == ("110000",)
    assert gazetteer.ancestors("429004") == ("420000",)
    assert gazetteer.ancestors("000000") == ()


def test_towns_come_from_their_county() -> None:
    towns = gazetteer.townships("210381")
    code = next(code for code, town in towns.items() if town.name == "西柳镇")
    assert code.startswith("210381")
    assert gazetteer.division(code) == towns[code]
    assert gazetteer.ancestors(code) == ("210381", "210300", "210000")
    assert gazetteer.townships("999999") == {}


def test_forms_name_the_higher_division_first() -> None:
    forms = gazetteer.codes_by_form()
    assert forms["海城市"] == ("210381",)
    assert forms["吉林"] == ("220000", "220200")
    assert forms["阜新县"] == ("210921",)
    assert forms["阜新"][0] == "210900"
    assert len(forms["鼓楼区"]) > 2


def test_former_names_lead_to_their_successor() -> None:
    assert gazetteer.codes_by_form()["平泉县"] == ("130881",)


def test_full_forms_carry_their_suffix() -> None:
    full = gazetteer.full_forms()
    assert {"海城市", "阜新蒙古族自治县", "阜新县", "恩施州", "内蒙古自治区"} <= full
    assert not {"海城", "内蒙古", "通州", "杭州", "恩施"} & full


def test_every_parent_exists() -> None:
    for codes in gazetteer.codes_by_form().values():
        for code in codes:
            division = gazetteer.division(code)
            assert division is not None
            assert not division.parent or gazetteer.division(division.parent) is not None


def test_loading_is_quick() -> None:
    gazetteer.codes_by_form.cache_clear()
    gazetteer._divisions.cache_clear()
    began = time.process_time()
    gazetteer.codes_by_form()
    assert time.process_time() - began < 0.5


def test_former_names_with_the_day_up_to_which_they_held() -> None:
    for surface in ("襄樊", "襄樊市"):
        assert gazetteer.former_names("420600", {surface}) == (("襄樊市", "2010-12-09"),)
    assert gazetteer.former_names("420600", {"襄阳"}) == ()
    assert gazetteer.former_names("140703", {"太谷"}) == ()  # 太谷县 became 太谷区: the short name is that of today


def test_points_are_in_wgs84() -> None:
    beijing = gazetteer.division("110000")
    assert beijing
    assert beijing.point == (116.4012, 39.9028)  # GCJ-02 has 116.4074, 39.9042

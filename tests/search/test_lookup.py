"""The index of the unit lookup holds every name and how it is read."""

from __future__ import annotations

import gzip
import json
import random

import pytest

from gongkai.model.archive import Archive
from gongkai.model.unit import Unit
from gongkai.search.lookup import lookup_index, names_of, syllables


def unit(name: str, short: str) -> Unit:
    return Unit.model_validate({"名称": name, "简称": short})


def archive(*names: str) -> Archive:
    return Archive({f"u{n}": Unit.model_validate({"名称": name}) for n, name in enumerate(names)}, {})


def test_every_name_of_a_unit_is_there_once() -> None:
    one = Unit.model_validate({"名称": "甲局", "简称": "甲局", "曾用名": [{"名称": "乙局", "止": 2019}]})
    assert names_of(one) == ["甲局", "乙局"]


def test_readings_are_kept_by_character() -> None:
    index = json.loads(lookup_index(archive("区人大", "区财政局")))
    assert index["readings"]["区"] == "qu"
    assert index["units"] == [["u0", ["区人大"]], ["u1", ["区财政局"]]]


def test_an_unusual_reading_stays_with_its_name() -> None:
    index = json.loads(lookup_index(archive("重点办", "重点局", "重庆路街道")))
    assert index["units"][2] == ["u2", ["重庆路街道"], {"0": "chong qing lu jie dao"}]


def test_what_is_not_han_stands_for_itself() -> None:
    assert syllables("A12区") == ("A", "1", "2", "qu")


@pytest.mark.parametrize(("count", "most"), [(15, 40_000), pytest.param(150, 300_000, marks=pytest.mark.trial)])
def test_fifteen_thousand_units_stay_light(count: int, most: int) -> None:
    chance = random.Random(1)
    places = ["".join(chance.sample("云山河湖海江岭坪桥店塘湾田林石金银龙凤华", 2)) for _ in range(count)]
    works = [
        "人民政府办公室",
        "财政局",
        "教育局",
        "卫生健康局",
        "交通运输局",
        "农业农村局",
        "司法局",
        "审计局",
        "信访局",
        "图书馆",
    ]
    units = {
        f"{place}-{n}": Unit.model_validate(
            {"名称": f"{place}市{place}区{work}第{n % 10}中心", "简称": f"{place}{work}"}
        )
        for n, (place, work) in enumerate((p, w) for p in places for w in works for _ in range(10))
    }
    assert len(units) == 100 * count
    assert len(gzip.compress(lookup_index(Archive(units, {})))) < most

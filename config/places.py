"""Provinces and communes as options: the source of every address question.

Codes are those of QĐ 19/2025/QĐ-TTg (province 2 digits, commune 5). The package vietnam-provinces has the communes of
all 34 provinces; for Hanoi its codes differ from the official table in 29 places (two of them name another ward), so
Hanoi's 126 communes come from hanoi_communes.tsv. Decision 0005.
"""

from __future__ import annotations

import csv
import json
from functools import cache
from importlib import resources
from typing import Final

from vietnam_provinces import NESTED_DIVISIONS_JSON_PATH

from config.procedures import Option
from config.texts import Text

HANOI: Final = "01"

# Provinces that became cities after the package was made (list of the Ministry of Justice's forms, 26/9/2026).
_CITIES_SINCE: Final = {"24": "Thành phố Bắc Ninh", "75": "Thành phố Đồng Nai", "22": "Thành phố Quảng Ninh"}
_CITY: Final = "Thành phố "
_KIND_IN_ENGLISH: Final = {
    "Phường ": "Ward",
    "Xã ": "Commune",
    "Đặc khu ": "Special zone",
    "Thành phố ": "City",
    "Tỉnh ": "Province",
}


@cache
def provinces() -> tuple[Option, ...]:
    """The 34 provinces: Hanoi first, then in the order of their codes."""
    found = []
    for code, (name, _) in _country().items():
        plain = _CITIES_SINCE.get(code, name)
        full = plain if plain.startswith(_CITY) else f"Tỉnh {plain}"
        found.append(Option(value=code, label=_label(full)))
    return tuple(found)


@cache
def communes(province: str) -> tuple[Option, ...]:
    """The communes of a province, by its two-digit code; none for an unknown code."""
    if province == HANOI:
        return _hanoi()
    _, wards = _country().get(province, ("", ()))
    return tuple(Option(value=code, label=_label(name)) for code, name in wards)


@cache
def _hanoi() -> tuple[Option, ...]:
    text = resources.files("config").joinpath("hanoi_communes.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return tuple(Option(value=row["code"], label=_label(f"{row['type']} {row['name']}")) for row in rows)


@cache
def _country() -> dict[str, tuple[str, tuple[tuple[str, str], ...]]]:
    raw = json.loads(NESTED_DIVISIONS_JSON_PATH.read_text("utf-8"))
    return {
        f"{province['code']:02d}": (
            province["name"],
            tuple((f"{ward['code']:05d}", ward["name"]) for ward in province["wards"]),
        )
        for province in raw
    }


def _label(full: str) -> Text:
    for prefix, kind in _KIND_IN_ENGLISH.items():
        if full.startswith(prefix):
            return Text(full, f"{full.removeprefix(prefix)} ({kind})")
    return Text(full, full)

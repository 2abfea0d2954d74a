"""Every trouble has its sentences: what happened, what to do, nothing is lost; both languages, no addresses."""

from __future__ import annotations

import dataclasses
import typing

import pytest

from scanner import port
from scanner.advice import advice
from scanner.port import Trouble


def every_trouble() -> list[Trouble]:
    """Each class with each word it may carry."""
    found: list[Trouble] = []
    for kind in typing.get_args(Trouble):
        hints = typing.get_type_hints(kind, vars(port))
        worded = [item for item in dataclasses.fields(kind) if typing.get_origin(hints[item.name]) is typing.Literal]
        extra = {"number": 3} if "number" in hints else {"promised": 4} if "promised" in hints else {}
        if not worded:
            found.append(kind(**extra))
        for item in worded:
            found += [kind(**{item.name: word}, **extra) for word in typing.get_args(hints[item.name])]
    return found


@pytest.mark.parametrize("trouble", every_trouble(), ids=repr)
def test_it_says_what_to_do(trouble: Trouble) -> None:
    text = advice(trouble)
    assert text.vi.endswith("Các trang đã quét vẫn được giữ.")
    assert text.en.endswith("Pages scanned so far are kept.")
    assert text.vi.count(".") >= 2
    for word in ("None", "http", "Bác", "Anh ", "Chị", "{"):
        assert word not in text.vi + text.en
    if isinstance(trouble, port.DamagedPage):
        assert "3" in text.vi
        assert "3" in text.en


def test_each_kind_of_trouble_has_sentences_of_its_own() -> None:
    kinds = {type(trouble) for trouble in every_trouble()}
    first = {kind: next(trouble for trouble in every_trouble() if type(trouble) is kind) for kind in kinds}
    assert len({advice(trouble) for trouble in first.values()}) == len(kinds)

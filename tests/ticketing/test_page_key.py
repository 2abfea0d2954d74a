"""The address of a phone page: what the kiosk writes is what the hub reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.domain.luck import SystemLuck
from ticketing.domain.page_key import PageKey, page_key
from ticketing.domain.records import label_of

SERIES = st.from_regex(r"[A-Z][A-Z0-9]{1,7}", fullmatch=True)


@given(st.sampled_from("ABCXYZ"), st.one_of(st.none(), SERIES), st.integers(1, 999_999_999))
def test_every_number_has_a_key_that_is_read_back(line: str, series: str | None, number: int) -> None:
    token = SystemLuck().new_token()
    text = page_key(label_of(line, number, series), token)
    assert PageKey.read(text) == PageKey(series or line, number, token)


@given(st.text(max_size=120))
def test_anything_else_is_no_key(text: str) -> None:
    key = PageKey.read(text)
    assert key is None or text.endswith(f".{key.token}")


@pytest.mark.parametrize("tail", ["\n", " ", ".", "/", "\x00", "?x", "é"])
def test_a_key_is_read_whole(tail: str) -> None:
    text = page_key("A012", SystemLuck().new_token())
    assert PageKey.read(text) is not None
    assert PageKey.read(text + tail) is None


def test_a_key_does_not_show_its_secret() -> None:
    token = SystemLuck().new_token()
    assert token not in repr(PageKey("A", 12, token))

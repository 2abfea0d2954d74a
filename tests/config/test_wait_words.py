"""A wait in words: a range as people say it, and never minutes that nobody stands by."""

from __future__ import annotations

import pytest

from config.wait_words import PERHAPS_NOT_TODAY, wait_words


@pytest.mark.parametrize(
    ("low", "high", "vi", "en"),
    [
        (15, 25, "15–25 phút", "15–25 minutes"),
        (0, 9, "dưới 9 phút", "under 9 minutes"),
        (0, 1, "dưới 1 phút", "under a minute"),
        (0, 0, "dưới 1 phút", "under a minute"),
        (7, 7, "7 phút", "7 minutes"),
        (7, 3, "7 phút", "7 minutes"),
    ],
)
def test_a_range_is_said_as_people_say_it(low: int, high: int, vi: str, en: str) -> None:
    words = wait_words(low, high, told=True)
    assert (words.vi, words.en) == (vi, en)


def test_the_word_about_stands_only_before_a_range() -> None:
    assert wait_words(15, 25, told=True, about=True).vi == "khoảng 15–25 phút"
    assert wait_words(0, 5, told=True, about=True).vi == "dưới 5 phút"


def test_what_the_hub_does_not_stand_by_is_never_told_in_minutes() -> None:
    for words in (wait_words(900, 4000, told=False), wait_words(900, 4000, told=False, about=True), PERHAPS_NOT_TODAY):
        said = words.vi + words.en
        assert not any(letter.isdigit() for letter in said)
        assert "giờ làm việc" in words.vi

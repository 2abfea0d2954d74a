"""Numbers, dates and times in Vietnamese."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from config.texts import Text
from printing.words import counted, date_words, moment, number_words, span, time_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"), (1, "một"), (4, "bốn"), (5, "năm"), (10, "mười"), (11, "mười một"), (14, "mười bốn"),
        (15, "mười lăm"), (20, "hai mươi"), (21, "hai mươi mốt"), (24, "hai mươi tư"), (25, "hai mươi lăm"),
        (55, "năm mươi lăm"), (100, "một trăm"), (101, "một trăm linh một"), (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"), (110, "một trăm mười"), (111, "một trăm mười một"), (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"), (1000, "một nghìn"), (1005, "một nghìn không trăm linh năm"),
        (1015, "một nghìn không trăm mười lăm"), (8000, "tám nghìn"), (15000, "mười lăm nghìn"),
        (21021, "hai mươi mốt nghìn không trăm hai mươi mốt"), (100000, "một trăm nghìn"),
        (1000001, "một triệu không trăm linh một"), (2500000, "hai triệu năm trăm nghìn"),
        (1000000000, "một tỷ"), (1000000005, "một tỷ không trăm linh năm"),
        (24021001004, "hai mươi tư tỷ không trăm hai mươi mốt triệu không trăm linh một nghìn không trăm linh bốn"),
        (10**18, "một tỷ tỷ"),
    ],
)  # fmt: skip
def test_number_words(number: int, words: str) -> None:
    assert number_words(number) == words


def test_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        number_words(-1)


def test_every_number_has_words_of_its_own() -> None:
    said = {number_words(number) for number in range(20_000)}
    assert len(said) == 20_000
    assert all("  " not in words for words in said)


def test_dates_and_times() -> None:
    assert date_words(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert date_words(date(2026, 11, 23)) == "ngày 23 tháng 11 năm 2026"
    assert date_words(date(2026, 3, 9)) == "ngày 09 tháng 3 năm 2026"
    late = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)
    assert time_words(late) == "01 giờ 05 phút, ngày 23 tháng 11 năm 2026"
    assert moment(late, "vi") == "01:05 thứ Hai, 23/11/2026"
    assert moment(late, "en") == "01:05 Monday, 23/11/2026"
    assert counted(3) == "03 (ba)"
    assert counted(15) == "15 (mười lăm)"


@pytest.mark.parametrize(
    ("minutes", "vietnamese", "english"),
    [
        (1, "1 phút", "1 minute"),
        (45, "45 phút", "45 minutes"),
        (60, "1 giờ", "1 hour"),
        (90, "90 phút", "90 minutes"),
        (120, "2 giờ", "2 hours"),
    ],
)
def test_a_span_of_time(minutes: int, vietnamese: str, english: str) -> None:
    assert span(minutes) == Text(vietnamese, english)


def test_a_time_without_a_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="zone"):
        time_words(datetime(2026, 11, 23, 8, 0))  # noqa: DTZ001 that is the point

"""Dates, times and numbers as Vietnamese papers write them.

Vietnam has one zone without summer time (UTC+7), so papers are written in it whatever zone an instant arrives in.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Final

from config.texts import Text

VIETNAM: Final = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
_WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WEEKDAYS_EN: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS: Final = ("", "nghìn", "triệu")
_MILLIARD: Final = 10**9


def local(instant: datetime) -> datetime:
    """The instant on a Vietnamese clock. Raises ValueError for a time that names no zone."""
    if instant.tzinfo is None:
        raise ValueError("a time without a zone")
    return instant.astimezone(VIETNAM)


def date_words(day: date) -> str:
    """`ngày 05 tháng 02 năm 2026`: days below ten and the first two months take a zero (Decree 30/2020)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def time_words(instant: datetime) -> str:
    """`08 giờ 05 phút, ngày 23 tháng 11 năm 2026`."""
    here = local(instant)
    return f"{here.hour:02d} giờ {here.minute:02d} phút, {date_words(here.date())}"


def moment(instant: datetime, language: str) -> str:
    """Short, for a slip: `10:32 thứ Hai, 23/11/2026`, in English `10:32 Monday, 23/11/2026`."""
    here = local(instant)
    names = _WEEKDAYS_EN if language == "en" else _WEEKDAYS
    return f"{here:%H:%M} {names[here.weekday()]}, {here:%d/%m/%Y}"


def span(minutes: int) -> Text:
    """A time that somebody has, to stand inside a sentence: `2 giờ`, and in minutes where the hours are not whole."""
    hours, rest = divmod(minutes, 60)
    if rest or not hours:
        return Text(f"{minutes} phút", "1 minute" if minutes == 1 else f"{minutes} minutes")
    return Text(f"{hours} giờ", "1 hour" if hours == 1 else f"{hours} hours")


def counted(number: int) -> str:
    """A small quantity written twice, as forms have it: `03 (ba)`."""
    return f"{number:02d} ({number_words(number)})"


def number_words(number: int) -> str:
    """A whole number in words: 21 hai mươi mốt, 1.005 một nghìn không trăm linh năm. Raises ValueError below 0."""
    if number < 0:
        raise ValueError("a negative number")
    if number >= _MILLIARD:
        rest = number % _MILLIARD
        head = f"{number_words(number // _MILLIARD)} tỷ"
        return f"{head} {_below_milliard(rest, led=True)}" if rest else head
    return _below_milliard(number, led=False)


def _below_milliard(number: int, *, led: bool) -> str:
    """`led`: larger groups were said before, so the first group says its hundreds too."""
    if number == 0:
        return _DIGITS[0]
    words: list[str] = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            words.append(_hundreds(group, full=led or bool(words)))
            if power:
                words.append(_GROUPS[power])
    return " ".join(words)


def _hundreds(group: int, *, full: bool) -> str:
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words: list[str] = []
    if hundreds or full:
        words.append(f"{_DIGITS[hundreds]} trăm")
    if tens == 1:
        words.append("mười")
    elif tens > 1:
        words.append(f"{_DIGITS[tens]} mươi")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_ones(tens, ones))
    return " ".join(words)


def _ones(tens: int, ones: int) -> str:
    """mốt and tư after hai mươi and more, lăm after any ten."""
    if ones == 5 and tens:
        return "lăm"
    if tens > 1 and ones in (1, 4):
        return "mốt" if ones == 1 else "tư"
    return _DIGITS[ones]

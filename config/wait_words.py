"""How long a wait is, in words: the one place for kiosk, slip, board and phone."""

from __future__ import annotations

from typing import Final

from config.texts import Text

_PAST_CLOSING: Final = Text("có thể quá giờ làm việc", "perhaps after closing time")

PERHAPS_NOT_TODAY: Final = Text(
    "Đông người chờ: số này có thể chưa được gọi trong giờ làm việc hôm nay. Xin hỏi bàn hướng dẫn.",
    "Many are waiting: this number may not be called before closing time today. Please ask at the help desk.",
)
"""What is said beside a number whose wait is not told in minutes."""


def wait_words(low_min: int, high_min: int, *, told: bool, about: bool = False) -> Text:
    """A range of whole minutes as people say it, to stand inside a sentence.

    told: False where the hub does not stand by the minutes: then there are none. about: with the word for it.
    """
    if not told:
        return _PAST_CLOSING
    high = max(high_min, low_min, 1)
    if low_min <= 0:
        return Text(f"dưới {high} phút", f"under {high} minutes" if high > 1 else "under a minute")
    minutes = f"{high}" if high == low_min else f"{low_min}–{high}"
    words = Text(f"{minutes} phút", f"{minutes} minutes")
    return Text(f"khoảng {words.vi}", f"about {words.en}") if about else words

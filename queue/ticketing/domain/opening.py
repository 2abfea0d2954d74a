"""When a line gives numbers: hours, caps, closings by a supervisor, and what people are told. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from config.texts import Text
from ticketing.domain.answers import LineStanding, Refused
from ticketing.domain.refusals import Refusal

_LOOK_AHEAD_DAYS: Final = 60
_MINUTE_MS: Final = 60_000


class ClosingReason(StrEnum):
    """Why a line is closed by hand: a closed list, with words for screens."""

    FULL_DAY = "full_day"
    """As many wait as can be served today."""
    STAFF_AWAY = "staff_away"
    SYSTEM_DOWN = "system_down"
    DRILL = "drill"
    OTHER = "other"


REASON_WORDS: Final = {
    ClosingReason.FULL_DAY: Text("đã đủ người cho hôm nay", "enough people are waiting for today"),
    ClosingReason.STAFF_AWAY: Text("cán bộ bận việc đột xuất", "staff had to leave"),
    ClosingReason.SYSTEM_DOWN: Text("hệ thống đang gặp sự cố", "a system is out of order"),
    ClosingReason.DRILL: Text("diễn tập hoặc sửa chữa", "a drill or repairs"),
    ClosingReason.OTHER: Text("theo thông báo tại sảnh", "see the notice in the hall"),
}

Window = tuple[time, time]


@dataclass(frozen=True)
class LineOpening:
    """A line's own times. `shifts`: its opening hours of a local day, in order; None means at any hour."""

    shifts: Callable[[date], Sequence[Window]] | None = None
    before_opening_min: int = 0
    """Numbers are given this long before each shift."""
    last_before_close_min: int = 0
    """The day's last number is given this long before the last shift ends."""
    notice_min: int = 30
    """People are told of the last number this long before it."""
    daily_cap: int | None = None


@dataclass(frozen=True)
class LineClosing:
    """A closing by a supervisor on one day, from an hour on; `until_ms` None: for the rest of the day."""

    day: date
    line: str
    from_ms: int
    until_ms: int | None
    reason: ClosingReason
    staff_id: str

    def covers(self, at_ms: int) -> bool:
        """Whether no number is given at this moment."""
        return self.from_ms <= at_ms and not self.is_over(at_ms)

    def is_over(self, at_ms: int) -> bool:
        """Whether its end has come."""
        return self.until_ms is not None and self.until_ms <= at_ms

    def leaves_nothing_of(self, other: LineClosing, now_ms: int) -> bool:
        """Whether every minute that the other closes from now on is closed by this one too."""
        ends_later = self.until_ms is None or other.is_over(self.until_ms)
        return self.from_ms <= max(now_ms, other.from_ms) and ends_later


@dataclass(frozen=True)
class Standing:
    """How a line stands now. `opens_ms`: when it next gives numbers, where it does not now and that is known."""

    state: LineStanding
    notice: Text | None = None
    opens_ms: int | None = None
    refusal: Refusal | None = None

    @property
    def takes_numbers(self) -> bool:
        """Whether a number can be had now."""
        return self.refusal is None

    def refused(self) -> Refused:
        """Why no number is given, in words. Only where none is."""
        if self.refusal is None or self.notice is None:
            raise ValueError("the line takes numbers")
        return Refused(self.refusal.value, self.notice.vi, self.notice.en)


ALWAYS_OPEN: Final = LineOpening()
_OPEN: Final = Standing(LineStanding.OPEN)
NO_MORE: Final = Standing(
    LineStanding.CLOSED,
    Text(
        "Nhóm này không còn ở đây nữa. Người còn chờ giữ chỗ cũ và được mọi quầy gọi; quầy có thể chuyển họ sang nhóm "
        "khác.",
        "This line is no longer here. Those who still wait keep their places; every counter calls them, and can send "
        "them on to another line.",
    ),
    refusal=Refusal.UNKNOWN_LINE,
)
"""A line that was taken out of the configuration while people waited in it."""


def standing(
    opening: LineOpening, closing: LineClosing | None, left: int | None, now_ms: int, zone: ZoneInfo
) -> Standing:
    """How a line stands. `left`: numbers that its cap still allows today, None without a cap."""
    if opening.shifts is None and closing is None and left is None:
        return _OPEN
    now = _local(now_ms, zone)
    if closing is not None and closing.covers(now_ms):
        return _closed_by_hand(opening, closing, left, now, zone)
    last_ms = _last_moment(opening, now, zone)
    if last_ms is None:
        return _closed_by_the_clock(opening, closing, left, now, zone)
    if _used_up(left):
        opens = _next_opening(opening, _midnight_after(now), zone)
        sentence = Text("Nhóm này đã phát hết số của hôm nay.", "This line has given all its numbers for today.")
        return Standing(LineStanding.FULL, _with_hour(sentence, opens, now), _ms(opens), Refusal.LINE_FULL)
    # A closing that begins after the line's own last number changes nothing for anybody.
    if closing is not None and now_ms < closing.from_ms < last_ms:
        words = REASON_WORDS[closing.reason]
        hour = f"{_local(closing.from_ms, zone):%H:%M}"
        return Standing(
            LineStanding.CLOSING,
            Text(
                f"Nhận số đến {hour} ({words.vi}). Số đã lấy vẫn được phục vụ.",
                f"Numbers until {hour} ({words.en}). Numbers already taken are served.",
            ),
        )
    if last_ms - now_ms <= opening.notice_min * _MINUTE_MS and opening.shifts is not None:
        hour = f"{_local(last_ms, zone):%H:%M}"
        return Standing(
            LineStanding.CLOSING,
            Text(f"Số cuối cùng của hôm nay phát lúc {hour}.", f"The last number of today is given at {hour}."),
        )
    return _OPEN


def windows(opening: LineOpening, day: date, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of a local day in which numbers are given, in order; none on a day without hours."""
    if opening.shifts is None:
        begin = datetime.combine(day, time.min, zone)
        yield begin, datetime.combine(day + timedelta(days=1), time.min, zone)
        return
    shifts = opening.shifts(day)
    for index, (start, end) in enumerate(shifts):
        begin = datetime.combine(day, start, zone) - timedelta(minutes=opening.before_opening_min)
        finish = datetime.combine(day, end, zone)
        if index == len(shifts) - 1:
            finish -= timedelta(minutes=opening.last_before_close_min)
        if begin < finish:
            yield begin, finish


@lru_cache(maxsize=1024)  # asked for every number that is given
def closing_ms(opening: LineOpening, day: date, zone: ZoneInfo) -> int | None:
    """When the last shift of a local day ends: midnight without hours, None on a day without shifts."""
    if opening.shifts is None:
        return _ms(datetime.combine(day + timedelta(days=1), time.min, zone))
    shifts = opening.shifts(day)
    return _ms(datetime.combine(day, shifts[-1][1], zone)) if shifts else None


def _used_up(left: int | None) -> bool:
    """Whether the cap allows no more numbers today."""
    return left is not None and left <= 0


def _closed_by_hand(
    opening: LineOpening, closing: LineClosing, left: int | None, now: datetime, zone: ZoneInfo
) -> Standing:
    until_ms = None if _used_up(left) else closing.until_ms
    after = _midnight_after(now) if until_ms is None else _local(until_ms, zone)
    opens = _next_opening(opening, after, zone)
    words = REASON_WORDS[closing.reason]
    sentence = Text(
        f"Nhóm này tạm ngừng nhận số: {words.vi}. Số đã lấy vẫn được phục vụ.",
        f"This line gives no more numbers: {words.en}. Numbers already taken are served.",
    )
    return Standing(LineStanding.CLOSED, _with_hour(sentence, opens, now), _ms(opens), Refusal.LINE_CLOSED)


def _closed_by_the_clock(
    opening: LineOpening, closing: LineClosing | None, left: int | None, now: datetime, zone: ZoneInfo
) -> Standing:
    opens = _next_opening(opening, _midnight_after(now) if _used_up(left) else now, zone)
    if opens is not None and closing is not None and closing.from_ms <= opens.timestamp() * 1000:
        # Somebody has closed the line for that hour already.
        over = _midnight_after(now) if closing.until_ms is None else _local(closing.until_ms, zone)
        opens = _next_opening(opening, max(opens, over), zone)
    sentence = Text("Bây giờ nhóm này chưa nhận số.", "This line gives no numbers now.")
    return Standing(LineStanding.CLOSED, _with_hour(sentence, opens, now), _ms(opens), Refusal.NOT_OPEN_NOW)


def _last_moment(opening: LineOpening, now: datetime, zone: ZoneInfo) -> int | None:
    """The day's last moment for numbers if they are given now; None if they are not."""
    today = list(windows(opening, now.date(), zone))
    if any(begin <= now < end for begin, end in today):
        return int(today[-1][1].timestamp() * 1000)
    return None


def _next_opening(opening: LineOpening, after: datetime, zone: ZoneInfo) -> datetime | None:
    """The first moment from `after` on in which numbers are given."""
    for ahead in range(_LOOK_AHEAD_DAYS):
        for begin, end in windows(opening, after.date() + timedelta(days=ahead), zone):
            if after < end:
                return max(begin, after)
    return None


def _with_hour(sentence: Text, opens: datetime | None, now: datetime) -> Text:
    if opens is None:
        return Text(f"{sentence.vi} Xin hỏi bàn hướng dẫn.", f"{sentence.en} Please ask at the help desk.")
    hour, days = f"{opens:%H:%M}", (opens.date() - now.date()).days
    if days == 0:
        vi, en = "hôm nay", "today"
    elif days == 1:
        vi, en = "ngày mai", "tomorrow"
    else:
        vi = f"{_DAYS_VI[opens.weekday()]}, {opens.day}/{opens.month}"
        en = f"on {_DAYS_EN[opens.weekday()]}, {opens.day}/{opens.month}"
    return Text(f"{sentence.vi} Nhận lại lúc {hour} {vi}.", f"{sentence.en} Numbers again at {hour} {en}.")


_DAYS_VI: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_DAYS_EN: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _local(at_ms: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone)


def _midnight_after(now: datetime) -> datetime:
    return datetime.combine(now.date() + timedelta(days=1), time.min, now.tzinfo)


def _ms(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp() * 1000)

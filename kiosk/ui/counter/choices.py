"""What a clerk can choose when a deed needs an answer: closed lists of the hub, lines and counters of this centre."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from config.centre import Centre
from config.texts import Text
from kiosk.ui.counter.snapshots import Choices, Option
from ticketing.domain.reasons import (
    CallThisReason,
    HoldReason,
    MergeReason,
    PauseReason,
    PriorityReason,
    QuickReason,
    Reason,
    TransferReason,
    reason_text,
)

HOLD_MINUTES: Final = (5, 10, 15, 30)
PAUSE_MINUTES: Final = (5, 10, 15, 30, 60)
_LINE: Final = "line:"
_COUNTER: Final = "counter:"


def choices_for(centre: Centre, counter: int, day: date) -> Choices:
    """Everything this counter may choose from on that day."""
    here = next((one for one in centre.counters if one.number == counter), None)
    own = set(here.lines) if here is not None else set()
    lines = [line for line in centre.lines if line.valid_on(day)]
    return Choices(
        call_this_reasons=_reasons(CallThisReason),
        hold_minutes=HOLD_MINUTES,
        hold_reasons=_reasons(HoldReason),
        targets=(
            *(
                Option(line_target(line.letter), _named(line.letter, line.name), icon="format-list-bulleted")
                for line in lines
            ),
            *(
                Option(f"{_COUNTER}{other.number}", other.name, " · ".join(other.lines), "account-tie-outline")
                for other in centre.counters
                if other.number != counter
            ),
        ),
        transfer_reasons=_reasons(TransferReason),
        pause_minutes=PAUSE_MINUTES,
        pause_reasons=_reasons(PauseReason),
        quick_lines=tuple(Option(line.letter, _named(line.letter, line.name)) for line in lines if line.letter in own),
        quick_reasons=_reasons(QuickReason),
        merge_reasons=_reasons(MergeReason),
        priority_classes=tuple(
            Option(one.code, one.name, icon="star-four-points-outline")
            for one in centre.priority_classes
            if one.valid_on(day)
        ),
        priority_reasons=_reasons(PriorityReason),
    )


def line_target(letter: str) -> str:
    """A line as a target of a transfer."""
    return f"{_LINE}{letter}"


def target_of(value: str) -> tuple[str | None, int | None]:
    """The line or the counter that a chosen target stands for."""
    if value.startswith(_LINE):
        return value.removeprefix(_LINE), None
    return None, int(value.removeprefix(_COUNTER))


def words_of(reason: str | None, *lists: type[Reason]) -> Text | None:
    """A reason's code in words, looked for in these lists; None for one that is in none of them."""
    for reasons in lists:
        if reason in set(reasons):
            return Text(*reason_text(reasons(reason)))
    return None


def _reasons(reasons: Iterable[Reason]) -> tuple[Option, ...]:
    return tuple(Option(reason.value, Text(*reason_text(reason))) for reason in reasons)


def _named(letter: str, name: Text) -> Text:
    return Text(f"{letter} · {name.vi}", f"{letter} · {name.en}")

"""Who holds which ticket, should the hub go away now. Pure.

Tickets are dealt in the order in which they would be called, each to a counter that serves its line, so that in every
stretch of the queue all counters hold about the same number. Who holds one keeps it as long as that stays roughly so:
a ticket that changes hands is in nobody's slice for a moment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

_MAY_BE_AHEAD: Final = 1


@dataclass(frozen=True, slots=True)
class Dealt:
    """A waiting ticket. `holder`: who has it reserved now; `promised`: to whom it passes once that one lets go,
    whatever counter or line it waits for."""

    ticket_id: str
    line: str
    for_counter: int | None = None
    holder: int | None = None
    promised: int | None = None


def deal(tickets: Sequence[Dealt], lines_of: Mapping[int, AbstractSet[str]], most: int) -> dict[str, int]:
    """The counter for each ticket. `tickets`: in order; `lines_of`: the counters that are heard, and their lines.

    Tickets that nobody can hold, or that a silent counter holds, are left out. At most `most` for each counter.
    """
    counts = dict.fromkeys(lines_of, 0)
    dealt: dict[str, int] = {}
    for ticket in tickets:
        if ticket.holder is not None and ticket.holder not in counts:
            continue
        if ticket.promised in counts:
            could = [ticket.promised]
        elif ticket.for_counter is not None:
            could = [ticket.for_counter] if ticket.for_counter in counts else []
        else:
            could = [counter for counter, lines in lines_of.items() if ticket.line in lines]
        could = [counter for counter in could if counts[counter] < most]
        if not could:
            continue
        fewest = min(could, key=lambda counter: (counts[counter], counter))
        if ticket.holder in could and counts[ticket.holder] <= counts[fewest] + _MAY_BE_AHEAD:
            fewest = ticket.holder
        dealt[ticket.ticket_id] = fewest
        counts[fewest] += 1
    return dealt


def deal_series(
    series: Sequence[str], holders: Mapping[str, int], lines_of: Mapping[int, AbstractSet[str]]
) -> dict[str, int]:
    """The counter for each kiosk's series: whoever holds it keeps it; else one with the fewest, and the most lines.

    A number of a series may be for any line, so the wider a counter's work, the more often it can serve whoever comes.
    """
    dealt = {one: holder for one, holder in holders.items() if holder in lines_of}
    for one in series:
        if one in holders or not lines_of:
            continue
        held = list(dealt.values())
        dealt[one] = min(lines_of, key=lambda counter: (held.count(counter), -len(lines_of[counter]), counter))
    return dealt

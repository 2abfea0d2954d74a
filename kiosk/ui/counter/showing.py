"""The desk as its screen is told of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil, floor
from typing import Final

from config.centre import Centre
from config.texts import Text
from kiosk.flows import clerk_deeds as deeds
from kiosk.flows.call_alone import Alone
from kiosk.flows.clerk_deeds import Deed
from kiosk.flows.counter_desk import Desk, Figures
from kiosk.ui.counter import snapshots as shown
from kiosk.ui.counter.choices import line_target, words_of
from kiosk.ui.look import Language, decimal
from ticketing.client import LineState, WaitingTicket
from ticketing.domain.reasons import CitizenReason, HoldReason, PauseReason, TransferReason

_OFFLINE_MARK: Final = "-"  # K2-001: a number that a kiosk gave from its own series
_NAMES: Final[dict[type[Deed], str]] = {
    deeds.CallNext: "call_next", deeds.CallThis: "call_this", deeds.Recall: "recall", deeds.Hold: "hold",
    deeds.Transfer: "transfer", deeds.Absent: "absent", deeds.Finish: "finish", deeds.ComeBack: "come_back",
    deeds.Pause: "pause", deeds.Resume: "resume", deeds.Quick: "quick", deeds.Merge: "merge",
    deeds.SetPriority: "set_priority", deeds.Undo: "undo",
}  # fmt: skip


class Shower:
    """Turns desks into what is shown; knows the words of this centre."""

    def __init__(self, centre: Centre) -> None:
        self._lines = {line.letter: line.name for line in centre.lines}
        self._zone = centre.zone
        self._classes = {one.code: one.name for one in centre.priority_classes}

    def queue(self, desk: Desk) -> tuple[shown.WaitingRow, ...]:
        """Who waits, with the notes that say why they stand where they stand."""
        return tuple(
            shown.WaitingRow(
                row.ticket_id,
                row.label,
                self._line(row.line),
                row.waited_min,
                self._notes(row, desk.counter),
                self._class(row.priority),
            )
            for row in desk.queue
        )

    def call(self, desk: Desk) -> shown.CallShown | None:
        """The number at the counter."""
        if desk.call is None:
            return None
        ticket = desk.call.ticket
        notes = []
        if ticket.priority is not None:
            notes.append(shown.Note("priority", self._class(ticket.priority) or ticket.priority))
        if _OFFLINE_MARK in ticket.label:
            notes.append(shown.Note("offline"))
        return shown.CallShown(
            ticket.label,
            self._line(ticket.line),
            desk.call.times,
            line_target(ticket.queue_line or ticket.line),
            tuple(notes),
            ticket.promise_until is not None,
        )

    def absent(self, desk: Desk, now: datetime) -> tuple[shown.AbsentRow, ...]:
        """Who may still come back, and for how long."""
        return tuple(
            shown.AbsentRow(row.ticket_id, row.label, self._line(row.line), _minutes(row.until - now))
            for row in desk.absent
            if row.until > now
        )

    def lines(self, states: tuple[LineState, ...]) -> tuple[shown.LineFigure, ...]:
        """How it stands in the lines."""
        return tuple(
            shown.LineFigure(
                line.letter, self._line(line.letter), line.open, line.waiting, line.wait_low_min, line.wait_high_min
            )
            for line in states
        )

    def undo(self, desk: Desk, now: datetime) -> shown.DeedShown | None:
        """What can be taken back."""
        done = desk.undoable(now)
        return None if done is None else shown.DeedShown(deed_name(done.deed), done.label)

    def _notes(self, row: WaitingTicket, counter: int) -> tuple[shown.Note, ...]:
        notes = []
        if row.priority is not None:
            notes.append(shown.Note("priority", self._class(row.priority) or row.priority))
        if row.promise_until is not None:
            notes.append(shown.Note("promise", row.promise_until.astimezone(self._zone).strftime("%H:%M")))
        later = words_of(row.note, CitizenReason)
        if row.held and later is not None:
            notes.append(shown.Note("later", later))
        elif row.held:
            notes.append(shown.Note("held", words_of(row.note, HoldReason) or ""))
        elif row.kept:
            notes.append(shown.Note("kept"))
        if row.for_counter == counter:
            notes.append(shown.Note("for_counter"))
        sent = words_of(row.note, TransferReason)
        if sent is not None:
            notes.append(shown.Note("sent", sent))
        if _OFFLINE_MARK in row.label:
            notes.append(shown.Note("offline"))
        return tuple(notes)

    def _line(self, letter: str) -> Text:
        return self._lines.get(letter, Text(letter, letter))

    def _class(self, code: str | None) -> Text | None:
        return None if code is None else self._classes.get(code, Text(code, code))


def deed_name(deed: Deed) -> str:
    """What the screen calls a deed."""
    return _NAMES[type(deed)]


def lost(desk: Desk) -> shown.DeedShown | None:
    """The deed whose answer was lost."""
    return None if desk.lost is None else shown.DeedShown(deed_name(desk.lost.deed), desk.lost.label)


def alone(state: Alone | None, *, aloud: bool) -> shown.AloneShown | None:
    """Whether the counter goes on without the hub, could not, or has just come back and has something to say of it."""
    if state is None or not (state.now or state.told or state.contested or state.elsewhere):
        return None
    return shown.AloneShown(
        state.now, state.calls, state.left, state.told, state.contested, elsewhere=state.elsewhere, aloud=aloud
    )


def figures(kept: Figures, lines: tuple[shown.LineFigure, ...], language: Language) -> shown.FiguresShown:
    """The day's figures."""
    minutes = kept.minutes_per_visit
    return shown.FiguresShown(kept.served, kept.absent, "" if minutes is None else decimal(minutes, language), lines)


def pause_reason(desk: Desk) -> Text | None:
    """Why the counter pauses."""
    return None if desk.pausing is None else words_of(desk.pausing.reason, PauseReason)


def clocks(desk: Desk, now: datetime, between_calls_s: int) -> dict[str, int]:
    """What runs while nothing happens: by the name of the screen's property, in seconds or minutes."""
    call, undo, pausing = desk.call, desk.undoable(now), desk.pausing
    promise = call.ticket.promise_until if call is not None else None
    announced = desk.announced_at
    return {
        "servedSeconds": 0 if call is None else max(0, int((now - call.called_at).total_seconds())),
        "recallSeconds": 0 if announced is None else max(0, between_calls_s - int((now - announced).total_seconds())),
        "undoSeconds": 0 if undo is None else max(0, ceil((undo.until - now).total_seconds())),
        "promiseMinutes": 0 if promise is None else floor((promise - now).total_seconds() / 60),
        "pauseMinutes": 0 if pausing is None else _minutes(pausing.until - now),
    }


def _minutes(left: timedelta) -> int:
    return ceil(left.total_seconds() / 60)

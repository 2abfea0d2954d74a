"""A scanning session: from the first sheet to the moment the person says that this is all, across jams.

Pure: `advance(session, event)` gives the next session. It counts pages at every hand-over (device, us, disk) so that
"3 of 3 kept" on the screen is a sum and not a hope. Device page numbers begin at 1 in every run; the session's do not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from scanner.port import DeviceFault, Finished, ScanResult, ScanSettings, Trouble


class Stage(StrEnum):
    """Where the session is."""

    READY = "ready"
    SCANNING = "scanning"
    TROUBLED = "troubled"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True)
class Session:
    """One session. received, kept: pages of all runs so far. expected: sheets' sides the person counted, if they did.

    trouble: what ended the last run, None when it ended well. runs: how often scanning was started.
    """

    stage: Stage = Stage.READY
    settings: ScanSettings | None = None
    expected: int | None = None
    runs: int = 0
    kept_before: int = 0
    received: int = 0
    kept: int = 0
    trouble: Trouble | None = None

    @property
    def kept_in_run(self) -> int:
        """Pages of the run under way, or of the last one."""
        return self.kept - self.kept_before

    @property
    def missing(self) -> int:
        """How many of the expected pages are not kept yet; 0 where nobody said how many to expect."""
        return max(0, (self.expected or 0) - self.kept)


@dataclass(frozen=True)
class Expected:
    """The person said how many pages there are."""

    pages: int


@dataclass(frozen=True)
class Started:
    """Scanning begins, or goes on after trouble with what lies in the feeder now."""

    settings: ScanSettings


@dataclass(frozen=True)
class PageReceived:
    """The device handed page `number` of this run over."""

    number: int


@dataclass(frozen=True)
class PageKept:
    """Page `number` of this run would survive a power cut."""

    number: int


@dataclass(frozen=True)
class Ended:
    """The driver came back."""

    result: ScanResult


@dataclass(frozen=True)
class Closed:
    """The person says that this is all; pages kept stay."""


SessionEvent = Expected | Started | PageReceived | PageKept | Ended | Closed


class OutOfOrder(ValueError):
    """The event cannot happen now: a fault of ours, not of the world."""


def advance(session: Session, event: SessionEvent) -> Session:
    """The session after the event. Raises OutOfOrder; no event ever lowers `kept`."""
    match event:
        case Expected(pages):
            _require(pages > 0 and session.stage is not Stage.CLOSED, event)
            return replace(session, expected=pages)
        case Started(settings):
            _require(session.stage in (Stage.READY, Stage.TROUBLED, Stage.PAUSED), event)
            return replace(
                session,
                stage=Stage.SCANNING,
                settings=settings,
                runs=session.runs + 1,
                kept_before=session.kept,
                received=session.kept,
                trouble=None,
            )
        case PageReceived(number):
            in_turn = session.received == session.kept and number == session.kept_in_run + 1
            _require(session.stage is Stage.SCANNING and in_turn, event)
            return replace(session, received=session.received + 1)
        case PageKept(number):
            in_turn = session.received == session.kept + 1 and number == session.kept_in_run + 1
            _require(session.stage is Stage.SCANNING and in_turn, event)
            return replace(session, kept=session.kept + 1)
        case Ended(result):
            _require(session.stage is Stage.SCANNING, event)
            trouble = _trouble(session, result)
            return replace(session, stage=Stage.PAUSED if trouble is None else Stage.TROUBLED, trouble=trouble)
        case Closed():
            _require(session.stage in (Stage.READY, Stage.TROUBLED, Stage.PAUSED), event)
            return replace(session, stage=Stage.CLOSED)
        case _:
            assert_never(event)


def _trouble(session: Session, result: ScanResult) -> Trouble | None:
    """What the driver says, unless its count and ours differ: then pages are missing, whatever it says."""
    if not isinstance(result.ended, Finished):
        return result.ended
    if result.pages != session.kept_in_run or session.received != session.kept:
        return DeviceFault("pages_missing", promised=result.pages)
    return None


def _require(allowed: bool, event: SessionEvent) -> None:
    if not allowed:
        raise OutOfOrder(f"{type(event).__name__} cannot happen now")

"""A scanning session counts every hand-over, and keeps what was kept across jams."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.port import DeviceFault, Finished, PaperJam, ScanResult, ScanSettings, Source
from scanner.session import (
    Closed,
    Ended,
    Expected,
    OutOfOrder,
    PageKept,
    PageReceived,
    Session,
    SessionEvent,
    Stage,
    Started,
    advance,
)

FEEDER = ScanSettings(Source.FEEDER)


def after(*events: SessionEvent) -> Session:
    session = Session()
    for event in events:
        session = advance(session, event)
    return session


def pages(*numbers: int) -> list[SessionEvent]:
    return [event for number in numbers for event in (PageReceived(number), PageKept(number))]


def test_a_clean_run_pauses_with_all_pages_kept() -> None:
    session = after(Expected(3), Started(FEEDER), *pages(1, 2, 3), Ended(ScanResult(3, Finished())))
    assert (session.stage, session.kept, session.received, session.missing) == (Stage.PAUSED, 3, 3, 0)
    assert session.trouble is None


def test_a_jam_keeps_the_pages_and_the_next_run_goes_on_counting() -> None:
    jammed = after(Expected(5), Started(FEEDER), *pages(1, 2), Ended(ScanResult(2, PaperJam())))
    assert (jammed.stage, jammed.trouble, jammed.kept, jammed.missing) == (Stage.TROUBLED, PaperJam(), 2, 3)
    session = jammed
    for event in (Started(FEEDER), *pages(1, 2, 3), Ended(ScanResult(3, Finished()))):
        session = advance(session, event)
    assert (session.stage, session.kept, session.kept_in_run, session.runs, session.missing) == (
        Stage.PAUSED, 5, 3, 2, 0,
    )  # fmt: skip
    assert session.trouble is None


def test_a_page_received_but_not_kept_is_missing_whatever_the_driver_says() -> None:
    session = after(Started(FEEDER), *pages(1), PageReceived(2), Ended(ScanResult(2, Finished())))
    assert session.trouble == DeviceFault("pages_missing", promised=2)
    assert (session.stage, session.received, session.kept) == (Stage.TROUBLED, 2, 1)


def test_after_a_page_that_was_not_kept_the_next_run_counts_anew() -> None:
    session = after(Started(FEEDER), PageReceived(1), Ended(ScanResult(0, PaperJam())), Started(FEEDER), *pages(1))
    assert (session.received, session.kept) == (1, 1)


@pytest.mark.parametrize(
    "events",
    [
        (PageReceived(1),),
        (Started(FEEDER), PageKept(1)),
        (Started(FEEDER), PageReceived(2)),
        (Started(FEEDER), PageReceived(1), PageReceived(2)),
        (Started(FEEDER), Started(FEEDER)),
        (Started(FEEDER), Closed()),
        (Closed(), Started(FEEDER)),
        (Ended(ScanResult(0, Finished())),),
        (Expected(0),),
    ],
)
def test_what_cannot_happen_now_is_a_fault_of_ours(events: tuple[SessionEvent, ...]) -> None:
    with pytest.raises(OutOfOrder):
        after(*events)


SOME_EVENTS = st.one_of(
    st.builds(Expected, st.integers(-1, 5)),
    st.just(Started(FEEDER)),
    st.builds(PageReceived, st.integers(0, 4)),
    st.builds(PageKept, st.integers(0, 4)),
    st.builds(Ended, st.builds(ScanResult, st.integers(0, 4), st.sampled_from([Finished(), PaperJam()]))),
    st.just(Closed()),
)


@given(st.lists(SOME_EVENTS, max_size=40))
def test_no_order_of_events_loses_a_kept_page(events: list[SessionEvent]) -> None:
    session = Session()
    for event in events:
        try:
            after_it = advance(session, event)
        except OutOfOrder:
            continue
        assert after_it.kept >= session.kept
        assert after_it.kept <= after_it.received <= after_it.kept + 1
        session = after_it

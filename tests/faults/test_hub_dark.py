"""The hub does not answer: before a number, in the middle of a form, at the counter. Each goes on when it is back."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.faults.going_on import sign_in
from tests.faults.suffering import Sufferer

PATIENCE_S = 30.0


def test_the_kiosk_gives_a_number_of_its_own_and_the_hub_calls_it_later(sufferer: Sufferer) -> None:
    kiosk, _ = sufferer.reach("kiosk", lambda screen, _: screen == "Lines")
    sufferer.until_kiosk_has_met_the_hub()
    sufferer.centre.kill("hub")
    kiosk.tap("line_A")
    _, shown = sufferer.watch("kiosk", lambda screen, _: screen == "Ticket")
    assert shown["without_hub"]
    assert shown["label"].startswith("K1-")
    assert kiosk.text("without_hub")
    sufferer.centre.restart("hub")
    sufferer.go_on("kiosk", "station", "counter")
    assert sufferer.page.numbers == [shown["label"]]
    assert sufferer.page.accepted


def test_a_form_is_filled_on_and_kept_later(sufferer: Sufferer) -> None:
    kiosk, _ = sufferer.reach("kiosk", lambda screen, shown: screen == "Question" and shown["page"] == 2)
    sufferer.centre.kill("hub")
    sufferer.reach("kiosk", lambda screen, _: screen == "Done")
    sufferer.watch("kiosk", lambda _, shown: shown["keeping"] == "waiting")
    assert kiosk.text("notice")
    sufferer.centre.restart("hub")
    kiosk.tap("retry")
    sufferer.watch("kiosk", lambda _, shown: shown["keeping"] == "kept")
    sufferer.go_on("kiosk", "station", "counter")
    assert sufferer.page.accepted


def test_the_counter_calls_on_and_the_hub_records_it_afterwards(sufferer: Sufferer) -> None:
    sufferer.go_on("kiosk", "station")
    counter, _ = sufferer.reach("counter", lambda screen, _: screen == "Counter")
    sufferer.watch("counter", lambda _, shown: shown["waiting"] > 0)
    _until_slice_is_held(sufferer.centre.home("counter") / "slice.sqlite3")
    sufferer.centre.kill("hub")
    sufferer.watch("counter", lambda _, shown: shown["alone"] is not None and shown["alone"]["now"])
    assert counter.text("alone_state")
    counter.key("F2")
    _, shown = sufferer.watch("counter", lambda _, shown: shown["call"] is not None)
    assert shown["call"]["label"] in sufferer.page.numbers
    _until_said(sufferer.centre.home("counter") / "voice" / "said.jsonl", f"{shown['call']['label']}_counter_3_time_1")
    sufferer.centre.restart("hub")
    _, shown = sufferer.watch("counter", lambda _, shown: shown["linked"] and shown["alone"] is None)
    assert shown["call"]["label"] in sufferer.page.numbers
    sufferer.go_on("counter")
    assert sufferer.page.accepted


def test_a_counter_that_was_started_anew_meanwhile_is_opened_by_pin(newcomers: Callable[[], Sufferer]) -> None:
    sufferer = newcomers()
    sufferer.go_on("kiosk", "station")
    sufferer.reach("counter", lambda screen, _: screen == "Counter")
    sufferer.watch("counter", lambda _, shown: shown["waiting"] > 0)
    _until_slice_is_held(sufferer.centre.home("counter") / "slice.sqlite3")
    sufferer.centre.kill("hub")
    sufferer.centre.kill("counter")
    sufferer.centre.restart("counter")
    counter, _ = sufferer.reach("counter", lambda screen, _: screen == "Counter")
    counter.key("F2")
    _, shown = sufferer.watch("counter", lambda _, shown: shown["call"] is not None)
    assert shown["call"]["label"] in sufferer.page.numbers
    sufferer.centre.restart("hub")
    sufferer.watch("counter", lambda screen, shown: screen == "SignIn" and shown["trouble"] == "hub_back")
    sign_in(counter)
    sufferer.watch("counter", lambda _, shown: shown["call"] is not None)
    sufferer.go_on("counter")
    assert sufferer.page.accepted
    sufferer.audit()


def _until_said(journal: Path, name: str) -> None:
    """No board hears of a call that is made without the hub: the counter says it itself."""
    _until(lambda: journal.exists() and name in journal.read_text("utf-8"), "nothing was said")


def _until_slice_is_held(book: Path) -> None:
    """A counter holds its slice soon after a clerk has signed in."""

    def is_held() -> bool:
        with closing(sqlite3.connect(f"file:{book}?mode=ro", uri=True)) as held:
            return held.execute("SELECT 1 FROM tickets").fetchone() is not None

    _until(is_held, "the counter holds nothing")


def _until(fact: Callable[[], bool], else_: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while not fact():
        assert time.monotonic() < until, else_
        time.sleep(0.05)

"""The hub does not answer: before a number, in the middle of a form, at the counter. Each goes on when it is back."""

from __future__ import annotations

from tests.faults.suffering import Sufferer


def test_no_number_is_given_and_none_is_lost(sufferer: Sufferer) -> None:
    kiosk, _ = sufferer.reach("kiosk", lambda screen, _: screen == "Lines")
    sufferer.centre.kill("hub")
    kiosk.tap("line_A")
    sufferer.watch("kiosk", lambda screen, _: screen == "Unreachable")
    assert kiosk.text("unreachable_title")
    sufferer.centre.restart("hub")
    sufferer.go_on("kiosk", "station", "counter")
    assert len(sufferer.page.numbers) == 1


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

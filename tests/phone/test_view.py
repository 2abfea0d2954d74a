"""What the page says in each state, and that no sentence is missing or left unfilled."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from config.texts import Language
from config.wait_words import PERHAPS_NOT_TODAY
from tests.phone.given import ABSENT, CALLED, CENTRE, EVERY_STATE, LATER, NOW, TOO_LATE, WAITING
from ticketing.domain.answers import TicketStatus
from ticketing.domain.page_answers import PageState
from ticketing.phone.view import PageView, view_of
from ticketing.phone.words import WORDS


def view(state: PageState, language: Language = "en") -> PageView:
    return view_of(state, language, CENTRE)


def test_every_status_has_a_page() -> None:
    assert {state.status for state in EVERY_STATE.values()} == set(TicketStatus)
    for state in EVERY_STATE.values():
        for language in ("vi", "en"):
            shown = view(state, language)
            said = f"{shown.title} {shown.head} {shown.ahead} {shown.wait} {shown.advice}"
            assert "{" not in said
            assert shown.head
            assert shown.title.startswith("A012")


def test_both_languages_leave_the_same_gaps() -> None:
    gaps = re.compile(r"{(\w+)}")
    for name, text in WORDS.items():
        assert sorted(gaps.findall(text.vi)) == sorted(gaps.findall(text.en)), name


def test_the_range_is_said_honestly() -> None:
    assert view(replace(WAITING, wait_low_min=15, wait_high_min=25)).wait == "15–25 minutes"
    crowded = view(replace(WAITING, wait_low_min=900, wait_high_min=4000, wait_told=False))
    assert crowded.wait == "perhaps after closing time"
    assert crowded.advice == PERHAPS_NOT_TODAY.en


def test_what_can_be_done_fits_the_state() -> None:
    assert view(WAITING).deeds == ("later", "leave")
    assert view(LATER).deeds == ("back", "leave")
    assert view(CALLED).deeds == ("later",)
    assert view(ABSENT).deeds == ("back", "leave")
    assert view(TOO_LATE).deeds == ()
    for end in ("finished", "left", "merged"):
        assert view(EVERY_STATE[end]).deeds == ()


def test_the_page_is_laid_out_anew_when_its_state_changes_and_not_before() -> None:
    assert view(WAITING).key == view(replace(WAITING, ahead=2, wait_high_min=9)).key
    keys = [view(state).key for state in EVERY_STATE.values()]
    assert len({*keys}) == len(keys)
    assert view(TOO_LATE).key != view(ABSENT).key, "nothing changed but the hour, and the button must go"
    assert view(CALLED).key != view(replace(CALLED, counter=4)).key


def test_only_the_hub_says_that_it_is_too_late() -> None:
    """Its clock counts for coming back; the relay's may be hours wrong."""
    for until in (NOW - timedelta(hours=2), NOW + timedelta(hours=2)):
        assert view(replace(ABSENT, until=until)).deeds == ("back", "leave")
        assert view(replace(TOO_LATE, until=until)).deeds == ()


def test_who_was_absent_reads_until_when_and_where_to_come_back() -> None:
    vietnamese, english = view(ABSENT, "vi").advice, view(ABSENT, "en").advice
    assert "đến 12:22" in vietnamese
    assert "xin đến bàn hướng dẫn cạnh quầy 1" in vietnamese
    assert "until 12:22" in english
    assert "come to the help desk by counter 1" in english


def test_hours_are_the_centres_own() -> None:
    assert "11:02" in view(LATER).advice
    assert "12:22" in view(ABSENT, "vi").advice

"""The way through a kiosk: where each happening leads, and that what makes no sense changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import journey as j
from kiosk.domain.dossier_code import DossierCode
from kiosk.domain.draft import Draft

CODE = DossierCode("ab" * 16, b"k" * 32)
INTENT = j.Intent("A", "request-1", CODE)
PLACE = j.Place("ticket-1", "A012", "A", 5, 15, 25)
OLD, NEW = date(2026, 1, 1), date(2027, 3, 1)
DRAFT = Draft(CODE.visit_id, "2.000635", "A012", procedure_from=OLD)
EVENTS: tuple[j.Happening, ...] = (
    j.NumberDoorOpened(), j.AppointmentDoorOpened(), j.FormDoorOpened(), j.PriorityAsked(),
    j.PriorityChosen("aged_75"), j.NumberWanted(INTENT), j.NumberGiven(PLACE),
    j.NumberNotGiven("unreachable"), j.TriedAgain(), j.SlipTold(j.Slip.PRINTED),
    j.SlipTold(j.Slip.NOT_PRINTED, "paper_out"),
    j.SlipWantedAgain(), j.FormWanted(), j.ProcedureChosen("2.000635", OLD), j.FormBegun(DRAFT), j.DraftChanged(DRAFT),
    j.Identified(DRAFT, 3), j.PageAnswered(DRAFT, 3), j.PageWanted(1), j.AnswersChecked(), j.Finished(DRAFT),
    j.DetailsWanted(DRAFT, 3), j.SlipShown(CODE, PLACE, DRAFT, 3), j.WentBack(), j.Left(),
)  # fmt: skip


def walk(*events: j.Happening) -> j.Journey:
    journey = j.Journey()
    for event in events:
        journey = j.advance(journey, event)
    return journey


TO_TICKET = (j.NumberDoorOpened(), j.NumberWanted(INTENT), j.NumberGiven(PLACE), j.SlipTold(j.Slip.PRINTED))
TO_FORM = (*TO_TICKET, j.FormWanted(), j.ProcedureChosen("2.000635", OLD), j.FormBegun(DRAFT), j.Identified(DRAFT, 3))


def test_a_number_is_three_happenings_away() -> None:
    journey = walk(*TO_TICKET)
    assert (journey.step, journey.place, journey.slip) == (j.Step.TICKET, PLACE, j.Slip.PRINTED)
    assert journey.intent is None


def test_a_second_tap_makes_no_second_wish() -> None:
    once = walk(j.NumberDoorOpened(), j.NumberWanted(INTENT))
    assert j.advance(once, j.NumberWanted(replace(INTENT, request_id="request-2"))) == once


@pytest.mark.parametrize(
    "way",
    [
        (j.NumberDoorOpened(),),
        (j.AppointmentDoorOpened(),),
        (j.FormDoorOpened(), j.ProcedureChosen("2.000635", OLD)),
    ],
    ids=["lines", "appointment", "procedure"],
)
def test_priority_is_asked_on_every_way_to_a_number_and_leads_back_there(way: tuple[j.Happening, ...]) -> None:
    here = walk(*way)
    asked = walk(*way, j.PriorityAsked())
    assert asked.step is j.Step.PRIORITY
    assert j.advance(asked, j.WentBack()) == here
    assert j.advance(asked, j.PriorityChosen("aged_75")) == replace(here, priority="aged_75")
    changed = walk(*way, j.PriorityAsked(), j.PriorityChosen("aged_75"), j.PriorityAsked(), j.PriorityChosen(None))
    assert changed == here
    left = j.advance(j.advance(asked, j.PriorityChosen("aged_75")), j.Left())
    assert left == j.Journey()


def test_who_has_a_number_is_not_asked_for_priority() -> None:
    with_number = walk(*TO_TICKET, j.FormWanted(), j.ProcedureChosen("2.000635", OLD))
    assert j.advance(with_number, j.PriorityAsked()) == with_number


def test_the_wish_outlives_silence() -> None:
    silent = walk(j.NumberDoorOpened(), j.NumberWanted(INTENT), j.NumberNotGiven("unreachable"))
    assert silent.step is j.Step.UNREACHABLE
    assert j.advance(silent, j.TriedAgain()).intent == INTENT


def test_the_form_door_takes_a_number_first() -> None:
    wanted = walk(j.FormDoorOpened(), j.ProcedureChosen("2.000635", OLD), j.NumberWanted(INTENT))
    assert wanted.step is j.Step.TAKING
    there = j.advance(j.advance(wanted, j.NumberGiven(PLACE)), j.SlipTold(j.Slip.PRINTED))
    assert j.advance(there, j.FormBegun(DRAFT)).step is j.Step.IDENTITY


def test_no_form_begins_while_paper_is_on_its_way() -> None:
    printing = walk(*TO_TICKET[:3])
    assert j.advance(printing, j.FormWanted()) == printing


def test_pages_then_check_then_declaration_then_done() -> None:
    journey = walk(*TO_FORM, *(j.PageAnswered(DRAFT, 3) for _ in range(3)))
    assert journey.step is j.Step.REVIEW
    assert walk(*TO_FORM, *[j.PageAnswered(DRAFT, 3)] * 3, j.AnswersChecked()).step is j.Step.DECLARATION
    assert j.advance(j.advance(journey, j.AnswersChecked()), j.Finished(DRAFT)).step is j.Step.DONE


def test_a_change_from_the_check_goes_back_to_the_check() -> None:
    review = walk(*TO_FORM, *[j.PageAnswered(DRAFT, 3)] * 3)
    changing = j.advance(review, j.PageWanted(1))
    assert (changing.step, changing.page) == (j.Step.FORM, 1)
    assert j.advance(changing, j.PageAnswered(DRAFT, 3)).step is j.Step.REVIEW
    assert j.advance(changing, j.WentBack()).step is j.Step.REVIEW


def test_details_of_the_delivery_are_a_page_after_the_last() -> None:
    review = walk(*TO_FORM, *[j.PageAnswered(DRAFT, 3)] * 3, j.AnswersChecked())
    details = j.advance(review, j.DetailsWanted(DRAFT, 3))
    assert (details.step, details.page) == (j.Step.FORM, 3)
    assert j.advance(details, j.WentBack()).step is j.Step.DECLARATION


@pytest.mark.parametrize(
    ("page", "finished", "step"),
    [(0, False, j.Step.FORM), (2, False, j.Step.FORM), (3, False, j.Step.REVIEW), (4, True, j.Step.DONE)],
)
def test_a_slip_goes_on_where_it_stopped(page: int, finished: bool, step: j.Step) -> None:
    opened = walk(j.SlipShown(CODE, PLACE, replace(DRAFT, page=page, finished=finished), 3))
    assert opened.step is step
    if step is j.Step.FORM:
        assert opened.page == page


def test_a_slip_without_a_form_asks_what_is_needed() -> None:
    assert walk(j.SlipShown(CODE, PLACE, None)).step is j.Step.NEED


def test_a_draft_of_another_procedure_is_not_taken() -> None:
    form = walk(*TO_FORM)
    assert j.advance(form, j.DraftChanged(replace(DRAFT, procedure_code="1.004873"))) == form


def test_a_form_keeps_its_version_and_a_choice_without_one_takes_the_newest() -> None:
    chosen = walk(*TO_TICKET, j.FormWanted(), j.ProcedureChosen("2.000635", OLD))
    assert j.advance(chosen, j.ProcedureChosen("2.000635", NEW)).procedure_from == NEW
    begun = j.advance(chosen, j.FormBegun(DRAFT))
    again = j.advance(j.advance(begun, j.WentBack()), j.ProcedureChosen("2.000635", NEW))
    assert (again.procedure_from, again.draft) == (OLD, DRAFT)
    other = j.advance(again, j.ProcedureChosen("1.004873", NEW))
    assert (other.procedure_from, other.draft) == (NEW, None)
    assert walk(j.SlipShown(CODE, PLACE, DRAFT, 3)).procedure_from == OLD


@given(st.lists(st.sampled_from(EVENTS), max_size=25))
def test_whatever_happens_the_journey_stays_whole(events: list[j.Happening]) -> None:
    journey = walk(*events)
    after_number = {j.Step.TICKET, j.Step.IDENTITY, j.Step.FORM, j.Step.REVIEW, j.Step.DECLARATION, j.Step.DONE}
    if journey.step in after_number:
        assert journey.code is not None
        assert journey.place is not None
    if journey.step in after_number - {j.Step.TICKET}:
        assert journey.draft is not None
    assert j.advance(journey, j.Left()) == j.Journey()
    assert not j.advance(journey, j.Left()).begun

"""Both forms walked through every branch: nothing crashes, every page is reached, every required field is checked."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.procedures import Catalogue, Procedure, Question
from kiosk import forms
from kiosk.domain.draft import Answer, Draft, draft_from_bytes, draft_to_bytes
from kiosk.domain.identity_card import IdentityCard

TODAY = date(2026, 11, 22)
CODES = ("2.000635", "1.004873")
CARD = IdentityCard(
    number="001190000001",
    old_number="",
    full_name="Nguyễn Thị Mẫu",
    born=date(1990, 1, 1),
    sex="Nữ",
    residence="Số 1 Phố Mẫu, Phường Hoàn Kiếm, Hà Nội",
    issued=date(2025, 9, 5),
    kind="can_cuoc",
)
GOOD = {
    "name": "Nguyễn Thị Mẫu",
    "text": "UBND phường Hàng Bạc",
    "long_text": "Số 1 phố Mẫu",
    "personal_number": "001190000001",
    "document_number": "001190000001",
    "date": "20/08/2021",
    "partial_date": "1990",
    "phone": "0912345678",
    "email": "mau@example.vn",
}
GARBAGE: list[str | int] = [
    "",
    " ",
    "x" * 1500,
    "<script>",
    "\x00",
    "🙂",
    "31/02/2020",
    "self",
    "-1",
    "999999999999",
    -5,
    10**9,
]

Choose = Callable[[int], int]


def procedure_of(catalogue: Catalogue, code: str) -> Procedure:
    found = catalogue.procedure(code, TODAY)
    assert found is not None
    return found


def good_answer(question: Question, answers: dict[str, Answer], choose: Choose) -> str | int:
    if question.kind == "integer":
        return question.min or 1
    if question.kind in GOOD:
        return GOOD[question.kind]
    offered = forms.options(question, answers)
    return offered[choose(len(offered))].value


def complete(procedure: Procedure, choose: Choose, answers: dict[str, Answer]) -> dict[str, Answer]:
    """What a careful citizen does: page after page until the end, answering everything that is asked."""
    index = 0
    while index < len(pages := forms.walk(procedure, answers)):
        for question in pages[index].questions:
            page = forms.walk(procedure, answers)[index]
            if question.id in {asked.id for asked in page.questions} and question.id not in answers:
                answers = forms.put(procedure, answers, question.id, good_answer(question, answers, choose))
        page = forms.walk(procedure, answers)[index]
        if all(question.id in answers for question in page.questions):
            assert forms.check(procedure, page, answers, TODAY) == ()
            answers = forms.confirm(page, answers)
            index += 1
    return answers


codes = st.sampled_from(CODES)


@given(code=codes, data=st.data(), with_card=st.booleans())
@settings(max_examples=60)
def test_a_careful_citizen_reaches_the_end_and_every_required_answer_counts(
    catalogue: Catalogue, code: str, data: st.DataObject, with_card: bool
) -> None:
    procedure = procedure_of(catalogue, code)
    answers = forms.prefill(procedure, CARD, {}) if with_card else {}
    answers = complete(procedure, lambda count: data.draw(st.integers(0, count - 1)), answers)
    assert forms.check_all(procedure, answers, None, TODAY) == ()
    visible = forms.visible_answers(procedure, answers)
    assert all(answer.origin != "inferred" for answer in visible.values())
    for page in forms.walk(procedure, answers):
        for question in page.questions:
            without = {field: answer for field, answer in answers.items() if field != question.id}
            still = [p for p in forms.walk(procedure, without) if question.id in {q.id for q in p.questions}]
            assert len(still) == 1
            faults = {fault.field for fault in forms.check(procedure, still[0], without, TODAY)}
            assert (question.id in faults) == question.required
    draft = Draft("0" * 32, code, "A001", answers, finished=True)
    assert draft_from_bytes(draft_to_bytes(draft)) == draft


@given(code=codes, data=st.data())
@settings(max_examples=60)
def test_any_sequence_of_answers_is_survived(catalogue: Catalogue, code: str, data: st.DataObject) -> None:
    procedure = procedure_of(catalogue, code)
    questions = tuple(procedure.questions())
    order = [page.id for _, page in procedure.pages()]
    answers: dict[str, Answer] = {}
    for _ in range(data.draw(st.integers(1, 12))):
        question = data.draw(st.sampled_from(questions))
        offered = [option.value for option in forms.options(question, answers)]
        values: list[str | int] = [*offered, *GARBAGE]
        value = data.draw(st.sampled_from(values) | st.text(max_size=20))
        answers = forms.put(procedure, answers, question.id, value)
        if data.draw(st.booleans()):
            answers = forms.prefill(procedure, CARD, answers)
        pages = forms.walk(procedure, answers)
        shown = [page.id for page in pages]
        assert shown == [page for page in order if page in shown]
        assert len(set(shown)) == len(shown) > 0
        asked = {q.id for page in pages for q in page.questions}
        visible = forms.visible_answers(procedure, answers)
        assert visible.keys() == answers.keys() & asked
        for page in pages:
            for fault in forms.check(procedure, page, answers, TODAY):
                assert fault.field in {q.id for q in page.questions}
        rows = [row for section in forms.summary(procedure, answers, "post") for row in section.rows]
        assert {row.field for row in rows} == asked | {"delivery"} | {
            q.id for way in procedure.deliveries for q in way.questions
        }
        assert len(forms.checklist(procedure, answers)) == len(procedure.documents)
        at_counter = forms.fee(procedure, answers, "counter", TODAY)
        assert at_counter is not None
        times, rest = divmod(at_counter.amount_vnd, 15_000 if code == "1.004873" else 8_000)
        assert rest == 0
        assert times >= 1
        assert code == "2.000635" or times == 1
        online = forms.fee(procedure, answers, "online", TODAY)
        assert online is not None
        assert online.amount_vnd == 0
        filed = forms.filed_answers(procedure, answers, "post")
        hidden_people = {f for f in answers if f not in asked and not f.startswith(("person_", "receiver_"))}
        assert not hidden_people & filed.keys()
        assert all(forms.confirm(page, answers).keys() == answers.keys() for page in pages)


@given(code=codes, data=st.data())
@settings(max_examples=40)
def test_back_and_forth_loses_nothing(catalogue: Catalogue, code: str, data: st.DataObject) -> None:
    procedure = procedure_of(catalogue, code)
    choose: Choose = lambda count: data.draw(st.integers(0, count - 1))  # noqa: E731  (drawn inside this test)
    answers = complete(procedure, choose, {})
    field = data.draw(st.sampled_from(["relation", "requester_residence_place"]))
    before = answers[field].value
    question = next(q for q in procedure.questions() if q.id == field)
    other = data.draw(st.sampled_from([o.value for o in question.options if o.value != before]))
    there = forms.put(procedure, answers, field, other)
    back = forms.put(procedure, there, field, str(before))
    assert {f: a.value for f, a in back.items()} == {f: a.value for f, a in answers.items()}
    assert [page.id for page in forms.walk(procedure, back)] == [page.id for page in forms.walk(procedure, answers)]


@pytest.mark.parametrize("code", CODES)
def test_every_page_and_question_is_reached_by_some_citizen(catalogue: Catalogue, code: str) -> None:
    procedure = procedure_of(catalogue, code)
    luck = random.Random(20261122)
    seen: set[str] = set()
    for _ in range(60):
        answers = complete(procedure, lambda count: luck.choice([0, count - 1, luck.randrange(count)]), {})
        for page in forms.walk(procedure, answers):
            seen.add(page.id)
            seen.update(question.id for question in page.questions)
    for way in procedure.deliveries:
        last = forms.delivery_page(procedure, way.id, {})
        if last is not None:
            seen.update(question.id for question in last.questions)
    assert seen == {page.id for _, page in procedure.pages()} | {question.id for question in procedure.questions()}


@pytest.mark.parametrize("code", CODES)
def test_every_option_of_every_choice_is_taken(catalogue: Catalogue, code: str) -> None:
    procedure = procedure_of(catalogue, code)
    for question in procedure.questions():
        for option in question.options:
            answers = forms.put(procedure, {}, question.id, option.value)
            page = forms.FormPage("alone", "alone", question.label, question.label, question.hint, (question,))
            assert forms.check(procedure, page, answers, TODAY) == ()

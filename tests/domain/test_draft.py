"""A draft comes back as it went, and nothing else is taken for one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.draft import (
    MAX_ANSWERS,
    MAX_BYTES,
    MAX_VALUE_CHARS,
    Agreement,
    Answer,
    Draft,
    DraftFault,
    draft_from_bytes,
    draft_to_bytes,
)

VISIT = "0123456789abcdef0123456789abcdef"
DRAFT = Draft(
    visit_id=VISIT,
    procedure_code="2.000635",
    ticket_label="A012",
    answers={
        "relation": Answer("self"),
        "copies": Answer(2),
        "requester_full_name": Answer("Nguyễn Thị Mẫu", "inferred"),
    },
    have={"identity_paper": True, "old_record": False},
    declaration=Agreement("declaration-2026-1", datetime(2026, 11, 22, 9, 30, tzinfo=UTC)),
    delivery="online",
    page=4,
)
BOUND = replace(DRAFT, procedure_from=date(2027, 3, 1))


def bytes_with(**changes: object) -> bytes:
    return json.dumps(json.loads(draft_to_bytes(DRAFT)) | changes).encode()


def test_there_and_back() -> None:
    assert draft_from_bytes(draft_to_bytes(DRAFT)) == DRAFT


def test_the_version_of_the_procedure_goes_along() -> None:
    assert json.loads(draft_to_bytes(BOUND))["procedure_from"] == "2027-03-01"
    assert draft_from_bytes(draft_to_bytes(BOUND)) == BOUND


def test_a_draft_of_a_kiosk_that_kept_no_version_comes_back_as_it_was() -> None:
    data = draft_to_bytes(DRAFT)
    assert b"procedure_from" not in data
    assert draft_from_bytes(data).procedure_from is None


def test_a_fresh_draft_presets_nothing() -> None:
    fresh = Draft(VISIT, "1.004873")
    assert (fresh.declaration, fresh.consent, fresh.delivery, fresh.finished) == (None, None, None, False)
    assert draft_from_bytes(draft_to_bytes(fresh)) == fresh


def test_the_same_draft_gives_the_same_bytes() -> None:
    turned = replace(DRAFT, answers=dict(reversed(list(DRAFT.answers.items()))))
    assert draft_to_bytes(turned) == draft_to_bytes(DRAFT)


def test_answers_do_not_show_when_a_draft_is_printed() -> None:
    assert "Mẫu" not in repr(DRAFT)
    assert "Mẫu" not in str(DRAFT)


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"version": True},
        {"visit_id": "x"},
        {"visit_id": VISIT.upper()},
        {"visit_id": VISIT + "\n"},
        {"procedure_code": "2.0006355"},
        {"ticket_label": "A12"},
        {"ticket_label": 12},
        {"answers": []},
        {"answers": {"Relation": ["self", "typed"]}},
        {"answers": {"relation": "self"}},
        {"answers": {"relation": ["self", "guessed"]}},
        {"answers": {"relation": ["self", ["typed"]]}},
        {"answers": {"relation": ["self", "typed", 1]}},
        {"answers": {"relation": [None, "typed"]}},
        {"answers": {"relation": [1.5, "typed"]}},
        {"answers": {"relation": [{"a": 1}, "typed"]}},
        {"answers": {"relation": ["x" * (MAX_VALUE_CHARS + 1), "typed"]}},
        {"answers": {"relation": ["\ud800", "typed"]}},
        {"answers": {"relation": [10**10, "typed"]}},
        {"answers": {f"a{n}": ["x", "typed"] for n in range(MAX_ANSWERS + 1)}},
        {"have": {"paper": 1}},
        {"have": {"Paper": True}},
        {"have": None},
        {"declaration": ["declaration-2026-1"]},
        {"declaration": ["declaration-2026-1", "yesterday"]},
        {"declaration": ["declaration-2026-1", "2026-11-22T09:30:00"]},
        {"consent": ["../../etc", "2026-11-22T09:30:00+00:00"]},
        {"consent": True},
        {"delivery": ""},
        {"page": -1},
        {"page": 501},
        {"page": True},
        {"page": 1.0},
        {"finished": 1},
        {"finished": None},
        {"procedure_from": None},
        {"procedure_from": 20270301},
        {"procedure_from": "20270301"},
        {"procedure_from": "2027-02-30"},
        {"procedure_from": "2027-03-01T00:00"},
        {"procedure_from": "2027-03-01\n"},
        {"extra": 1},
    ],
)
def test_what_is_not_a_draft_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(DraftFault):
        draft_from_bytes(bytes_with(**changes))


@pytest.mark.parametrize("key", sorted(json.loads(draft_to_bytes(DRAFT))))
def test_a_draft_that_lacks_a_key_is_refused(key: str) -> None:
    whole = json.loads(draft_to_bytes(DRAFT))
    del whole[key]
    with pytest.raises(DraftFault):
        draft_from_bytes(json.dumps(whole).encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 30_000,
        b"1" * 10_000,
        b"NaN",
        b'{"page": 1, "page": 2}',
        b" " * (MAX_BYTES + 1),
        draft_to_bytes(DRAFT)[:-1],
        draft_to_bytes(DRAFT) + b"{}",
        b"\xef\xbb\xbf" + draft_to_bytes(DRAFT),
    ],
)
def test_bytes_that_are_no_draft(data: bytes) -> None:
    with pytest.raises(DraftFault):
        draft_from_bytes(data)


def test_a_fault_never_repeats_what_was_read() -> None:
    for changes in ({"visit_id": "SECRET"}, {"answers": {"x": ["SECRET", "SECRET"]}}, {"SECRET": 1}):
        with pytest.raises(DraftFault) as caught:
            draft_from_bytes(bytes_with(**changes))
        chain = [caught.value, caught.value.__cause__]
        assert "SECRET" not in " ".join(str(link) for link in chain)
        assert caught.value.__cause__ is None


def test_a_draft_that_could_not_be_read_back_is_not_written() -> None:
    wide = {f"a{n}": Answer("ữ" * MAX_VALUE_CHARS) for n in range(100)}
    for broken in (
        replace(DRAFT, visit_id="x"),
        replace(DRAFT, answers={"a": Answer("x" * (MAX_VALUE_CHARS + 1))}),
        replace(DRAFT, answers=wide),
        replace(DRAFT, consent=Agreement("consent-2026-1", datetime(2026, 11, 22, 9))),  # noqa: DTZ001  (refused)
    ):
        with pytest.raises(DraftFault):
            draft_to_bytes(broken)


identifiers = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
answers = st.builds(
    Answer,
    st.text(st.characters(exclude_categories=["Cs"]), max_size=50) | st.integers(-(10**9), 10**9) | st.booleans(),
    st.sampled_from(["typed", "inferred", "confirmed"]),
)
zones = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
agreements = st.none() | st.builds(
    Agreement,
    st.from_regex(r"[a-z0-9][a-z0-9.-]{0,20}", fullmatch=True),
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=zones),  # noqa: DTZ001  (zones are added)
)
drafts = st.builds(
    Draft,
    visit_id=st.from_regex(r"[0-9a-f]{32}", fullmatch=True),
    procedure_code=st.from_regex(r"[0-9]\.[0-9]{6}", fullmatch=True),
    ticket_label=st.none() | st.from_regex(r"[A-Z][0-9]{3}|K[0-9]-[0-9]{3}", fullmatch=True),
    answers=st.dictionaries(identifiers, answers, max_size=20),
    have=st.dictionaries(identifiers, st.booleans(), max_size=8),
    declaration=agreements,
    consent=agreements,
    delivery=st.none() | identifiers,
    page=st.integers(0, 500),
    finished=st.booleans(),
    procedure_from=st.none() | st.dates(),
)


@given(draft=drafts)
@settings(max_examples=150)
def test_any_draft_comes_back(draft: Draft) -> None:
    again = draft_from_bytes(draft_to_bytes(draft))
    assert again == draft
    assert [type(answer.value) for answer in again.answers.values()] == [
        type(draft.answers[key].value) for key in again.answers
    ]


@given(draft=drafts, at=st.integers(0, 10_000), junk=st.binary(min_size=1, max_size=4))
@settings(max_examples=200)
def test_damaged_bytes_are_refused_or_are_another_valid_draft(draft: Draft, at: int, junk: bytes) -> None:
    whole = draft_to_bytes(draft)
    cut = at % len(whole)
    try:
        draft_from_bytes(whole[:cut] + junk + whole[cut + 1 :])
    except DraftFault:
        return


@given(data=st.binary(max_size=200))
@settings(max_examples=150)
def test_random_bytes_never_do_anything_else_than_fail(data: bytes) -> None:
    with pytest.raises(DraftFault):
        draft_from_bytes(data)

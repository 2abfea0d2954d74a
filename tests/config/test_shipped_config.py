"""The configuration that is shipped: complete, consistent, and in words that suit citizens."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import argon2
import pytest
from pydantic import BaseModel

from config.boards import BoardVoice
from config.centre import Centre, load_centre
from config.centre_reader import faults_between
from config.devices import BoardDevice, CounterDevice, Devices, KioskDevice, StationDevice, load_devices
from config.folder import shipped_folder
from config.places import communes, provinces
from config.procedure_reminders import reminders
from config.procedures import Catalogue, Procedure, load_procedures
from config.texts import Text


@pytest.fixture(scope="module")
def centre() -> Centre:
    read = load_centre(shipped_folder())
    assert isinstance(read, Centre), read
    return read


@pytest.fixture(scope="module")
def devices() -> Devices:
    read = load_devices(shipped_folder())
    assert isinstance(read, Devices), read
    return read


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    read = load_procedures(shipped_folder() / "procedures")
    assert isinstance(read, Catalogue), read
    return read


def procedure(catalogue: Catalogue, code: str) -> Procedure:
    found = catalogue.procedure(code, date(2026, 11, 22))
    assert found is not None
    return found


def options(catalogue: Catalogue, code: str, field: str) -> list[str]:
    question = next(q for q in procedure(catalogue, code).questions() if q.id == field)
    return [option.label.vi for option in question.options]


def test_the_three_files_fit_together(centre: Centre, devices: Devices, catalogue: Catalogue) -> None:
    assert faults_between(centre, devices, catalogue) == ()


def test_the_centre_is_branch_three(centre: Centre) -> None:
    assert centre.id == "H26-CN03"
    assert centre.name.vi == "Chi nhánh số 3 · Hoàn Kiếm"
    assert [line.letter for line in centre.lines] == ["A", "B", "C"]
    assert [counter.number for counter in centre.counters] == [1, 2, 3, 4, 5]
    monday = [(shift.start, shift.end) for shift in centre.hours.mon]
    assert monday == [(time(8), time(12)), (time(13), time(17))]
    assert centre.hours.sat == ()
    assert centre.zone.key == "Asia/Ho_Chi_Minh"


@pytest.mark.parametrize(
    ("who", "pin", "role"),
    [
        ("lan", "246810", "clerk"),
        ("minh", "135791", "clerk"),
        ("hoa", "112358", "support"),
        ("huong", "864200", "supervisor"),
        ("tuan", "975310", "technician"),
    ],
)
def test_the_demonstration_pins_are_the_documented_ones(centre: Centre, who: str, pin: str, role: str) -> None:
    member = centre.member(who)
    assert member is not None
    assert member.role == role
    assert argon2.PasswordHasher().verify(member.pin_hash, pin)
    assert f"{who} {pin}" in (shipped_folder() / "staff.toml").read_text("utf-8")


def test_the_panels_have_their_real_size(devices: Devices) -> None:
    kiosk = devices.kiosk("K1")
    assert kiosk is not None
    assert (round(kiosk.panel.width_mm), round(kiosk.panel.height_mm)) == (268, 476)
    assert kiosk.doors == ("take_number", "fill_form", "appointment")


def test_the_comments_show_every_key_of_every_device() -> None:
    text = (shipped_folder() / "devices.toml").read_text("utf-8")
    shown = text[text.index("# Real devices, every key") :]
    real = "\n".join(line.removeprefix("# ").removeprefix("#") for line in shown.splitlines()[1:])
    table = tomllib.loads(real)
    assert isinstance(Devices.model_validate(table), Devices)
    for name, model in (
        ("kiosks", KioskDevice),
        ("stations", StationDevice),
        ("counters", CounterDevice),
        ("boards", BoardDevice),
    ):
        assert set().union(*table[name]) == set(model.model_fields)
    assert set(table["boards"][0]["voice"]) == set(BoardVoice.model_fields)


@pytest.mark.parametrize(
    ("written", "quiet", "loud"),
    [
        ("11:30-13:00", ["11:30", "12:59:59"], ["11:29:59", "13:00"]),
        ("22:00-06:00", ["22:00", "23:59:59", "00:00", "05:59:59"], ["21:59:59", "06:00", "12:00"]),
        ("22:00-24:00", ["22:00", "23:59:59"], ["00:00", "21:59:59"]),
        ("00:00-06:00", ["00:00", "05:59"], ["06:00", "23:59:59"]),
    ],
)
def test_quiet_hours_may_go_over_midnight(written: str, quiet: list[str], loud: list[str]) -> None:
    (hours,) = BoardVoice.model_validate({"quiet_hours": [written]}).quiet_hours
    assert all(hours.hold(time.fromisoformat(now)) for now in quiet)
    assert not any(hours.hold(time.fromisoformat(now)) for now in loud)


def test_the_copy_of_a_record_asks_with_all_fifteen_relations(catalogue: Catalogue) -> None:
    labels = options(catalogue, "2.000635", "relation")
    assert labels == [
        "Bản thân", "Vợ", "Chồng", "Con đẻ", "Mẹ đẻ", "Bố đẻ", "Bố nuôi", "Mẹ nuôi", "Con nuôi", "Ông", "Bà",
        "Cháu ruột", "Anh ruột", "Chị ruột", "Khác",
    ]  # fmt: skip
    question = next(procedure(catalogue, "2.000635").questions())
    assert question.id == "relation"
    assert [option.portal_code for option in question.options] == [str(number) for number in range(1, 16)]


def test_the_certificate_knows_all_six_states_of_marriage(catalogue: Catalogue) -> None:
    question = next(q for q in procedure(catalogue, "1.004873").questions() if q.id == "marital_status")
    assert [option.portal_code for option in question.options] == ["1", "2", "3", "4", "5", "6"]


def test_lists_are_whole(catalogue: Catalogue) -> None:
    peoples = [option.label.vi for option in catalogue.lists["ethnic_groups"]]
    assert len(peoples[:54]) == len(set(peoples)) - 2
    assert peoples[54:] == ["Người nước ngoài", "Khác"]
    assert sorted(option.portal_code or "" for option in catalogue.lists["identity_documents"]) == sorted(
        str(number) for number in range(1, 11)
    )
    assert len(catalogue.lists["nationalities"]) > 190
    assert catalogue.lists["nationalities"][0].value == "VN"


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        (
            "2.000635",
            """relation requester_full_name requester_personal_number requester_document_kind requester_document_number
            requester_document_issued requester_document_issuer requester_residence_kind requester_residence_place
            requester_province requester_commune requester_street person_full_name person_born person_sex
            person_ethnicity person_personal_number person_nationality person_document_kind person_residence_kind
            person_residence_place record_kind registrar_name record_name record_number record_book record_date
            copies""",
        ),
        (
            "1.004873",
            """relation requester_full_name requester_born requester_personal_number requester_document_kind
            person_full_name person_born person_sex person_ethnicity person_nationality person_personal_number
            person_document_kind person_residence_place marital_status spouse_name marriage_certificate_number
            marriage_certificate_date marriage_certificate_office divorce_number divorce_date divorce_court
            death_number death_date death_office single_from single_to purpose partner_name copies""",
        ),
    ],
)
def test_every_field_of_the_e_form_is_asked(catalogue: Catalogue, code: str, fields: str) -> None:
    asked = {question.id for question in procedure(catalogue, code).questions()}
    assert set(fields.split()) <= asked


def test_limits_fees_and_laws_carry_their_days(catalogue: Catalogue) -> None:
    copy, certificate = procedure(catalogue, "2.000635"), procedure(catalogue, "1.004873")
    assert copy.time_limit.cutoff == time(15)
    assert (certificate.time_limit.amount, certificate.time_limit.verification_days) == (3, 3)
    for one in (copy, certificate):
        assert one.valid_to == date(2027, 2, 28)
        old = [basis.title.vi for basis in one.legal_basis_on(date(2027, 2, 28))]
        new = [basis.title.vi for basis in one.legal_basis_on(date(2027, 3, 1))]
        assert any("60/2014" in title for title in old)
        assert not any("03/2026/QH16" in title for title in old)
        assert any("03/2026/QH16" in title for title in new)
        assert not any("60/2014" in title for title in new)
        assert not one.in_force(date(2027, 3, 1))
        assert one.in_force(date(2026, 11, 22))


def test_a_procedure_that_ends_soon_is_called_to_mind(catalogue: Catalogue) -> None:
    assert reminders(catalogue, date(2026, 10, 1)) == ()
    assert {note.file for note in reminders(catalogue, date(2026, 11, 22))} == {"1.004873.toml", "2.000635.toml"}


def test_a_procedure_that_is_followed_is_not_called_to_mind(catalogue: Catalogue) -> None:
    old = procedure(catalogue, "2.000635")
    for first, file in ((date(2027, 3, 1), None), (date(2027, 3, 3), "2.000635.toml")):
        new = old.model_copy(update={"valid_from": first, "valid_to": None})
        notes = reminders(replace(catalogue, procedures=(old, new)), date(2027, 2, 1))
        assert [note.file for note in notes] == [file] * (file is not None)
    paused = replace(catalogue, procedures=(old, old.model_copy(update={"valid_from": date(2027, 3, 3)})))
    (note, *_) = reminders(paused, date(2027, 2, 1))
    assert "28/02/2027" in note.problem.en
    assert "03/03/2027" in note.problem.en
    assert reminders(replace(catalogue, procedures=(old, new)), date(2027, 3, 3)) == ()


def test_no_way_of_delivery_and_no_choice_of_law_is_preset(catalogue: Catalogue) -> None:
    for one in catalogue.procedures:
        assert {way.id for way in one.deliveries} == {"counter", "online", "post"}
        for question in one.questions():
            assert question.initial is None or question.id.endswith("nationality")


def texts(part: object) -> Iterator[Text]:
    match part:
        case Text():
            yield part
        case tuple() | list():
            for item in part:
                yield from texts(item)
        case dict():
            for item in part.values():
                yield from texts(item)
        case BaseModel():
            for name in type(part).model_fields:
                yield from texts(getattr(part, name))


def all_texts(centre: Centre, catalogue: Catalogue) -> list[Text]:
    parts = [centre, *catalogue.procedures, *catalogue.life_events, catalogue.declaration, catalogue.consent]
    return [text for part in parts for text in texts(part)]


def test_words_suit_citizens(centre: Centre, catalogue: Catalogue) -> None:
    for text in all_texts(centre, catalogue):
        assert not re.search(r"\b(Bác|bác|Anh/Chị|anh/chị|bạn|Bạn|Quý khách|vui lòng)\b", text.vi), text.vi
        assert not re.search(r"[{}]|  |\s$|^\s|^@", text.vi), text
        assert not re.search(r"[{}]|  |\s$|^\s|^@", text.en), text


def test_every_question_is_a_sentence_in_both_languages(catalogue: Catalogue) -> None:
    for one in catalogue.procedures:
        for _, page in one.pages():
            assert page.why.vi.endswith(".")
            assert page.why.en.endswith(".")
            assert not page.title.vi.endswith(".")
            for question in page.questions:
                assert question.error.vi.endswith(".")
                assert question.error.en.endswith(".")
                assert question.hint.vi.endswith(".")
                assert not question.label.vi.endswith((".", ":"))
                assert question.label.vi[0].isupper()
                assert len(question.hint.vi) <= 120


def test_a_page_is_one_question_or_one_small_group(catalogue: Catalogue) -> None:
    for one in catalogue.procedures:
        for _, page in one.pages():
            assert len(page.questions) <= 6, page.id


def test_no_legal_codes_in_titles(catalogue: Catalogue) -> None:
    for one in catalogue.procedures:
        for title in [one.name, one.short_name, *(page.title for _, page in one.pages())]:
            assert not re.search(r"\d{3,}|NĐ|TT-|QĐ", title.vi), title


def test_hanoi_has_the_codes_of_the_official_table() -> None:
    hanoi = {option.value: option.label.vi for option in communes("01")}
    assert len(hanoi) == 126
    assert sum(name.startswith("Phường ") for name in hanoi.values()) == 51
    # The package vietnam-provinces has 00073, 00226 and 00331 for other units.
    assert hanoi["00082"] == "Phường Cửa Nam"
    assert hanoi["00226"] == "Phường Văn Miếu - Quốc Tử Giám"
    assert hanoi["00331"] == "Phường Hoàng Mai"
    assert hanoi["00070"] == "Phường Hoàn Kiếm"


def test_every_province_has_its_communes_and_its_present_name() -> None:
    names = {option.value: option.label.vi for option in provinces()}
    assert len(names) == 34
    assert names["01"] == "Thành phố Hà Nội"
    assert names["24"] == "Thành phố Bắc Ninh"
    assert names["04"] == "Tỉnh Cao Bằng"
    codes = [commune.value for province in names for commune in communes(province)]
    assert len(codes) == len(set(codes)) == 3321
    assert all(re.fullmatch(r"\d{5}", code) for code in codes)
    assert communes("99") == ()


def test_the_data_lies_where_the_wheel_takes_it_from() -> None:
    folder = Path(shipped_folder())
    for name in ("centre.toml", "staff.toml", "devices.toml", "hanoi_communes.tsv", "procedures/shared/lists.toml"):
        assert (folder / name).is_file()

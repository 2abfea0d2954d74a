"""Each fault of a procedure file is a value that names file, key and what to do; nothing is ever half read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.faults import ConfigFault
from config.folder import shipped_folder
from config.procedures import Catalogue, load_procedures

LETTERS = frozenset("ABC")
COPY, CERTIFICATE = "2.000635.toml", "1.004873.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    whole = tmp_path / "procedures"
    shutil.copytree(shipped_folder() / "procedures", whole)
    return whole


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"the test looks for words that are not there: {old}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def faults(folder: Path) -> tuple[ConfigFault, ...]:
    read = load_procedures(folder, LETTERS)
    assert isinstance(read, tuple), "the broken file was taken"
    for fault in read:
        assert fault.file
        assert fault.problem.vi
        assert fault.problem.en
        assert fault.remedy.vi
        assert fault.remedy.en
    return read


def test_the_untouched_copy_is_whole(folder: Path) -> None:
    assert isinstance(load_procedures(folder, LETTERS), Catalogue)


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "words"),
    [
        (COPY, "adapter = ", "adaptor = ", "adaptor", "adapter"),
        (COPY, 'adapter = "api"', 'adapter = "fax"', "adapter", "guide"),
        (COPY, 'code = "2.000635"', 'code = "2.00635"', "code", "[0-9]{6}"),
        (COPY, 'code = "2.000635"', "code = 2.000635", "code", "quotation"),
        (COPY, 'line = "A"', 'line = "Z"', "line", "A, B, C"),
        (COPY, "valid_from = 2026-01-01", 'valid_from = "hôm nay"', "valid_from", "2026-11-22"),
        (COPY, "valid_to = 2027-02-28", "valid_to = 2025-02-28", "valid_to", "dates"),
        (COPY, 'life_events = ["birth"', 'life_events = ["brith"', "life_events", "birth"),
        (COPY, ', en = "Request" }', " }", "form[1].title.en", "Add"),
        (COPY, 'en = "Request" }', 'en = "" }', "form[1].title.en", "value"),
        (COPY, 'en = "Request" }', 'en = "Request", fr = "Demande" }', "form[1].title.fr", "remove"),
        (COPY, 'is_one_of = ["amendment"]', 'is_one_of = ["amendmend"]', "amended_record.when", "amendment"),
        (COPY, 'when = { field = "record_kind"', 'when = { field = "record"', "amended_record.when", "id"),
        (COPY, ', is_one_of = ["amendment"]', "", "form[1].pages[2].questions[2].when", "field"),
        (COPY, '"relation", is_one_of = ["other"]', '"copies", answered = true', "relation_other.when", "earlier"),
        (COPY, '"countries_abroad"', '"countries"', "registrar_country.options_from", "list"),
        (COPY, 'id = "record_number"', 'id = "record_name"', "record_name", "own"),
        (COPY, 'id = "old_record"', 'id = "signed_form"', "signed_form", "own"),
        (COPY, 'times = "copies"', 'times = "copy"', "fees.times", "integer"),
        (COPY, "amount_vnd = 8000", "amount_vnd = -1", "fees[2].amount_vnd", "0"),
        (COPY, "valid_from = 2017-01-01", "valid_from = 2026-06-01", "fees.counter", "every day"),
        (COPY, "cutoff = 15:00:00", 'cutoff = "ba giờ"', "time_limit.cutoff", "15:00:00"),
        (COPY, 'kind = "same_day"', 'kind = "working_days"', "time_limit.amount", "0"),
        (COPY, "verification_days = 3", "verification_days = 3000", "time_limit.verification_days", "1000"),
        (COPY, 'block = "contact"', 'block = "contacts"', "form[2].pages[6].block", "contact"),
        (COPY, 'block = "contact"\nprefix = "requester"', 'block = "contact"', "form[2].pages[6].prefix", "Add"),
        (COPY, 'optional = ["personal_number"', 'optional = ["number"', "form[3].pages[1]", "born"),
        (COPY, "min = 1", "min = 60", "copies.min", "limits"),
        (COPY, 'within = "registrar_province"', 'within = "registrar_place"', "registrar_commune.within", "province"),
        (COPY, 'target = "person"', 'target = "nobody"', "copies.nobody", "id"),
        (COPY, 'deliveries = ["counter"', 'deliveries = ["pigeon"', "deliveries", "counter"),
        (CERTIFICATE, 'after = "single_from"', 'after = "copies"', "single_to.after", "date"),
        (
            CERTIFICATE,
            'when = { field = "marital_status", is_one_of = ["divorced"] }\n\n',
            'when = { all = [{ field = "marital_status", is_one_of = ["divorced"] }, '
            '{ field = "marital_status", is_one_of = ["never"] }] }\n\n',
            "divorce.when",
            "exclude",
        ),
        ("shared/lists.toml", '["male", "Nam", "Male", "1"]', '["male", "Nam"]', "sexes[1]", "value"),
        ("shared/blocks.toml", 'kind = "phone"', 'kind = "fon"', "contact.questions[1].kind", "phone"),
        ("shared/common.toml", 'version = "consent-2026-1"', 'version = "Mới"', "consent.version", "form"),
    ],
)  # fmt: skip
def test_a_fault_names_file_key_and_what_to_do(
    folder: Path, file: str, old: str, new: str, key: str, words: str
) -> None:
    edit(folder / file, old, new)
    named = [fault for fault in faults(folder) if (fault.file, fault.key) == (file, key)]
    assert named, [fault.line("en") for fault in faults(folder)]
    assert any(words in fault.line("en") for fault in named), [fault.line("en") for fault in named]


def test_all_faults_of_all_files_come_at_once(folder: Path) -> None:
    edit(folder / COPY, 'adapter = "api"', 'adapter = "fax"')
    edit(folder / COPY, "amount_vnd = 8000", "amount_vnd = -1")
    edit(folder / CERTIFICATE, 'line = "A"', 'line = "a"')
    assert {(fault.file, fault.key) for fault in faults(folder)} >= {
        (COPY, "adapter"),
        (COPY, "fees[2].amount_vnd"),
        (CERTIFICATE, "line"),
    }


def test_questions_that_wait_for_each_other(folder: Path) -> None:
    edit(
        folder / COPY,
        'id = "relation"\nkind = "choice"',
        'id = "relation"\nwhen = { field = "record_kind", answered = true }\nkind = "choice"',
    )
    edit(
        folder / COPY,
        'id = "record_kind"\nkind = "choice"',
        'id = "record_kind"\nwhen = { field = "relation", answered = true }\nkind = "choice"',
    )
    ring = [fault for fault in faults(folder) if fault.key == "form"]
    assert len(ring) == 1
    assert "relation → record_kind" in ring[0].problem.en or "record_kind → relation" in ring[0].problem.en


def test_two_files_of_one_code_may_not_hold_at_once(folder: Path) -> None:
    later = folder / "2.000635-2027.toml"
    shutil.copy(folder / COPY, later)
    assert [(fault.file, fault.key) for fault in faults(folder)] in (
        [("2.000635-2027.toml", "valid_from")],
        [(COPY, "valid_from")],
    )
    text = later.read_text("utf-8").replace("valid_to = 2027-02-28\n", "").replace("2026-01-01", "2027-03-01")
    later.write_text(text, "utf-8")
    read = load_procedures(folder, LETTERS)
    assert isinstance(read, Catalogue), [fault.line("en") for fault in read]
    assert len(read.procedures) == 3


def test_three_versions_may_not_overlap_either(folder: Path) -> None:
    old = (folder / COPY).read_text("utf-8")
    for year in (2027, 2028):
        later = old.replace("valid_to = 2027-02-28\n", "").replace("2026-01-01", f"{year}-03-01")
        (folder / f"2.000635-{year}.toml").write_text(later, "utf-8")
    assert [(fault.file, fault.key) for fault in faults(folder)] == [("2.000635-2028.toml", "valid_from")]


@pytest.mark.parametrize(
    ("old", "new", "bare"),
    [
        ("valid_from = 2017-01-01", "valid_from = 2017-01-01\nvalid_to = 2025-12-31", "01/01/2026"),
        ("valid_from = 2017-01-01", "valid_from = 2017-01-01\nvalid_to = 2027-02-27", "28/02/2027"),
        ("valid_from = 2017-01-01", "valid_from = 2026-01-02", "01/01/2026"),
        ('channel = "counter"', 'channel = "online"', "01/01/2026"),
    ],
)
def test_a_day_without_a_fee_is_named(folder: Path, old: str, new: str, bare: str) -> None:
    edit(folder / COPY, old, new)
    (found,) = [fault for fault in faults(folder) if fault.key == "fees.counter"]
    assert bare in found.problem.vi
    assert bare in found.problem.en


def test_the_day_between_two_fees_is_named(folder: Path) -> None:
    second = '\n[[fees]]\nchannel = "counter"\namount_vnd = 9000\n'
    second += 'explanation = { vi = "Phí mới.", en = "New fee." }\nbasis = { vi = "NQ", en = "NQ" }\n'
    first_ends = "valid_from = 2017-01-01\nvalid_to = 2026-06-30\n"
    edit(folder / COPY, "valid_from = 2017-01-01\n", first_ends + second + "valid_from = 2026-07-02\n")
    (found,) = [fault for fault in faults(folder) if fault.key == "fees.counter"]
    assert "01/07/2026" in found.problem.en
    edit(folder / COPY, "valid_from = 2026-07-02", "valid_from = 2026-07-01")
    assert isinstance(load_procedures(folder, LETTERS), Catalogue)


def test_days_outside_the_validity_need_no_fee(folder: Path) -> None:
    earlier = 'channel = "counter"\namount_vnd = 5000\nexplanation = { vi = "Cũ.", en = "Old." }\n'
    earlier += 'basis = { vi = "NQ", en = "NQ" }\nvalid_from = 2015-01-01\nvalid_to = 2015-12-31\n\n[[fees]]\n'
    edit(folder / COPY, 'channel = "counter"\n', earlier + 'channel = "counter"\n')
    edit(folder / COPY, "valid_from = 2017-01-01", "valid_from = 2017-01-01\nvalid_to = 2027-02-28")
    assert isinstance(load_procedures(folder, LETTERS), Catalogue)


def test_a_file_is_named_after_its_code(folder: Path) -> None:
    (folder / COPY).rename(folder / "trich-luc.toml")
    assert [(fault.file, fault.key) for fault in faults(folder)] == [("trich-luc.toml", "code")]


def test_nothing_may_be_preset_where_the_law_wants_a_choice(folder: Path) -> None:
    edit(
        folder / COPY,
        'id = "copies"\nkind = "integer"',
        'id = "copies"\nlegal_choice = true\ninitial = 1\nkind = "integer"',
    )
    assert "copies.legal_choice" in [fault.key for fault in faults(folder)]


def test_words_are_composed_and_visible(folder: Path) -> None:
    edit(folder / COPY, "Yêu cầu", "Ye\u0302u ca\u0302\u0300u")
    edit(folder / COPY, "Bố nuôi", "Bố\u200b nuôi")
    assert {"form[1].title.vi", "form[1].pages[1].questions[1].options[7][2]"} <= {
        fault.key for fault in faults(folder)
    }


def test_a_blank_that_nobody_filled_is_found(folder: Path) -> None:
    edit(folder / COPY, 'words = { whose = { vi = "của ông/bà", en = "Your" } }', "words = {}")
    assert "form[2].pages[1].title.vi" in [fault.key for fault in faults(folder)]


def test_a_folder_without_shared_uses_the_shipped_one(folder: Path) -> None:
    shutil.rmtree(folder / "shared")
    assert isinstance(load_procedures(folder, LETTERS), Catalogue)


def test_no_folder_and_an_empty_folder(tmp_path: Path) -> None:
    assert "no such folder" in faults(tmp_path / "nowhere")[0].problem.en
    assert "no .toml" in faults(tmp_path)[0].problem.en


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"code = ", "Broken TOML"),
        (b"", "missing"),
        ('name = "Hộ tịch"'.encode("utf-16"), "not in UTF-8"),
        ('x = 1\nname = "Hà Nội"'.encode("cp1258", "replace"), "Line 2 is not in UTF-8"),
        (b"\xef\xbb\xbfcode = 1", "byte order mark"),
        (b"a = " + b"[" * 5000, "nested too deeply"),
        (b"a." * 200_000 + b"a = 1", "nested too deeply"),
        (b"[" + b"a." * 23 + b"a]\n" + b"a." * 23 + b"a = 1", "nested too deeply"),
        (b"a = " + b"9" * 5000, "nested too deeply"),
        (b"# " + b"x" * (1024 * 1024), "larger than 1 MB"),
        (b"\x00", "Broken TOML"),
        (b"a = 1\na = 2", "Broken TOML"),
        (b'[[form]]\nid = 1\npages = "x"', "wrong kind"),
        (b'form = "x"', "wrong kind"),
        (b"[form]\npages = 1", "wrong kind"),
    ],
)
def test_a_file_that_cannot_be_used(folder: Path, content: bytes, words: str) -> None:
    (folder / COPY).write_bytes(content)
    assert any(words in fault.problem.en for fault in faults(folder) if fault.file == COPY)


def test_what_is_no_plain_file(folder: Path) -> None:
    (folder / COPY).unlink()
    (folder / COPY).mkdir()
    os.mkfifo(folder / "3.000000.toml")
    (folder / "4.000000.toml").symlink_to(folder / "nowhere")
    assert {fault.file for fault in faults(folder)} == {COPY, "3.000000.toml", "4.000000.toml"}


def test_a_form_that_nobody_could_answer(folder: Path) -> None:
    question = (
        '[[form.pages.questions]]\nid = "q{n}"\nkind = "text"\nlabel = {{ vi = "a", en = "a" }}\n'
        'hint = {{ vi = "a", en = "a" }}\nerror = {{ vi = "a", en = "a" }}\n{when}\n'
    )
    many = "".join(question.format(n=n, when=f'when = {{ field = "q{n + 1}", answered = true }}') for n in range(3000))
    path = folder / COPY
    path.write_text(path.read_text("utf-8").replace("# When it is the citizen's own", many + "\n# ", 1), "utf-8")
    assert any("more than 200 questions" in fault.problem.en for fault in faults(folder))


@given(
    cut=st.integers(0, 60_000),
    junk=st.binary(max_size=12)
    | st.sampled_from([b"[[form]]", b"[[form.pages]]", b"when = {}", b'"', b"}", b"=", b"\n"]),
    length=st.integers(0, 40),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_is_a_fault_or_still_whole(
    tmp_path_factory: pytest.TempPathFactory, cut: int, junk: bytes, length: int
) -> None:
    folder = tmp_path_factory.getbasetemp() / "damaged"
    folder.mkdir(exist_ok=True)
    whole = (shipped_folder() / "procedures" / CERTIFICATE).read_bytes()
    at = cut % len(whole)
    (folder / CERTIFICATE).write_bytes(whole[:at] + junk + whole[at + length :])
    read = load_procedures(folder, LETTERS)
    assert isinstance(read, Catalogue) or (read and all(fault.file for fault in read))

"""Each fault of centre.toml, staff.toml and devices.toml names file, key and what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from config.centre import Centre, load_centre
from config.centre_reader import faults_between
from config.devices import Devices, load_devices
from config.faults import ConfigFault
from config.folder import shipped_folder
from config.procedures import Catalogue, load_procedures


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("centre.toml", "staff.toml", "devices.toml"):
        shutil.copy(shipped_folder() / name, tmp_path / name)
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"the test looks for words that are not there: {old}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def read(home: Path) -> tuple[ConfigFault, ...]:
    found: list[ConfigFault] = []
    for part in (load_centre(home), load_devices(home)):
        if isinstance(part, tuple):
            found += part
    return tuple(found)


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "words"),
    [
        ("centre.toml", 'id = "H26-CN03"', 'id = "CN3"', "id", "form"),
        ("centre.toml", 'phone = "024.1022"', "", "phone", "Add"),
        ("centre.toml", 'phone = "024.1022"', 'phone = "024.1022"\nfax = "1"', "fax", "remove"),
        ("centre.toml", '"Asia/Ho_Chi_Minh"', '"Asia/Hanoi"', "timezone", "Asia/Ho_Chi_Minh"),
        ("centre.toml", '"Asia/Ho_Chi_Minh"', '"../../etc/passwd"', "timezone", "Asia/Ho_Chi_Minh"),
        ("centre.toml", '"http://127.0.0.1:8700"', '"127.0.0.1:8700"', "hub_url", "form"),
        ("centre.toml", 'letter = "B"', 'letter = "A"', "lines", "rename"),
        ("centre.toml", "number = 5", "number = 4", "counters", "rename"),
        ("centre.toml", "minutes_per_visit = 8.0", "minutes_per_visit = 0", "lines[1].minutes_per_visit", "0"),
        ("centre.toml", 'lines = ["C", "B"]', 'lines = ["C", "D"]', "counters[5].lines", "centre.toml"),
        ("centre.toml", '["08:00-12:00", "13:00-17:00"]', '["12:00-08:00"]', "hours.mon[1]", "08:00-12:00"),
        ("centre.toml", '["08:00-12:00", "13:00-17:00"]', '["08:00-13:00", "12:00-17:00"]', "hours", "order"),
        ("centre.toml", '["08:00-12:00", "13:00-17:00"]', '["8 giờ-12 giờ"]', "hours.mon[1].start", "15:00:00"),
        ("centre.toml", "[hours]", '[[swapped_days]]\ndate = 2027-01-02\nhours_of = "sun"\n\n[hours]',
         "swapped_days.hours_of", "weekday"),
        ("centre.toml", "[hours]", '[[staff]]\nid = "x"\n\n[hours]', "staff", "staff.toml"),
        ("staff.toml", 'role = "clerk"', 'role = "boss"', "staff[1].role", "supervisor"),
        ("staff.toml", 'id = "minh"', 'id = "lan"', "staff", "rename"),
        ("staff.toml", 'id = "minh"', 'id = "Minh"', "staff[2].id", "form"),
        ("devices.toml", 'doors = ["take_number", "fill_form", "appointment"]', "doors = []", "kiosks[1].doors",
         "value"),
        ("devices.toml", '"fill_form", ', '"fly", ', "kiosks[1].doors[2]", "take_number"),
        ("centre.toml", "last_number_before_close_min = 10", "last_number_before_close_min = -1",
         "lines[1].last_number_before_close_min", "0"),
        ("centre.toml", "daily_cap = 120", "daily_cap = 0", "lines[2].daily_cap", "1"),
        ("centre.toml", "daily_cap = 120", "valid_from = 2027-01-01\nvalid_to = 2026-01-01", "lines[2]", "valid_from"),
        ("centre.toml", "daily_cap = 120", "valid_to = 2026-02-30", "", "TOML"),
        ("centre.toml", "daily_cap = 120", 'hours = { mon = ["9-8"] }', "lines[2].hours.mon[1].start", "15:00:00"),
        ("centre.toml", "weights = { A = 1.0, B = 0.7 }", "weights = { C = 1.0 }", "counters[3].weights", "lines"),
        ("centre.toml", "weights = { A = 1.0, B = 0.7 }", "weights = { A = 11.0 }", "counters[3].weights.A", "10"),
        ("centre.toml", 'breaks = ["10:00-10:15", "15:00-15:15"]', 'breaks = ["10:15-10:00"]', "counters[2].breaks[1]",
         "before"),
        ("centre.toml", 'given = "in_hours"', 'given = "never"', "numbers.given", "always"),
        ("centre.toml", "priority_run = 2", "priority_run = 0", "calling.priority_run", "1"),
        ("centre.toml", "undo_s = 10", "undo_min = 10", "calling.undo_min", "undo_s"),
        ("centre.toml", 'code = "merit"', 'code = "aged_75"', "priority_classes", "rename"),
        ("centre.toml", 'code = "merit"', 'code = "VIP!"', "priority_classes[5].code", "form"),
        ("centre.toml", 'weekday = "fri"', 'weekday = "friday"', "express[1].weekday", "fri"),
        ("centre.toml", 'lines = ["C"]\npromise', 'lines = ["Z"]\npromise', "express[green_friday].lines",
         "centre.toml"),
        ("centre.toml", 'procedures = ["2.000635"]\nlines', 'procedures = ["9.999999"]\nlines',
         "express[green_friday].procedures", "procedures"),
        ("centre.toml", "warn_min = 15", "warn_min = 60", "express[1]", "promise_min"),
        ("centre.toml", 'procedures = ["2.000635"]\nlines = ["C"]\n', "", "express[1]", "lines"),
        ("centre.toml", "per_slot = 2 ", 'per_slot = 2\nlines = ["Q"] ', "appointments.lines", "centre.toml"),
        ("devices.toml", "diagonal_in = 21.5", "diagonal_in = 0", "kiosks[1].panel.diagonal_in", "3"),
        ("devices.toml", 'printer = "slips_k1"', 'printer = "slips"', "K1.printer", "slips"),
        ("devices.toml", 'scanner = "scanner_s1"', 'scanner = "scanner"', "S1.scanner", "scanner"),
        ("devices.toml", 'name = "K2"', 'name = "K1"', "name", "rename"),
        ("devices.toml", 'slips_k1 = "simulated:"', 'slips_k1 = "usb:1"', "printers.slips_k1", "form"),
        ("devices.toml", '"escl:http', '"http', "scanners.scanner_s1", "form"),
        ("devices.toml", "[boards.voice]", '[boards.voice]\nquiet_hours = ["06:00-06:00"]',
         "boards[1].voice.quiet_hours[1]", "22:00-06:00"),
    ],
)  # fmt: skip
def test_a_fault_names_file_key_and_what_to_do(home: Path, file: str, old: str, new: str, key: str, words: str) -> None:
    edit(home / file, old, new)
    named = [fault for fault in read(home) if (fault.file, fault.key) == (file, key)]
    assert named, [fault.line("en") for fault in read(home)]
    assert any(words in fault.line("en") for fault in named), [fault.line("en") for fault in named]


def test_a_pin_written_in_the_clear_is_refused_and_not_repeated(home: Path) -> None:
    text = (home / "staff.toml").read_text("utf-8")
    start = text.index('pin_hash = "$') + len('pin_hash = "')
    (home / "staff.toml").write_text(text[:start] + "987654" + text[text.index('"', start) :], "utf-8")
    faults = read(home)
    assert [fault.key for fault in faults] == ["staff[1].pin_hash"]
    assert "987654" not in faults[0].line("vi") + faults[0].line("en")


def test_missing_files_are_named(tmp_path: Path) -> None:
    assert [fault.file for fault in read(tmp_path)] == ["staff.toml", "centre.toml", "devices.toml"]


def test_a_door_for_appointments_needs_appointments(home: Path) -> None:
    text = (home / "centre.toml").read_text("utf-8")
    (home / "centre.toml").write_text(text[: text.index("[appointments]")], "utf-8")
    centre, devices = load_centre(home), load_devices(home)
    catalogue = load_procedures(shipped_folder() / "procedures")
    assert isinstance(centre, Centre)
    assert isinstance(devices, Devices)
    assert isinstance(catalogue, Catalogue)
    found = [(fault.key, fault.remedy.en) for fault in faults_between(centre, devices, catalogue)]
    remedy = "Add [appointments] to centre.toml, or remove the door."
    assert found == [("K1.doors", remedy), ("K2.doors", remedy)]


def test_what_does_not_fit_between_the_files(home: Path) -> None:
    edit(home / "centre.toml", 'procedures = ["2.000635", "1.004873"]', 'procedures = ["2.000635", "9.999999"]')
    edit(home / "devices.toml", "counter = 3", "counter = 9")
    edit(home / "devices.toml", 'name = "B1"', 'name = "B1"\nlines = ["X"]')
    centre, devices = load_centre(home), load_devices(home)
    catalogue = load_procedures(shipped_folder() / "procedures")
    assert isinstance(centre, Centre)
    assert isinstance(devices, Devices)
    assert isinstance(catalogue, Catalogue)
    found = {(fault.file, fault.key, fault.problem.en) for fault in faults_between(centre, devices, catalogue)}
    assert found == {
        ("centre.toml", "lines[A].procedures", "Line A lacks procedure 1.004873."),
        ("centre.toml", "lines[A].procedures", "There is no file for procedure 9.999999."),
        ("devices.toml", "Q3.counter", "The centre has no counter 9."),
        ("devices.toml", "B1.lines", "The centre has no line X."),
    }

"""Reading centre.toml, staff.toml and devices.toml, and what must hold between them and the procedures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict

from config.centre import Centre, StaffMember
from config.devices import Devices
from config.faults import ConfigFault
from config.parsing import parse
from config.procedures import Catalogue
from config.queue_rule_faults import CENTRE_FILE, doubles, faults_of_queue_rules, unknown_line
from config.toml_file import read_toml

STAFF_FILE: Final = "staff.toml"
DEVICES_FILE: Final = "devices.toml"


class _Staff(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    staff: tuple[StaffMember, ...] = ()


def read_centre(folder: Path) -> Centre | tuple[ConfigFault, ...]:
    """The centre with its staff, or every fault of both files."""
    faults: list[ConfigFault] = []
    staff = _read_staff(folder, faults)
    table = read_toml(folder / CENTRE_FILE)
    if isinstance(table, ConfigFault):
        return (*faults, table)
    if "staff" in table:
        faults.append(
            ConfigFault.of(
                CENTRE_FILE,
                "staff",
                vi=("Nhân viên không ghi ở đây.", "Hãy chuyển sang staff.toml."),
                en=("Staff are not listed here.", "Move them to staff.toml."),
            )
        )
    centre = parse(Centre, table, CENTRE_FILE)
    if isinstance(centre, tuple):
        return (*faults, *centre)
    faults += _within_centre(centre)
    return tuple(faults) or centre.model_copy(update={"staff": staff})


def read_devices(folder: Path) -> Devices | tuple[ConfigFault, ...]:
    """The devices, or every fault of their file."""
    table = read_toml(folder / DEVICES_FILE)
    if isinstance(table, ConfigFault):
        return (table,)
    devices = parse(Devices, table, DEVICES_FILE)
    if isinstance(devices, tuple):
        return devices
    return tuple(_within_devices(devices)) or devices


def faults_between(centre: Centre, devices: Devices, catalogue: Catalogue) -> tuple[ConfigFault, ...]:
    """What does not fit between the three: counters, lines and procedures that one names and another lacks.

    A procedure that queues for an unknown line is found by `load_procedures` already, which is handed the letters.
    """
    return tuple(_between(centre, devices, catalogue))


def _read_staff(folder: Path, faults: list[ConfigFault]) -> tuple[StaffMember, ...]:
    table = read_toml(folder / STAFF_FILE)
    if isinstance(table, ConfigFault):
        faults.append(table)
        return ()
    read = parse(_Staff, table, STAFF_FILE)
    if isinstance(read, tuple):
        faults += read
        return ()
    faults += doubles(STAFF_FILE, "staff", (member.id for member in read.staff))
    return read.staff


def _within_centre(centre: Centre) -> Iterator[ConfigFault]:
    try:
        ZoneInfo(centre.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield ConfigFault.of(
            CENTRE_FILE,
            "timezone",
            vi=(f"Không có múi giờ “{centre.timezone}”.", 'Hãy ghi "Asia/Ho_Chi_Minh".'),
            en=(f"There is no time zone “{centre.timezone}”.", 'Write "Asia/Ho_Chi_Minh".'),
        )
    yield from doubles(CENTRE_FILE, "lines", (line.letter for line in centre.lines))
    yield from doubles(CENTRE_FILE, "counters", (str(counter.number) for counter in centre.counters))
    yield from doubles(CENTRE_FILE, "lines.procedures", (code for line in centre.lines for code in line.procedures))
    days = [swap.date.isoformat() for swap in centre.swapped_days] + [
        closed.date.isoformat() for closed in centre.closed_days
    ]
    yield from doubles(CENTRE_FILE, "swapped_days", days)
    letters = {line.letter for line in centre.lines}
    for counter in centre.counters:
        for letter in counter.lines:
            if letter not in letters:
                yield unknown_line(CENTRE_FILE, f"counters[{counter.number}].lines", letter)
    served = {letter for counter in centre.counters for letter in counter.lines}
    for letter in sorted(letters - served):
        yield ConfigFault.of(
            CENTRE_FILE,
            "counters",
            vi=(f"Không quầy nào phục vụ nhóm {letter}.", "Hãy thêm nhóm này vào lines của một quầy."),
            en=(f"No counter serves line {letter}.", "Add it to the lines of a counter."),
        )
    yield from faults_of_queue_rules(centre)
    for swap in centre.swapped_days:
        if not getattr(centre.hours, swap.hours_of):
            yield ConfigFault.of(
                CENTRE_FILE,
                "swapped_days.hours_of",
                vi=(f"Ngày “{swap.hours_of}” không có giờ mở cửa.", "Hãy chọn một ngày có giờ làm việc."),
                en=(f"“{swap.hours_of}” has no opening hours.", "Choose a weekday that has."),
            )


def _within_devices(devices: Devices) -> Iterator[ConfigFault]:
    printers = [(kiosk.name, kiosk.printer) for kiosk in devices.kiosks]
    printers += [(station.name, station.printer) for station in devices.stations]
    names = [kiosk.name for kiosk in devices.kiosks] + [station.name for station in devices.stations]
    names += [counter.name for counter in devices.counters] + [board.name for board in devices.boards]
    names += [supervisor.name for supervisor in devices.supervisors]
    yield from doubles(DEVICES_FILE, "name", names)
    yield from doubles(DEVICES_FILE, "series", [kiosk.own_series for kiosk in devices.kiosks if kiosk.own_series])
    for name, printer in printers:
        if printer not in devices.printers:
            yield _not_listed(f"{name}.printer", printer, "printers")
    for station in devices.stations:
        if station.scanner not in devices.scanners:
            yield _not_listed(f"{station.name}.scanner", station.scanner, "scanners")
    for kiosk in devices.kiosks:
        yield from doubles(DEVICES_FILE, f"{kiosk.name}.doors", kiosk.doors)


def _not_listed(key: str, name: str, table: str) -> ConfigFault:
    return ConfigFault.of(
        DEVICES_FILE,
        key,
        vi=(f"Mục [{table}] không có “{name}”.", f"Hãy thêm “{name}” vào [{table}], hoặc sửa tên."),
        en=(f"[{table}] has no “{name}”.", f"Add “{name}” to [{table}], or correct the name."),
    )


def _between(centre: Centre, devices: Devices, catalogue: Catalogue) -> Iterator[ConfigFault]:
    letters = {line.letter for line in centre.lines}
    codes = {procedure.code for procedure in catalogue.procedures}
    for procedure in catalogue.procedures:
        line = centre.line(procedure.line)
        if line is not None and procedure.code not in line.procedures:
            yield ConfigFault.of(
                CENTRE_FILE,
                f"lines[{line.letter}].procedures",
                vi=(f"Nhóm {line.letter} thiếu thủ tục {procedure.code}.", "Hãy thêm mã vào procedures của nhóm."),
                en=(f"Line {line.letter} lacks procedure {procedure.code}.", "Add the code to the line's procedures."),
            )
    for line in centre.lines:
        for code in line.procedures:
            if code not in codes:
                yield ConfigFault.of(
                    CENTRE_FILE,
                    f"lines[{line.letter}].procedures",
                    vi=(f"Không có tệp cho thủ tục {code}.", "Hãy thêm tệp vào procedures/, hoặc bỏ mã này."),
                    en=(f"There is no file for procedure {code}.", "Add the file to procedures/, or remove the code."),
                )
    for kiosk in devices.kiosks:
        if "appointment" in kiosk.doors and centre.appointments is None:
            yield ConfigFault.of(
                DEVICES_FILE,
                f"{kiosk.name}.doors",
                vi=("Trung tâm không nhận đặt lịch.", "Hãy thêm [appointments] vào centre.toml, hoặc bỏ cửa này."),
                en=("This centre takes no appointments.", "Add [appointments] to centre.toml, or remove the door."),
            )
    named = [(device.name, device.counter) for device in devices.counters]
    named += [(board.name, board.counter) for board in devices.boards if board.counter is not None]
    for name, number in named:
        if centre.counter(number) is None:
            yield ConfigFault.of(
                DEVICES_FILE,
                f"{name}.counter",
                vi=(f"Trung tâm không có quầy số {number}.", "Hãy sửa số quầy."),
                en=(f"The centre has no counter {number}.", "Correct the number."),
            )
    for board in devices.boards:
        for letter in board.lines:
            if letter not in letters:
                yield unknown_line(DEVICES_FILE, f"{board.name}.lines", letter)

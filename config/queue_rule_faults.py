"""What must hold between the rules of the queue and the lines and counters of one centre."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from typing import Final

from config.centre import Centre
from config.faults import ConfigFault

CENTRE_FILE: Final = "centre.toml"


def faults_of_queue_rules(centre: Centre) -> Iterator[ConfigFault]:
    """What does not fit: unknown lines and procedures, doubles, weights of lines that a counter does not serve."""
    yield from doubles(CENTRE_FILE, "priority_classes", (one.code for one in centre.priority_classes))
    yield from doubles(CENTRE_FILE, "express", (one.id for one in centre.express))
    letters = {line.letter for line in centre.lines}
    codes = {code for line in centre.lines for code in line.procedures}
    for programme in centre.express:
        key = f"express[{programme.id}]"
        for letter in programme.lines:
            if letter not in letters:
                yield unknown_line(CENTRE_FILE, f"{key}.lines", letter)
        for code in programme.procedures:
            if code not in codes:
                yield ConfigFault.of(
                    CENTRE_FILE,
                    f"{key}.procedures",
                    vi=(f"Không nhóm nào có thủ tục {code}.", "Hãy sửa mã, hoặc thêm mã vào procedures của một nhóm."),
                    en=(f"No line has procedure {code}.", "Correct the code, or add it to a line's procedures."),
                )
    for letter in () if centre.appointments is None else centre.appointments.lines:
        if letter not in letters:
            yield unknown_line(CENTRE_FILE, "appointments.lines", letter)
    for counter in centre.counters:
        for letter in counter.weights:
            if letter not in counter.lines:
                yield ConfigFault.of(
                    CENTRE_FILE,
                    f"counters[{counter.number}].weights",
                    vi=(f"Quầy này không phục vụ nhóm {letter}.", "Hãy thêm nhóm vào lines của quầy, hoặc bỏ đi."),
                    en=(f"This counter does not serve line {letter}.", "Add it to the counter's lines, or remove it."),
                )


def unknown_line(file: str, key: str, letter: str) -> ConfigFault:
    """A line that is named but not there."""
    return ConfigFault.of(
        file,
        key,
        vi=(f"Trung tâm không có nhóm thủ tục {letter}.", "Hãy sửa chữ cái, hoặc thêm nhóm vào centre.toml."),
        en=(f"The centre has no line {letter}.", "Correct the letter, or add the line to centre.toml."),
    )


def doubles(file: str, key: str, names: Iterable[str]) -> Iterator[ConfigFault]:
    """A fault for each name that is there more than once."""
    for name, count in sorted(Tally(names).items()):
        if count > 1:
            yield ConfigFault.of(
                file,
                key,
                vi=(f"“{name}” có {count} lần.", "Hãy bỏ bớt hoặc đổi tên."),
                en=(f"“{name}” is there {count} times.", "Remove or rename the others."),
            )

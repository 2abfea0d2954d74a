"""The languages in which calls are said, read from spoken/: a file a language, so that a new one needs no code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Formatter
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, model_validator

from config.devices import BoardDevice
from config.faults import ConfigFault
from config.parsing import parse
from config.toml_file import read_toml

FOLDER: Final = "spoken"

Word = Annotated[str, Field(min_length=1, max_length=40)]


class SpokenLanguage(BaseModel):
    """One language: the sentence of a call, the ten digits, letters and counters that need other words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    voice: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9+_-]{0,39}$")]
    """The synthesiser's name of the voice."""
    call: Annotated[str, Field(max_length=300)]
    """Holds {number} and {counter}, each once."""
    digits: Annotated[tuple[Word, ...], Field(min_length=10, max_length=10)]
    letters: dict[Annotated[str, Field(pattern=r"^[A-Z]$")], Word] = Field(default_factory=dict)
    counters: dict[Annotated[str, Field(pattern=r"^[1-9][0-9]{1,2}$")], Word] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _both_places(self) -> SpokenLanguage:
        try:
            places = sorted(place for _, place, _, _ in Formatter().parse(self.call) if place is not None)
        except ValueError:
            places = []
        if places != ["counter", "number"]:
            raise ValueError("spoken_call")
        return self


def load_spoken(folder: Path) -> dict[str, SpokenLanguage] | tuple[ConfigFault, ...]:
    """The languages of a configuration folder by code, or every fault of their files."""
    languages: dict[str, SpokenLanguage] = {}
    faults: list[ConfigFault] = []
    for file in sorted((folder / FOLDER).glob("*.toml")):
        table = read_toml(file)
        name = f"{FOLDER}/{file.name}"
        read = table if isinstance(table, ConfigFault) else parse(SpokenLanguage, table, name)
        match read:
            case ConfigFault():
                faults.append(read)
            case SpokenLanguage():
                languages[file.stem] = read
            case _:
                faults += read
    return tuple(faults) or languages


def unspoken(boards: Sequence[BoardDevice], spoken: Mapping[str, SpokenLanguage]) -> tuple[ConfigFault, ...]:
    """The languages that boards are to speak and that have no file."""
    return tuple(
        ConfigFault.of(
            "devices.toml",
            f"{board.name}.voice.languages",
            vi=(f"Không có tệp {FOLDER}/{code}.toml.", "Hãy chép vi.toml thành tệp ấy rồi dịch, hoặc bỏ mã này."),
            en=(f"There is no file {FOLDER}/{code}.toml.", "Copy vi.toml to it and translate, or remove the code."),
        )
        for board in boards
        for code in board.voice.languages
        if code not in spoken
    )

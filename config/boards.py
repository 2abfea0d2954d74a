"""The boards of a centre as devices.toml names them: which calls each shows, what it says, how it speaks."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from config.centre import Stretch
from config.queue_rules import Letter
from config.texts import Language, Text

BoardKind = Literal["hall", "zone", "counter"]
SpokenCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[a-z0-9]{2,8})?$")]

LONGEST_ANNOUNCEMENT = 160


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class QuietHours(Stretch):
    """Hours in which nothing is said, each day anew. `start` after `end`: over midnight."""

    @field_validator("end", mode="before")
    @classmethod
    def _to_midnight(cls, value: object) -> object:
        return time.min if value == "24:00" else value

    @model_validator(mode="after")
    def _not_empty(self) -> QuietHours:
        if self.start == self.end:
            raise ValueError("quiet_hours_empty")
        return self

    def hold(self, now: time) -> bool:
        """Whether this moment is one of them; `end` is not."""
        if self.start < self.end:
            return self.start <= now < self.end
        return now >= self.start or now < self.end


class CallVoice(_Entry):
    """How calls are said."""

    on: bool = False
    languages: Annotated[tuple[SpokenCode, ...], Field(min_length=1, max_length=4)] = ("vi",)
    """Every call is said in each of these in turn; each is a file in spoken/."""
    volume: Annotated[int, Field(ge=0, le=100)] = 80
    """Loudness in percent of the loudest, on top of what the amplifier is set to."""
    pace: Annotated[int, Field(ge=80, le=260)] = 140
    """Words a minute. Radio speaks 160 to 180; 140 and below is easier for old ears and echoing halls."""
    pitch: Annotated[int, Field(ge=0, le=99)] = 45
    """Height of the voice; lower carries better to people who hear high tones badly."""
    times: Annotated[int, Field(ge=1, le=5)] = 2
    """How often each call is said in all."""
    pause_s: Annotated[float, Field(ge=0.2, le=10)] = 0.8
    """Silence between two announcements, seconds."""
    sound: Annotated[str, Field(pattern=r"^(speakers|simulated:[^\x00-\x1f]{0,200})$")] = "speakers"
    """"speakers", or "simulated:FOLDER": WAV files with their times; without a folder in the process's home."""


class BoardVoice(CallVoice):
    """A board's. In one room only one board may have a voice: two know nothing of each other's sentences."""

    quiet_hours: Annotated[tuple[QuietHours, ...], Field(max_length=6)] = ()
    """Local hours in which nothing is said; the screen goes on. "22:00-06:00" is over midnight."""


class BoardPlace(_Entry):
    """What a board shows and says; `devices.py` adds its name and glass."""

    kind: BoardKind = "hall"
    """hall: the last calls and all waits; zone: the same of its lines only; counter: one number above one counter."""
    lines: tuple[Letter, ...] = ()
    """The lines shown; empty means all. A zone board names at least one."""
    counter: Annotated[int, Field(ge=1, le=999)] | None = None
    """The counter under a counter board."""
    zone: Text | None = None
    """The name of a zone board's part of the hall."""
    announcements: Annotated[tuple[Text, ...], Field(max_length=12)] = ()
    """Sentences shown in turn at the foot of the wall."""
    language: Language = "vi"
    """The words on the wall; a keyboard's F8 changes them until the next start."""
    high_contrast: bool = False
    """Yellow and white on black; a keyboard's F7 changes it until the next start."""
    voice: BoardVoice = BoardVoice()

    @model_validator(mode="after")
    def _fits_its_kind(self) -> BoardPlace:
        if self.kind == "zone" and not self.lines:
            raise ValueError("zone_without_lines")
        if (self.kind == "counter") != (self.counter is not None):
            raise ValueError("board_counter")
        if any(max(len(text.vi), len(text.en)) > LONGEST_ANNOUNCEMENT for text in self.announcements):
            raise ValueError("announcement_long")
        return self

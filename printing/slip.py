"""The slip a citizen carries: a ticket, or the proof that a dossier was sent. One layout, two contents.

Nothing personal is on it, ever: a number, a place, a time, what to prepare, and codes that mean nothing to strangers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from PIL import Image

from config.texts import Language, Text
from config.wait_words import PERHAPS_NOT_TODAY, wait_words
from printing.sheet import Piece, Sheet, Type
from printing.words import local, moment, span

PAPER_80_MM: Final = 576  # dots across the printed width at 203 dpi
PAPER_58_MM: Final = 384

_YOUR_NUMBER: Final = Text("Số của ông/bà", "Your number")
_SIT: Final = Text("Mời ngồi {zone}", "Please sit in {zone}")
_NEXT_TO_YOU: Final = Text("Sắp đến lượt ông/bà", "You are next")
_AHEAD: Final = Text("Trước ông/bà: {ahead} người", "People before you: {ahead}")
_WAIT: Final = Text("Chờ {wait}", "Wait: {wait}")
_PROMISE: Final = Text("Ngày làm nhanh: hẹn xong trước {hour}", "Express day: promised to be done by {hour}")
_WITHOUT_HUB: Final = Text(
    "Máy lấy số tự cấp số này vì mất liên lạc với máy chủ. Số có giá trị như mọi số khác, theo giờ in dưới đây.",
    "This kiosk gave the number by itself: the main computer did not answer. It counts like any other, by this hour.",
)
_CALLED_AT: Final = Text("Quầy {counter} gọi số này", "Counter {counter} calls this number")
_NO_PROMISE: Final = Text("Chưa báo trước được thời gian chờ.", "The wait cannot be told yet.")
_MISSED: Final = Text("Qua số: trong {span}, đến {place}.", "Missed? Within {span}: {place}.")
_PREPARE: Final = Text("Trong lúc chờ, xin chuẩn bị", "While you wait, please prepare")
_KEEP: Final = Text(
    "Giữ phiếu cẩn thận: mã này mở tờ khai của ông/bà. Mất phiếu thì phải khai lại.",
    "Keep this slip safe: this code opens your form. If it is lost, the form must be filled again.",
)
_PHONE: Final = Text("Xem lượt trên điện thoại", "Follow your turn on a phone")
_SENT: Final = Text("Đã gửi hồ sơ", "Your dossier has been sent")
_KEPT: Final = Text("Đã nhận hồ sơ tại Trung tâm", "Your dossier is safe with the Centre")
_PROVISIONAL: Final = Text(
    "Phiếu tạm: hồ sơ đã được giữ an toàn và đang chờ gửi đi. Mã hồ sơ sẽ được báo qua tin nhắn.",
    "Provisional slip: the dossier is kept safe and waits to be sent. Its code follows by text message.",
)
_CODE: Final = Text("Mã hồ sơ", "Dossier code")
_LOOK_UP: Final = Text("Dùng mã này để tra cứu hồ sơ.", "Use this code to follow the dossier.")
_WAIT_FOR_CALL: Final = Text(
    "Xin chờ gọi số để cán bộ tiếp nhận hồ sơ.", "Please wait for your number, so that an officer can accept it."
)
_TICKET: Final = Text("Số thứ tự", "Ticket")


@dataclass(frozen=True)
class ComingBack:
    """Where somebody who was called in vain comes to have the place again, and for how many minutes afterwards."""

    place: Text
    within_min: int


@dataclass(frozen=True)
class SlipContent:
    """What one slip says. `language` is the one that stands first and large; the other is under it, small.

    wait_low_min, wait_high_min: minutes, or None where nobody can tell; wait_told: False where the hub does not stand
    by them. promise_until: when an express programme promised to be done. coming_back: None where nobody may.
    dossier_code: the `MC1:` text, for tickets.
    label: "" on the submission slip of someone who took no number.
    codes: the city's codes of the dossiers just sent; a `provisional` slip has none yet.
    """

    kind: Literal["ticket", "submission"]
    centre_name: Text
    label: str
    line_name: Text
    zone: Text
    issued_at: datetime
    ahead: int | None = None
    wait_low_min: int | None = None
    wait_high_min: int | None = None
    wait_told: bool = True
    promise_until: datetime | None = None
    coming_back: ComingBack | None = None
    prepare: tuple[Text, ...] = ()
    dossier_code: str | None = None
    phone_url: str | None = None
    codes: tuple[str, ...] = ()
    provisional: bool = False
    without_hub: bool = False
    """A number of the kiosk's own; `counter` calls it while the hub is away, if the kiosk knows which."""
    counter: int | None = None
    language: Language = "vi"


@dataclass(frozen=True)
class SlipLayout:
    """The paper (mode "1") and where everything on it stands."""

    image: Image.Image
    pieces: tuple[Piece, ...]


def lay_out(content: SlipContent, width_px: int = PAPER_80_MM) -> Image.Image:
    """The slip as it will be printed, mode "1", `width_px` dots wide and as long as it needs."""
    return arrange(content, width_px).image


def arrange(content: SlipContent, width_px: int = PAPER_80_MM) -> SlipLayout:
    """The slip together with the places of its pieces. Raises ValueError when a code cannot be printed readably."""
    writer = _Writer(Sheet(width_px, margin=max(8, width_px // 36)), content)
    writer.head()
    if content.kind == "ticket":
        writer.ticket()
    else:
        writer.submission()
    writer.foot()
    return SlipLayout(writer.sheet.raster(), tuple(writer.sheet.pieces))


class _Writer:
    """Puts one content on one sheet."""

    def __init__(self, sheet: Sheet, content: SlipContent) -> None:
        self.sheet = sheet
        self._content = content
        self._other: Language = "vi" if content.language == "en" else "en"
        narrow = sheet.width < 480
        self._small = Type(18 if narrow else 21, "Medium")
        self._body = Type(24 if narrow else 29, "Medium")
        self._strong = Type(26 if narrow else 33, "SemiBold")
        self._title = Type(30 if narrow else 42, "Bold")
        self._gap = sheet.width // 40

    def head(self) -> None:
        """Whose slip this is."""
        self._both(self._content.centre_name, self._strong, self._small)
        self.sheet.space(self._gap)
        self.sheet.rule()
        self.sheet.space(self._gap)

    def ticket(self) -> None:
        """Number, place, waiting, what to prepare, the code of the form, the phone's code."""
        content = self._content
        self._both(_YOUR_NUMBER, self._strong, self._small)
        self._number(self.sheet.width // 4)
        self._both(content.line_name, self._strong, self._small)
        self.sheet.space(self._gap)
        self._band(_filled(_SIT, zone=_inside(content.zone)))
        self.sheet.space(self._gap)
        self._waiting()
        if content.prepare:
            self.sheet.space(self._gap)
            self.sheet.rule(dashed=True)
            self.sheet.space(self._gap)
            self._both(_PREPARE, self._strong, self._small)
            self.sheet.space(self._gap // 2)
            for thing in content.prepare:
                self.sheet.item(self._first(thing), self._second(thing), self._body, self._small)
                self.sheet.space(self._gap // 3)
        if content.dossier_code:
            self._code(content.dossier_code, 6, _KEEP)
        if content.phone_url:
            self._code(content.phone_url, 5, _PHONE)

    def submission(self) -> None:
        """That the dossier is safe, its codes or the promise of them, the number that will be called."""
        content = self._content
        self._band(_KEPT if content.provisional else _SENT)
        self.sheet.space(self._gap)
        if content.provisional:
            self._both(_PROVISIONAL, self._body, self._small)
        for code in content.codes:
            self._dossier(code)
        if content.codes:
            self.sheet.space(self._gap)
            self._both(_LOOK_UP, self._body, self._small)
        if not content.label:
            return
        self.sheet.space(self._gap)
        self._both(_WAIT_FOR_CALL, self._body, self._small)
        self.sheet.space(self._gap)
        self.sheet.rule(dashed=True)
        self.sheet.space(self._gap)
        self._both(_TICKET, self._strong, self._small)
        self._number(self.sheet.width // 6)
        self._both(content.line_name, self._strong, self._small)
        self.sheet.space(self._gap)
        self._both(_filled(_SIT, zone=_inside(content.zone)), self._strong, self._small)

    def foot(self) -> None:
        """When it was printed."""
        self.sheet.space(self._gap)
        self.sheet.rule()
        self.sheet.space(self._gap // 2)
        self.sheet.text(moment(self._content.issued_at, self._content.language), self._small)

    def _number(self, tallest: int) -> None:
        self.sheet.space(self._gap * 3 // 2)
        self.sheet.number(self._content.label, "ExtraBold", tallest)
        self.sheet.space(self._gap)

    def _waiting(self) -> None:
        content = self._content
        if content.without_hub:
            if content.counter is not None:
                self._both(_filled(_CALLED_AT, counter=content.counter), self._strong, self._small)
            self._both(_NO_PROMISE, self._body, self._small)
            self.sheet.space(self._gap)
            self._both(_WITHOUT_HUB, self._body, self._small)
        if content.ahead is not None:
            people = _NEXT_TO_YOU if content.ahead == 0 else _filled(_AHEAD, ahead=content.ahead)
            self._both(people, self._body, self._small)
        if content.wait_low_min is not None and content.wait_high_min is not None:
            wait = wait_words(content.wait_low_min, content.wait_high_min, told=content.wait_told, about=True)
            said = _filled(_WAIT, wait=wait) if content.wait_told else PERHAPS_NOT_TODAY
            self._both(said, self._strong, self._small)
        if content.promise_until is not None:
            hour = f"{local(content.promise_until):%H:%M}"
            self.sheet.space(self._gap)
            self._both(_filled(_PROMISE, hour=Text(hour, hour)), self._strong, self._small)
        if content.coming_back is not None:
            missed = _filled(_MISSED, span=span(content.coming_back.within_min), place=content.coming_back.place)
            self._both(missed, self._small, self._small)

    def _code(self, payload: str, module: int, words: Text) -> None:
        """A code, and the words that say what it is good for."""
        self.sheet.space(self._gap)
        self.sheet.rule(dashed=True)
        self.sheet.code(payload, module, ((self._first(words), self._body), (self._second(words), self._small)))

    def _dossier(self, code: str) -> None:
        """A dossier's code, to read and to scan."""
        self.sheet.space(self._gap)
        self.sheet.rule(dashed=True)
        self.sheet.space(self._gap)
        self._both(_CODE, self._body, self._small)
        self.sheet.text(code, self._title)
        self.sheet.code(code, 7)

    def _band(self, words: Text) -> None:
        self.sheet.band(self._first(words), self._title, padding=self._gap * 2)
        self.sheet.space(self._gap // 2)
        self.sheet.text(self._second(words), self._small)

    def _both(self, words: Text, face: Type, small: Type) -> None:
        self.sheet.text(self._first(words), face)
        self.sheet.text(self._second(words), small)

    def _first(self, words: Text) -> str:
        return words.in_language(self._content.language)

    def _second(self, words: Text) -> str:
        return words.in_language(self._other)


def _filled(words: Text, **parts: int | Text) -> Text:
    return words.filled(
        {name: part if isinstance(part, Text) else Text(str(part), str(part)) for name, part in parts.items()}
    )


def _inside(zone: Text) -> Text:
    """A zone's name as it stands inside a sentence: Khu B -> khu B."""
    return Text(zone.vi[:1].lower() + zone.vi[1:], zone.en[:1].lower() + zone.en[1:])

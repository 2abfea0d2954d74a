"""The QR code of a Vietnamese identity card (căn cước công dân since 2021, thẻ căn cước since 1/7/2024).

`number | old number or nothing | full name | born ddMMyyyy | sex | residence | issued ddMMyyyy`, and on the newer card
four fields more whose meaning is published nowhere: kept raw, never mapped. The code is plain unsigned text; reading it
proves nothing about who holds the card. Nothing of it may reach a log or an exception: faults carry fixed sentences.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from config.texts import Text

Sex = Literal["Nam", "Nữ"]
CardKind = Literal["cccd", "can_cuoc"]
Doubt = Literal["number_sex", "number_year", "accents_missing", "unusual_dates", "unusual_letters"]
CardFaultKind = Literal[
    "empty", "too_long", "not_a_card", "only_number", "another_layout", "mangled", "order", "number", "old_number",
    "name", "born", "sex", "issued", "future", "dates", "mrz_lines", "mrz_check",
]  # fmt: skip

# From this day on the card is called "thẻ căn cước" (Law on Identification 26/2023/QH15).
CAN_CUOC_SINCE: Final = date(2024, 7, 1)
_MOST_CHARACTERS: Final = 3000  # a QR code holds 2,953 bytes at most
_FIELDS: Final = 7
_MOST_FIELDS: Final = 24
_NUMBER: Final = re.compile(r"[0-9]{12}")
_OLD_NUMBER: Final = re.compile(r"(?:[0-9]{9})?")
_PLAIN_DATE: Final = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_SIGNED_DATE: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_READER_PREFIX: Final = re.compile(r"\][A-Za-z][0-9]")  # AIM symbology identifier some readers put in front
_NAME_SIGNS: Final = frozenset(" '’ʼ.-")
_VIETNAMESE_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzđăâêôơư")
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_VOWELS: Final = frozenset("aăâeêioôơuưy")
# Beyond those of Vietnamese: the alphabets of Ê Đê, Gia Rai, Ba Na, Cơ Ho, Mnông … have ŭ, ĭ, ê̆, č, ñ and ƀ. Left out
# is what a wrong encoding makes of Vietnamese: Ä, Å, Ç, ø, ş, ř, ť.
_FURTHER_MARKS: Final = _TONES | frozenset("\u0302\u0304\u0306\u030c\u031b")
_FURTHER_CONSONANTS: Final = frozenset("čñƀ")
# What single-byte encodings make of UTF-8, and TCVN3 (".VnTime") of a letter inside or at the beginning of a word.
_WRONG_ENCODINGS: Final = (
    "latin-1", "cp1252", "cp1258", "cp1250", "cp1254", "cp1257", "cp437", "cp850", "mac_roman",
)  # fmt: skip
_MORE_BYTES: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_SIGN_IN_WORD: Final = re.compile(
    r"[^\W\d_][§¨©«¬\xad®°±²³´µ¶·¸¹»¼½¾×÷¢£¤¥¦¡¿†‡‰‹›€™„]+[^\W\d_]|(?<!\w)[§¨©¬®¸¹µ¶]+[^\W\d_]"
    r"|[^\W\d_][§¨©¬±µ¶·¸¹¼½¾¦†‡‰€]|(?<![\dNn])[ªº]|[\u2500-\u259f‗]"
)
_ETH: Final = str.maketrans("Ðð", "Đđ")
_USUAL_SIGNS: Final = frozenset("–—’‘ʼ…")

_TYPE_IT: Final = (
    "Xin mời đưa lại thẻ, hoặc tự nhập thông tin; những gì đã khai vẫn còn.",
    "Please show the card again, or type the details yourself; what you have entered is kept.",
)


def _sentence(vi: str, en: str) -> Text:
    return Text(f"{vi} {_TYPE_IT[0]}", f"{en} {_TYPE_IT[1]}")


_SENTENCES: Final[dict[CardFaultKind, Text]] = {
    "empty": _sentence("Chưa đọc được gì từ thẻ.", "Nothing was read from the card."),
    "too_long": _sentence(
        "Mã này dài hơn mọi mã trên thẻ căn cước.", "This code is longer than any identity card's code."
    ),
    "not_a_card": _sentence("Đây không phải mã trên thẻ căn cước.", "This is not the code of an identity card."),
    "only_number": _sentence(
        "Chỉ đọc được số định danh; mã QR trên thẻ có nhiều thông tin hơn.",
        "Only the number was read; the card's QR code holds more.",
    ),
    "another_layout": _sentence(
        "Mã này không theo mẫu của thẻ căn cước gắn chip: thiếu thông tin.",
        "This code does not follow the layout of the chip card: a field is missing.",
    ),
    "mangled": _sentence(
        "Chữ tiếng Việt đến nơi bị sai dấu; đầu đọc có thể đang đi qua bộ gõ tiếng Việt. "
        "Xin nhờ nhân viên kiểm tra đầu đọc.",
        "The Vietnamese letters arrived damaged; the reader may be typing through an input method. "
        "Please ask staff to check the reader.",
    ),
    "order": _sentence("Các thông tin trong mã bị đảo thứ tự.", "The fields in the code are in the wrong order."),
    "number": _sentence(
        "Số định danh trong mã không đủ 12 chữ số.", "The personal number in the code does not have 12 digits."
    ),
    "old_number": _sentence(
        "Số CMND cũ trong mã không phải 9 chữ số.", "The old ID number in the code does not have 9 digits."
    ),
    "name": _sentence("Trong mã không có họ và tên.", "The code holds no name."),
    "born": _sentence("Ngày sinh trong mã không có thật.", "The date of birth in the code does not exist."),
    "sex": _sentence("Giới tính trong mã không đọc được.", "The sex in the code cannot be read."),
    "issued": _sentence("Ngày cấp trong mã không có thật.", "The date of issue in the code does not exist."),
    "future": _sentence("Mã ghi một ngày chưa đến.", "The code names a day that is still to come."),
    "dates": _sentence(
        "Ngày cấp trong mã không sau ngày sinh.", "The date of issue in the code is not after the date of birth."
    ),
    "mrz_lines": _sentence(
        "Ba dòng ký tự ở mặt sau thẻ đọc chưa đủ.", "The three lines on the back of the card were not read in full."
    ),
    "mrz_check": _sentence(
        "Ba dòng ký tự ở mặt sau thẻ đọc bị sai.", "The three lines on the back of the card were misread."
    ),
}

_DOUBTS: Final[dict[Doubt, Text]] = {
    "number_sex": Text(
        "Số định danh và giới tính trên thẻ không khớp nhau: xin kiểm tra.",
        "The personal number and the sex on the card do not match: please check.",
    ),
    "number_year": Text(
        "Số định danh và năm sinh trên thẻ không khớp nhau: xin kiểm tra.",
        "The personal number and the year of birth on the card do not match: please check.",
    ),
    "accents_missing": Text(
        "Tên và địa chỉ đọc được không có dấu: xin kiểm tra và sửa lại.",
        "The name and address were read without accents: please check and correct them.",
    ),
    "unusual_letters": Text(
        "Tên hoặc địa chỉ trên thẻ có chữ hay ký hiệu ít gặp: xin kiểm tra từng chữ.",
        "The name or address on the card has uncommon letters or signs: please check every letter.",
    ),
    "unusual_dates": Text(
        "Ngày tháng trong mã viết theo kiểu khác thường: xin kiểm tra.",
        "The dates in the code are written in an unusual way: please check.",
    ),
}


@dataclass(frozen=True)
class CardFault:
    """Why a text is not a card, without a letter of it."""

    kind: CardFaultKind

    @property
    def text(self) -> Text:
        """What happened, what to do, and that nothing is lost."""
        return _SENTENCES[self.kind]


@dataclass(frozen=True)
class IdentityCard:
    """What the card's QR code says. `extra` is fields 8 and on, raw. Its repr shows nothing personal."""

    number: str = field(repr=False)
    old_number: str = field(repr=False)
    full_name: str = field(repr=False)
    born: date = field(repr=False)
    sex: Sex = field(repr=False)
    residence: str = field(repr=False)
    issued: date = field(repr=False)
    kind: CardKind
    extra: tuple[str, ...] = field(default=(), repr=False)
    doubts: tuple[Doubt, ...] = ()


def masked(number: str) -> str:
    """A personal number as it may be shown to others: `001******001`. Shorter texts vanish whole."""
    if len(number) < 9:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 6) + number[-3:]


def doubt_text(doubt: Doubt) -> Text:
    """The sentence for one doubt; a doubt never stops anyone."""
    return _DOUBTS[doubt]


def parse_card_qr(text: str, today: date) -> IdentityCard | CardFault:
    """Read the text of a card's QR code; any text at all gives a card or a fault.

    Tolerates `;` or line ends for `|`, a byte order mark, a trailing line end, NFD, and dates with slashes (a doubt).
    """
    if len(text) > _MOST_CHARACTERS:
        return CardFault("too_long")
    tidy = unicodedata.normalize("NFC", text).strip("\ufeff\u200b \t\r\n\0")
    tidy = _READER_PREFIX.sub("", tidy, count=1) if tidy.startswith("]") else tidy
    if not tidy:
        return CardFault("empty")
    if _NUMBER.fullmatch(tidy):
        return CardFault("only_number")
    fields = _split(tidy)
    fault = _shape_fault(fields)
    return CardFault(fault) if fault else _read(fields, today)


def _split(tidy: str) -> list[str]:
    if "|" in tidy:
        parts = tidy.split("|")
    elif tidy.count(";") >= _FIELDS - 2:
        parts = tidy.split(";")
    else:
        parts = re.split(r"\r\n|\r|\n", tidy)
    return [" ".join(part.split()) for part in parts]


def _shape_fault(fields: Sequence[str]) -> CardFaultKind | None:
    """What keeps these fields from being a card before any of them is believed."""
    numbers = [at for at, part in enumerate(fields) if _NUMBER.fullmatch(part)]
    dates = [at for at, part in enumerate(fields) if _date_parts(part)]
    sexes = [at for at, part in enumerate(fields) if _sex(part)]
    if len(fields) < _FIELDS - 2 or len(fields) > _MOST_FIELDS or not (numbers or dates):
        return "not_a_card"
    if len(fields) < _FIELDS:
        return "another_layout"
    if any(_damaged(part) for part in fields[:_FIELDS]):
        return "mangled"
    if (numbers and 0 not in numbers) or (sexes and 4 not in sexes) or (len(dates) > 1 and not {3, 6} <= set(dates)):
        return "order"
    return None


def _read(fields: Sequence[str], today: date) -> IdentityCard | CardFault:
    number, old_number, full_name, born_text, sex_text, residence, issued_text = fields[:_FIELDS]
    if not _NUMBER.fullmatch(number):
        return CardFault("number")
    if not _OLD_NUMBER.fullmatch(old_number):
        return CardFault("old_number")
    if not full_name:
        return CardFault("name")
    if not _is_name(full_name):
        return CardFault("mangled")
    born, issued = _date(born_text), _date(issued_text)
    if born is None:
        return CardFault("born")
    sex = _sex(sex_text)
    if sex is None:
        # "Nữ" is the one word on every woman's card that shows what a wedge reader did to accents.
        return CardFault("mangled" if sex_text[:1] in ("N", "n") else "sex")
    if issued is None:
        return CardFault("issued")
    if born > today or issued > today:
        return CardFault("future")
    if born >= issued:
        return CardFault("dates")
    doubts = _doubts(number, born, sex)
    if sex == "Nam" and len(residence.split()) >= 3 and (full_name + residence).isascii():
        doubts = (*doubts, "accents_missing")
    if not (_PLAIN_DATE.fullmatch(born_text) and _PLAIN_DATE.fullmatch(issued_text)):
        doubts = (*doubts, "unusual_dates")
    if _unusual(full_name) or _unusual(residence):
        doubts = (*doubts, "unusual_letters")
    full_name, residence = full_name.translate(_ETH), residence.translate(_ETH)
    kind: CardKind = "can_cuoc" if issued >= CAN_CUOC_SINCE else "cccd"
    extra = tuple(fields[_FIELDS:])
    return IdentityCard(number, old_number, full_name, born, sex, residence, issued, kind, extra, doubts)


def _doubts(number: str, born: date, sex: Sex) -> tuple[Doubt, ...]:
    """Digit 4 says century and sex, digits 5 and 6 the year of birth; there is no check digit."""
    century, woman = divmod(int(number[3]), 2)
    doubts: list[Doubt] = []
    if woman != (sex == "Nữ"):
        doubts.append("number_sex")
    if 1900 + 100 * century + int(number[4:6]) != born.year:
        doubts.append("number_year")
    return tuple(doubts)


def _date_parts(text: str) -> tuple[int, int, int] | None:
    found = _PLAIN_DATE.fullmatch(text) or _SIGNED_DATE.fullmatch(text)
    return (int(found[3]), int(found[2]), int(found[1])) if found else None


def _date(text: str) -> date | None:
    parts = _date_parts(text)
    try:
        return date(*parts) if parts else None
    except ValueError:
        return None


def _sex(text: str) -> Sex | None:
    match text.lower():
        case "nam":
            return "Nam"
        case "nữ":
            return "Nữ"
        case _:
            return None


def _is_name(text: str) -> bool:
    if re.search(r"(?:^|[ '’ʼ.-])[\u0300-\u036f]", text):
        return False  # a mark without its letter
    return all(letter in _NAME_SIGNS or letter in _FURTHER_MARKS or _is_card_letter(letter) for letter in text)


def _is_vietnamese(letter: str) -> bool:
    base, tones = _without_tones(letter)
    return base in _VIETNAMESE_LETTERS and (not tones or base in _VOWELS)


def _without_tones(letter: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", letter.lower())
    base = "".join(part for part in parts if part not in _TONES)
    return unicodedata.normalize("NFC", base), "".join(part for part in parts if part in _TONES)


def _is_card_letter(letter: str) -> bool:
    """A letter of Vietnamese or of another language of Viet Nam written in Latin letters, or the eth taken for Đ."""
    parts = unicodedata.normalize("NFD", letter.lower())
    on_vowel = parts[:1] in _VOWELS and _FURTHER_MARKS.issuperset(parts[1:])
    return on_vowel or letter in "Ðð" or letter.lower() in _FURTHER_CONSONANTS or _is_vietnamese(letter)


def _unusual(text: str) -> bool:
    """Whether a person should look at these letters: they are right on some cards, and sometimes what misreading left.

    An eth is nothing to ask about where other letters show that the text was not read as Latin-1, as Đ and ặ do.
    """
    if any(not (sign.isascii() or sign in _USUAL_SIGNS or sign in "Ðð" or _is_vietnamese(sign)) for sign in text):
        return True
    return bool(re.search("[Ðð]", text)) and (_all_in(text, "latin-1") or bool(re.search(r"[^\W\d_][Ðð]", text)))


def _eth_from_wrong_encoding(text: str) -> bool:
    """Đ in windows-1258 read as Latin-1 is Ð, and then every tone is a letter more: Đặng comes as Ðãòng."""
    tones = (sum(bool(_without_tones(letter)[1]) for letter in word) for word in re.split(r"\W+", text))
    one_too_many = max(tones) > 1 or re.search("[À-ÖØ-öø-ÿ]{2}", text.translate(_ETH))
    return bool(one_too_many and re.search("[Ðð]", text))


def _all_in(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _damaged(text: str) -> bool:
    """Signs of a wrong encoding: replacement or control characters, ? inside a word, letters no card has."""
    if text.isascii():
        return bool(re.search(r"\w\?\w|\?\?|[\x00-\x1f\x7f]", text))
    if re.search(r"\w\?\w|\?\?", text) or _SIGN_IN_WORD.search(text) or _is_utf8_misread(text):
        return True
    if _eth_from_wrong_encoding(text):
        return True
    return any(
        letter == "\ufffd"
        or unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn")
        or (unicodedata.combining(letter) and letter not in _FURTHER_MARKS)
        or (letter.isalpha() and letter not in "ªºʼ" and not _is_card_letter(letter))
        for letter in text
    )


def _is_utf8_misread(text: str) -> bool:
    """Whether some single-byte encoding gives back bytes of which UTF-8 makes letters that a card has."""
    for encoding in _WRONG_ENCODINGS:
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        for found in _MORE_BYTES.findall(data):
            letter = found.decode("utf-8", errors="replace")
            if "\xa0" <= letter <= "\xbf" or _is_card_letter(letter):
                return True
    return False

"""What a half-accented word may have been meant to be: the keyboard's strip for people who know no input method."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from typing import Final

from kiosk.text.composing import split_last_word
from kiosk.text.syllable import STOPS, Syllable, Tone, bare, parse_syllable

# Words that fill the forms of this house: family names, middle and given names, and the parts of an address.
_COMMON: Final = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn trịnh đinh mai tô hà cao lương "
    "thị văn hữu đức ngọc thanh minh xuân thu hồng hương phương quang hùng dũng tuấn anh ánh bình hải hạnh hiền hòa "
    "hiếu hoa huệ huy khánh lan liên linh loan long mạnh nam nga nghĩa nhung oanh phúc phượng quân quốc quyên sơn tâm "
    "thái thắng thành thảo thịnh thơm thủy thúy tiến toàn trang trung trường tú tùng tuyết uyên vân việt vinh yến yên "
    "phường xã thôn tổ ngõ ngách phố đường số quận huyện thành tỉnh nội hoàn kiếm ba đống đa hai bà trưng cầu giấy tây "
    "từ liêm đông gia sóc mê bản chứng nhận đăng ký kết hôn khai sinh tình trạng nhân cấp sao trích lục hộ tịch con vợ "
    "chồng bố mẹ ông người việt kinh mường tày nùng dao"
)
_TONES = (Tone.NGANG, Tone.SAC, Tone.HUYEN, Tone.HOI, Tone.NGA, Tone.NANG)
_SHAPES = {"a": "aăâ", "e": "eê", "i": "i", "o": "oôơ", "u": "uư", "y": "y"}


def suggest(text: str, new_tones: bool = False) -> tuple[str, ...]:
    """Other writings of the last word (each replaces that word), the likeliest first; empty for foreign words.

    "nguyen" -> nguyễn, nguyên, nguyến, …; "an" -> án, àn, …, ăn, ân; "duong" -> dương, đường, duông, đuong.
    """
    word = split_last_word(text)[1]
    syllable = parse_syllable(word)
    if syllable is None or not syllable.nucleus:
        return ()
    shapes = _other_shapes(syllable)
    if syllable.complete:
        found = [*_toned(syllable), *shapes]
    elif len(shapes) == 1:
        found = [shapes[0], *_toned(shapes[0])]
    else:
        found = shapes
    if syllable.onset == "d":
        found.append(replace(syllable, onset="đ"))
    found = [*_common(syllable), *found]
    return tuple(dict.fromkeys(other.text(new_tones) for other in found))


@cache
def _common_syllables() -> tuple[Syllable, ...]:
    parsed = (parse_syllable(word) for word in _COMMON.split())
    return tuple(syllable for syllable in parsed if syllable is not None)


def _common(typed: Syllable) -> list[Syllable]:
    """Frequent words that take back no mark and no tone already typed."""
    return [
        replace(word, capitals=typed.capitals)
        for word in _common_syllables()
        if _leads_to(typed.onset + typed.nucleus + typed.coda, word.onset + word.nucleus + word.coda)
        and typed.tone in (Tone.NGANG, word.tone)
        and (word.nucleus, word.tone, word.onset) != (typed.nucleus, typed.tone, typed.onset)
    ]


def _leads_to(typed: str, word: str) -> bool:
    return len(typed) == len(word) and all(one in (other, bare(other)) for one, other in zip(typed, word, strict=True))


def _toned(syllable: Syllable) -> list[Syllable]:
    tones = (Tone.SAC, Tone.NANG) if syllable.coda in STOPS else _TONES
    return [replace(syllable, tone=tone) for tone in tones if tone != syllable.tone]


def _other_shapes(syllable: Syllable) -> list[Syllable]:
    """The same letters with other marks, where that makes a whole Vietnamese nucleus."""
    choices = product(*(_SHAPES[bare(letter)] for letter in syllable.nucleus))
    nuclei = ("".join(choice) for choice in choices)
    reshaped = (syllable.with_nucleus(nucleus) for nucleus in nuclei if nucleus != syllable.nucleus)
    return [other for other in reshaped if other is not None and other.complete]

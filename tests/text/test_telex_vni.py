"""Telex and VNI against tables written by hand, in every order a person may type."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.text.composing import BACKSPACE
from kiosk.text.telex import Telex
from kiosk.text.vni import Vni

# Every rhyme with its tone written out by hand (old style).
OPEN_RHYMES = (
    "á é ế í ó ố ớ ú ứ ý ái áo áu áy ấu ấy éo ếu ía íu iếu ói ối ới óa óe oái oáy oáo oéo úa uế úi uối ứa ứi ưới ướu "
    "ứu úy uấy uý"
)
CLOSED_RHYMES = (
    "ám án áng ánh ác ách áp át ắm ắn ắng ắc ắp ắt ấm ấn ấng ấc ấp ất ém én éng éc ép ét ếm ến ếnh ếch ếp ết ím ín "
    "ính ích íp ít iếm iến iếng iếc iếp iết óm ón óng óc óp ót ốm ốn ống ốc ốp ốt ớm ớn ớp ớt oán oáng oánh oác oách "
    "oát oắn oắng oắc oắt oén oét oóng oóc úm ún úng úc úp út uốm uốn uống uốc uốt uấn uấng uất uýnh uých uýt uyến "
    "uyết ứm ứng ức ứt ướm ướn ướng ước ướp ướt uếnh uếch"
)
ONSETS = ("", "b", "ch", "d", "đ", "g", "h", "kh", "l", "m", "ng", "nh", "ph", "s", "t", "th", "tr", "v", "x")
WHOLE_WORDS = (
    "quý quốc quyền quà quắng quất quở quay quáo giá giếng giữ giờ gì gìn giậu gió nghiêng nghé ghế yến yếu ý ỷ "
    "khuỷu ngoẹo Đặng Nguyễn NGUYỄN Phượng khuya thuở huơ Hoàn Kiếm Thủy hòa khỏe thúy ngoài người đường Đắk Krông"
)

TELEX_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
VNI_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
TELEX_SHAPES = {"â": ("a", "a"), "ê": ("e", "e"), "ô": ("o", "o"), "ơ": ("o", "w"), "ư": ("u", "w"), "ă": ("a", "w"), "đ": ("d", "d")}  # fmt: skip  # noqa: E501
VNI_SHAPES = {"â": ("a", "6"), "ê": ("e", "6"), "ô": ("o", "6"), "ơ": ("o", "7"), "ư": ("u", "7"), "ă": ("a", "8"), "đ": ("d", "9")}  # fmt: skip  # noqa: E501


def typed(method: Telex | Vni, keys: str) -> str:
    word = ""
    for key in keys:
        word = method.press(word, key)
    return word


def ways(word: str, shapes: dict[str, tuple[str, str]], tones: dict[str, str]) -> Iterator[str]:
    """Every order of keys that means `word`: each mark anywhere after its letter, the tone anywhere after a vowel.

    ươ is typed with one mark anywhere after its o, or with one mark right behind each of its letters.
    """
    letters: list[str] = []
    slots: list[list[tuple[str, int]]] = []
    marks: list[tuple[str, int]] = []
    first_vowel = None
    tone = ""
    for whole in unicodedata.normalize("NFC", word):
        parts = unicodedata.normalize("NFD", whole)
        tone += "".join(tones[part] for part in parts if part in tones)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        base, mark = shapes.get(letter.lower(), (letter, ""))
        onset_u = letters[-1:] in (["q"], ["Q"])
        if first_vowel is None and base.lower() in "aeiouy" and not onset_u:
            first_vowel = len(letters)
        letters.append(base.upper() if letter.isupper() else base)
        if mark:
            marks.append((mark, len(letters)))
    if tone and first_vowel is not None:
        slots.append([(tone, at) for at in range(first_vowel + 1, len(letters) + 1)])
    horn = shapes["ơ"][1]
    horns = [after for mark, after in marks if mark == horn]
    both = len(horns) == 2
    for mark, after in marks:
        if not (both and mark == horn):
            slots.append([(mark, at) for at in range(after, len(letters) + 1)])
    if both:
        yield from _lines(letters, [*slots, [(horn, at) for at in range(horns[1], len(letters) + 1)]])
        slots += [[(horn, horns[0])], [(horn, horns[1])]]
    yield from _lines(letters, slots)


def _lines(letters: list[str], slots: list[list[tuple[str, int]]]) -> Iterator[str]:
    for choice in product(*slots):
        for turned in (choice, choice[::-1]):
            line = ""
            for at in range(len(letters) + 1):
                line += "".join(mark for mark, place in turned if place == at)
                line += letters[at] if at < len(letters) else ""
            yield line


def syllables() -> Iterator[str]:
    for onset in ONSETS:
        for rhyme in f"{OPEN_RHYMES} {CLOSED_RHYMES}".split():
            if rhyme == "uý" or (onset in ("g", "ng") and unicodedata.normalize("NFD", rhyme)[0] == "i"):
                continue  # uý belongs to the new style; gi- is an onset of its own
            yield onset + rhyme
    yield from WHOLE_WORDS.split()


def misses(
    method: Telex | Vni, shapes: dict[str, tuple[str, str]], tones: dict[str, str]
) -> list[tuple[str, str, str]]:
    """(meant, keys, got) for every way that went wrong."""
    typed_ways = ((word, keys) for word in syllables() for keys in set(ways(word, shapes, tones)))
    return [(word, keys, got) for word, keys in typed_ways if (got := typed(method, keys)) != word]


def test_telex_reaches_every_syllable_in_every_order() -> None:
    # oo, a rhyme of its own in a few loan words, is typed ooo: below
    wrong = [miss for miss in misses(Telex(), TELEX_SHAPES, TELEX_TONES) if "oó" not in miss[0]]
    assert not wrong, (len(wrong), wrong[:20])


def test_vni_reaches_every_syllable_in_every_order() -> None:
    wrong = misses(Vni(), VNI_SHAPES, VNI_TONES)
    assert not wrong, (len(wrong), wrong[:20])


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("nguyeenx", "nguyễn"), ("ddawngj", "đặng"), ("nguoiwf", "người"), ("dduwowngf", "đường"),
        ("duongdwf", "đường"),
        ("uow", "ươ"), ("uwow", "ươ"), ("aaa", "aa"), ("eee", "ee"), ("ooo", "oo"), ("ass", "as"), ("ddd", "dd"),
        ("aww", "aw"), ("uww", "uw"), ("uoww", "uow"), ("toansz", "toan"), ("toansf", "toàn"), ("aaw", "ă"),
        ("thuowr", "thuở"), ("thuowngf", "thường"), ("thuwowngf", "thường"), ("hoafn", "hoàn"), ("NGUYEENX", "NGUYỄN"),
        ("Ddoong", "Đông"), ("DDoong", "Đông"), ("DDOONG", "ĐÔNG"), ("xooong", "xoong"), ("giuwx", "giữ"),
    ],
)  # fmt: skip
def test_telex_by_hand(keys: str, word: str) -> None:
    assert typed(Telex(), keys) == word


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("nguye6n4", "nguyễn"), ("d9a8ng5", "đặng"), ("u7o7", "ươ"), ("uo7", "ươ"), ("a66", "a6"), ("a11", "a1"),
        ("d99", "d9"), ("a88", "a8"), ("toa1n0", "toan"), ("H2", "H2"), ("12", "12"), ("A012", "A012"),
    ],
)  # fmt: skip
def test_vni_by_hand(keys: str, word: str) -> None:
    assert typed(Vni(), keys) == word


@pytest.mark.parametrize("word", ["Facebook", "www", "email", "gmail", "Windows", "hello", "John", "dvc.gov.vn"])
def test_foreign_words_stay_as_typed(word: str) -> None:
    assert typed(Telex(), word) == word


@pytest.mark.parametrize(
    ("keys", "old", "new"), [("hoaf", "hòa", "hoà"), ("khoer", "khỏe", "khoẻ"), ("thuys", "thúy", "thuý")]
)
def test_both_styles_of_tones(keys: str, old: str, new: str) -> None:
    assert (typed(Telex(), keys), typed(Telex(new_tones=True), keys)) == (old, new)
    assert typed(Telex(new_tones=True), keys + "z") == typed(Telex(), keys + "z")


def test_backspace_takes_one_visible_letter() -> None:
    assert Telex().press("nguyễn", BACKSPACE) == "nguyễ"
    assert Telex().press(unicodedata.normalize("NFD", "ngữ"), BACKSPACE) == "ng"
    assert Telex().press("", BACKSPACE) == ""


def test_only_the_last_word_changes() -> None:
    assert Telex().press("Hoàng Hoa Tham", "s") == "Hoàng Hoa Thám"
    assert Telex().press("số 12a", "s") == "số 12á"
    assert Telex().press("hoà ", "s") == "hoà s"


@given(st.text(max_size=12), st.sampled_from([*"abdeosfrxjzwAW1690 -", BACKSPACE, "ộ", "\u0301"]))
def test_any_text_takes_any_key(text: str, key: str) -> None:
    for method in (Telex(), Vni()):
        after = method.press(text, key)
        assert after == unicodedata.normalize("NFC", after)
        assert method.press(text, key) == after


@given(st.text(alphabet="aeiouybcdghklmnpqrstvxwfjzAEOUD", max_size=9))
def test_typing_never_loses_a_letter(keys: str) -> None:
    """What stands there has at least the plain letters that are no input-method keys."""
    word = typed(Telex(), keys)
    bare = [c for c in unicodedata.normalize("NFD", word.lower()).replace("đ", "d") if c.isalpha()]
    for letter in "iuybcghklmnpqtv":
        assert bare.count(letter) == keys.lower().count(letter)


def test_the_table_is_large() -> None:
    assert sum(1 for _ in syllables()) > 2000

"""The words of a call: digit by digit, in every language that has a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.folder import shipped_folder
from config.spoken import SpokenLanguage, load_spoken
from kiosk.voice.wording import call_sentence


@pytest.fixture(scope="module")
def spoken() -> dict[str, SpokenLanguage]:
    languages = load_spoken(shipped_folder())
    assert isinstance(languages, dict)
    return languages


@pytest.mark.parametrize(
    ("code", "label", "counter", "words"),
    [
        ("vi", "A012", 3, "Xin mời số thứ tự A không một hai, đến quầy số ba."),
        ("vi", "K2-001", 3, "Xin mời số thứ tự K hai, không không một, đến quầy số ba."),
        ("vi", "B1204", 12, "Xin mời số thứ tự bê một hai không bốn, đến quầy số 12."),
        ("vi", "G015", 15, "Xin mời số thứ tự giê không một năm, đến quầy số mười lăm."),
        ("vi", "T001", 215, "Xin mời số thứ tự tê không không một, đến quầy số hai trăm mười lăm."),
        ("vi", "Y007", 0, "Xin mời số thứ tự i dài không không bảy, đến quầy số không."),
        ("en", "B012", 3, "Number B zero one two, please go to counter three."),
        ("en", "A345", 12, "Number eigh three four five, please go to counter 12."),
        ("en", "K2-069", 8, "Number K two, zero six nine, please go to counter eight."),
    ],
)
def test_a_call_is_said(spoken: dict[str, SpokenLanguage], code: str, label: str, counter: int, words: str) -> None:
    assert call_sentence(spoken[code], label, counter) == words


def test_signs_that_are_no_number_are_not_said(spoken: dict[str, SpokenLanguage]) -> None:
    assert call_sentence(spoken["vi"], "A<b>1\n2", 1) == "Xin mời số thứ tự A một hai, đến quầy số một."


def test_a_language_more_is_a_file_more(tmp_path: Path) -> None:
    (tmp_path / "spoken").mkdir()
    words = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
    digits = ", ".join(f'"{word}"' for word in words)
    (tmp_path / "spoken" / "id.toml").write_text(
        f'voice = "id"\ncall = "Di loket {{counter}}: nomor {{number}}."\ndigits = [{digits}]\n'
    )
    languages = load_spoken(tmp_path)
    assert isinstance(languages, dict)
    assert call_sentence(languages["id"], "A01", 2) == "Di loket dua: nomor A nol satu."


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ("{counter}", "ba", "", "The sentence needs {number} and {counter}, each once."),
        ("{counter}", "{counter", "", "The sentence needs {number} and {counter}, each once."),
        ('"chín"', "", "digits", "This entry is empty."),
        ('voice = "vi"', 'voice = "--stdout"', "voice", "“--stdout” is not of the right form."),
    ],
)
def test_a_broken_file_is_refused_in_words(tmp_path: Path, old: str, new: str, key: str, says: str) -> None:
    text = (shipped_folder() / "spoken" / "vi.toml").read_text("utf-8")
    (tmp_path / "spoken").mkdir()
    (tmp_path / "spoken" / "vi.toml").write_text(text.replace(old, new), "utf-8")
    faults = load_spoken(tmp_path)
    assert isinstance(faults, tuple)
    assert [(fault.file, fault.key, fault.problem.en) for fault in faults] == [("spoken/vi.toml", key, says)]

"""House rules of the screens: colours and icons from the theme, words translatable and translated, contrast 7:1."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import shiboken6
from PySide6.QtGui import QColor

from config.folder import shipped_folder
from config.procedures import Catalogue, load_procedures
from kiosk.ui.fonts import load_fonts
from tests.ui.kiosk_given import PORTRAIT
from tests.ui.stage_given import make_stage

ROOT = Path(__file__).parents[2]
QML = ROOT / "kiosk" / "ui" / "qml"
TRANSLATIONS = ROOT / "assets" / "translations"
FILES = sorted(QML.rglob("*.qml"))
LEAST_CONTRAST = 7.0
# Names of colours that QML would take; a quoted one is one.
NAMED = {name.lower() for name in QColor.colorNames()}
VIETNAMESE = re.compile("[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự]", re.IGNORECASE)
# Letters of the keyboard, letters that search takes apart, a language's own name: the same in every language.
SAME_EVERYWHERE = {"ăâđêôơư", "ă â đ", "đ", "Đ", "Tiếng Việt"}


def quoted(line: str) -> list[str]:
    return re.findall(r'"((?:[^"\\]|\\.)*)"', line)


def code_of(file: Path) -> list[tuple[int, str]]:
    """Lines without comments."""
    text = re.sub(r"/\*.*?\*/", lambda found: "\n" * found.group().count("\n"), file.read_text("utf-8"), flags=re.S)
    return [(number, re.sub(r'(?<!["\w:])//.*', "", line)) for number, line in enumerate(text.splitlines(), 1)]


@pytest.mark.parametrize("file", [file for file in FILES if file.name != "Theme.qml"], ids=lambda file: file.stem)
def test_no_colour_outside_the_theme(file: Path) -> None:
    found = [
        f"{file.name}:{number}: {word}"
        for number, line in code_of(file)
        for word in quoted(line)
        if re.fullmatch(r"#[0-9A-Fa-f]{3,8}", word) or (word.lower() in NAMED and "color" in line.lower())
    ]
    found += [
        f"{file.name}:{number}: {line.strip()}" for number, line in code_of(file) if re.search(r"Qt\.(rgba|hsla)", line)
    ]
    assert not found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_vietnamese_word_is_translatable(file: Path) -> None:
    found = []
    for number, line in code_of(file):
        free = re.sub(r'qsTr\(\s*"((?:[^"\\]|\\.)*)"', "qsTr(", line)
        found += [
            f"{file.name}:{number}: {word}"
            for word in quoted(free)
            if VIETNAMESE.search(word) and word not in SAME_EVERYWHERE
        ]
    assert not found


@pytest.mark.parametrize("folder", sorted({file.parent for file in FILES}), ids=lambda folder: folder.name)
def test_a_module_lists_its_files(folder: Path) -> None:
    listing = folder / "qmldir"
    if folder.name in ("Theme", "Controls"):
        listed = set(re.findall(r"\S+\.qml", listing.read_text("utf-8")))
        assert listed == {file.name for file in folder.glob("*.qml")}


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("high_contrast", [False, True], ids=["day", "night"])
def test_words_stand_out(qapp: object, high_contrast: bool) -> None:
    stage = make_stage("Kiosk", PORTRAIT)
    theme = stage.theme
    theme.setProperty("highContrast", high_contrast)
    pairs = theme.property("pairs")
    pairs = pairs.toVariant() if hasattr(pairs, "toVariant") else pairs
    assert len(pairs) > 20
    weak = [
        f"{words} on {ground}: {ratio:.1f}"
        for words, ground in pairs
        if (ratio := contrast(theme.property(words), theme.property(ground))) < LEAST_CONTRAST
    ]
    stage.close()
    shiboken6.delete(stage.view)
    assert not weak


def test_every_icon_exists(qapp: object) -> None:
    glyphs = load_fonts().glyphs
    catalogue = load_procedures(shipped_folder() / "procedures")
    assert isinstance(catalogue, Catalogue)
    icons = {event.icon for event in catalogue.life_events}
    pattern = re.compile(r"(?:iconName|nextIcon|arrow|nextArrow|name):\s*([^\n]*)")
    for file in FILES:
        text = "\n".join(line for _, line in code_of(file))
        for value in pattern.findall(text):
            icons |= {word for word in quoted(value) if re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", word)}
    icons |= {f"alpha-{letter}-circle-outline" for letter in "abcdefghijklmnopqrstuvwxyz"}
    icons.discard("alpha-")
    assert len(icons) > 40
    assert not sorted(icons - glyphs.keys())


def languages() -> list[Path]:
    return sorted(TRANSLATIONS.glob("*.ts"))


@pytest.mark.parametrize("ts", languages(), ids=lambda ts: ts.stem)
def test_a_language_is_complete_and_compiled(ts: Path, tmp_path: Path) -> None:
    """Every word of the screens is in the file, translated, with its numbered places; the .qm is made of that file."""
    fresh = tmp_path / ts.name
    shutil.copy(ts, fresh)
    tools = Path(sys.executable).parent
    files = [str(file) for file in FILES]
    update = [str(tools / "pyside6-lupdate"), "-silent", "-noobsolete", "-locations", "none", *files, "-ts", str(fresh)]
    subprocess.run(update, check=True, capture_output=True)
    faults = []
    for message in ElementTree.parse(fresh).getroot().iter("message"):
        source = message.findtext("source", "")
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        if translation.get("type") == "unfinished" or not all(form.strip() for form in forms):
            faults.append(f"not translated: {source}")
        places = re.findall(r"%\d", source)
        faults += [f"{place} is lost: {source}" for form in forms for place in places if place not in form]
    assert not faults
    compiled = tmp_path / "fresh.qm"
    subprocess.run([tools / "pyside6-lrelease", "-silent", ts, "-qm", compiled], check=True, capture_output=True)
    assert compiled.read_bytes() == ts.with_suffix(".qm").read_bytes(), "run assets/translations/update.py"

"""Bring the translations up to date: `python assets/translations/update.py` after any change of words in QML.

Finds every qsTr of kiosk/ui/qml, keeps what is translated already, compiles <language>.qm beside <language>.ts and says
what still waits for a translator. Another language is another .ts file: copy en.ts, translate it, run this.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).parent
QML = HERE.parents[1] / "kiosk" / "ui" / "qml"


def unfinished(ts: Path) -> list[str]:
    """`Context: source` of every message that has no translation yet."""
    found = []
    for context in ElementTree.parse(ts).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") == "unfinished":
                found.append(f"{name}: {message.findtext('source', '')}")
    return found


def main() -> int:
    """Update and compile every language; 1 when something is untranslated."""
    tools = Path(sys.executable).parent
    sources = sorted(str(file) for file in QML.rglob("*.qml"))
    waiting = 0
    for ts in sorted(HERE.glob("*.ts")):
        language = ["-source-language", "vi_VN", "-target-language", ts.stem]
        subprocess.run(
            [tools / "pyside6-lupdate", "-silent", "-noobsolete", "-locations", "none", *sources, *language, "-ts", ts],
            check=True,
        )
        subprocess.run([tools / "pyside6-lrelease", "-silent", ts, "-qm", ts.with_suffix(".qm")], check=True)
        missing = unfinished(ts)
        waiting += len(missing)
        for line in missing:
            sys.stdout.write(f"{ts.name}: {line}\n")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())

"""The composer: keys of the glass keyboard, and letters of a real one, become Vietnamese words in the focused line.

The word being written is underlined (preedit) until a space, a mark or `commit` settles it. It talks to the line by
QInputMethodEvent only, so the focus never moves. Nothing is kept after `reset`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QColor, QInputMethodEvent, QInputMethodQueryEvent, QTextCharFormat
from PySide6.QtQuick import QQuickItem, QQuickView

DONE: Final = "done"
BACKSPACE: Final = "backspace"
_CANDIDATES: Final = 4
_TONE_KEYS: Final = frozenset("sfrxjz")


class Method(Protocol):
    """A way of writing Vietnamese on Latin keys."""

    def press(self, text: str, key: str) -> str:
        """The syllable `text` after one more key."""
        ...

    def suggest(self, word: str) -> Sequence[str]:
        """Other words that were perhaps meant, the likeliest first."""
        ...


class LateTelex:
    """Telex of kiosk.text, loaded with the first letter typed: a kiosk starts without it."""

    name: Final = "Telex"

    @cached_property
    def _press(self) -> Callable[[str, str], str]:
        from kiosk.text.telex import Telex

        return Telex().press

    def press(self, text: str, key: str) -> str:
        """The syllable after one more key."""
        return self._press(text, key)

    def suggest(self, word: str) -> Sequence[str]:
        """Other words that were perhaps meant, the likeliest first."""
        from kiosk.text.suggestions import suggest

        return suggest(word)


class Composer:
    """Writes into whatever line of `view` has the focus."""

    def __init__(
        self, view: QQuickView, method: Method, on_change: Callable[[Sequence[str]], None], put_away: Callable[[], None]
    ) -> None:
        """on_change: words to offer. put_away: take the focus from the line, and with it the keyboard."""
        self._view = view
        self._method = method
        self._on_change = on_change
        self._put_away = put_away
        self._word = ""
        self._line: QObject | None = None

    @property
    def word(self) -> str:
        """The word being written."""
        return self._word

    def press(self, key: str) -> None:
        """One key: a letter, a mark, a space, `backspace` or `done`."""
        line = self._focused_line()
        if line is None:
            return
        if line is not self._line:
            # The line was left by a touch elsewhere, and Qt settled its word there.
            self._word, self._line = "", line
        if key == DONE:
            self.commit()
            self._put_away()
        elif key == BACKSPACE:
            self._rub_out(line)
        elif str(line.property("inputKind")) == "vietnamese" and (key.isalpha() or (self._word and key in _TONE_KEYS)):
            self._compose(line, key)
        else:
            if str(line.property("inputKind")) == "digits" and not key.isdigit():
                return
            _send(line, "", self._word + key)
            self._set_word("")

    def choose(self, index: int) -> None:
        """Take one of the offered words instead of the one being written."""
        line = self._focused_line()
        words = self.candidates()
        if line is None or not 0 <= index < len(words):
            return
        _send(line, "", words[index] + " ")
        self._set_word("")

    def commit(self) -> None:
        """Settle the word being written."""
        line = self._focused_line()
        if line is not None and self._word:
            _send(line, "", self._word)
        self._set_word("")

    def reset(self) -> None:
        """Forget everything: another line, another screen, another citizen."""
        self._line = None
        self._set_word("")

    def candidates(self) -> tuple[str, ...]:
        """The word being written and what may have been meant; empty where nothing is being written."""
        if not self._word:
            return ()
        others = (word for word in self._method.suggest(self._word) if word != self._word)
        return (self._word, *others)[:_CANDIDATES]

    def _compose(self, line: QObject, key: str) -> None:
        taken = 0
        if not self._word:
            # A tone typed behind a word that is already settled still belongs to that word.
            self._word = _word_before_cursor(line) if _cursor_at_word_end(line) else ""
            taken = len(self._word)
        capital = not self._word and bool(line.property("capitalNext"))
        self._set_word(self._method.press(self._word, key.upper() if capital else key))
        _send(line, self._word, "", taken)

    def _rub_out(self, line: QObject) -> None:
        if self._word:
            self._set_word(self._word[:-1])
            _send(line, self._word, "")
        else:
            _send(line, "", "", 1)

    def _set_word(self, word: str) -> None:
        changed = word != self._word
        self._word = word
        if changed or not word:
            self._on_change(self.candidates())

    def _focused_line(self) -> QQuickItem | None:
        item = self._view.activeFocusItem()
        if item is None or item.property("inputKind") is None:
            return None
        return item


def _send(line: QObject, preedit: str, commit: str, taken: int = 0) -> None:
    """Write `commit`, after rubbing out `taken` characters before the cursor, and show `preedit` underlined."""
    style = QTextCharFormat()
    style.setFontUnderline(True)
    style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    kind = QInputMethodEvent.AttributeType
    attributes = [
        QInputMethodEvent.Attribute(kind.TextFormat, 0, len(preedit), style),
        QInputMethodEvent.Attribute(kind.Cursor, len(preedit), 1, QColor()),
    ]
    event = QInputMethodEvent(preedit, attributes)
    if commit or taken:
        event.setCommitString(commit, -taken, taken)
    QCoreApplication.sendEvent(line, event)


def _ask(line: QObject, query: Qt.InputMethodQuery) -> object:
    event = QInputMethodQueryEvent(query)
    QCoreApplication.sendEvent(line, event)
    return event.value(query)


def _surroundings(line: QObject) -> tuple[str, int]:
    text = _ask(line, Qt.InputMethodQuery.ImSurroundingText)
    cursor = _ask(line, Qt.InputMethodQuery.ImCursorPosition)
    return (text, cursor) if isinstance(text, str) and isinstance(cursor, int) else ("", 0)


def _word_before_cursor(line: QObject) -> str:
    text, cursor = _surroundings(line)
    start = cursor
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    return text[start:cursor]


def _cursor_at_word_end(line: QObject) -> bool:
    text, cursor = _surroundings(line)
    return cursor > 0 and not text[cursor : cursor + 1].isalpha()

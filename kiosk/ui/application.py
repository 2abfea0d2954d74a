"""The application around a stage: Qt, fonts, languages, garbage, signals of the system, bugs."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Final

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, QTranslator, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

from config.event_log import Event, record
from kiosk.ui.fonts import Fonts, load_fonts

_GARBAGE_MS: Final = 300
_YOUNG, _MIDDLE, _OLD = 0, 1, 2


class Application:
    """One per process. `run` returns when the last window closes, `quit` is called, or the system asks us to stop."""

    _spoken: ClassVar[QTranslator | None] = None

    def __init__(self, name: str, translations: Path | None = None) -> None:
        """translations: folder with <language>.qm; None means the one shipped in assets."""
        # Millimetres become pixels by the panel's own size; Qt must not scale a second time.
        os.environ.setdefault("QT_ENABLE_HIGHDPI_SCALING", "0")
        existing = QGuiApplication.instance()
        self.qt = existing if isinstance(existing, QGuiApplication) else QGuiApplication([name])
        self.qt.setApplicationName(name)
        self.fonts: Fonts = load_fonts()
        self._translations = translations or Path(str(resources.files("assets"))) / "translations"
        self._on_bug: Callable[[], None] | None = None
        self._timer: QTimer | None = None

    def translate(self, language: str) -> None:
        """Let qsTr speak `language`; Vietnamese is what the source holds."""
        if Application._spoken is not None:
            self.qt.removeTranslator(Application._spoken)
            Application._spoken = None
        if language != "vi":
            translator = QTranslator(self.qt)
            if not translator.load(str(self._translations / f"{language}.qm")):
                raise FileNotFoundError(f"no translation {language}.qm in {self._translations}")
            self.qt.installTranslator(translator)
            Application._spoken = translator

    def run(self, on_bug: Callable[[], None] | None = None) -> int:
        """Run until the end. on_bug: what the screen does after a fault of ours, so that it is never left half done."""
        self._on_bug = on_bug
        qInstallMessageHandler(_qt_said)
        sys.excepthook = self._bug
        threading.excepthook = lambda args: self._note_bug(args.exc_type, args.exc_traceback)
        self._drive_garbage()
        self._listen_to_the_system()
        record(Event.PROCESS_STARTED)
        try:
            return self.qt.exec()
        finally:
            record(Event.PROCESS_STOPPED)
            qInstallMessageHandler(None)

    def quit(self) -> None:
        """Stop soon."""
        # Never at once: a signal's handler may run inside an event filter, and Qt's own quit closes the window whose
        # event is being delivered there. That crashed one stop in ten.
        QTimer.singleShot(0, lambda: self.qt.exit(0))

    def _drive_garbage(self) -> None:
        # Python may start collecting on any thread, and would then delete QObjects there: a crash after days.
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self.qt)
        self._timer.timeout.connect(_collect)
        self._timer.start(_GARBAGE_MS)

    def _listen_to_the_system(self) -> None:
        # The interpreter looks at signals when it runs; the garbage timer lets it run often enough.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: self.quit())

    def _bug(self, kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        self._note_bug(kind, trace)
        if os.environ.get("MOTCUA_DEBUG"):
            sys.__excepthook__(kind, bug, trace)
        if self._on_bug is not None:
            self._on_bug()

    def _note_bug(self, kind: type[BaseException], trace: TracebackType | None) -> None:
        """Type and place only: the text of an exception may hold what somebody typed."""
        where = ""
        while trace is not None:
            where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
            trace = trace.tb_next
        record(Event.UNEXPECTED, error_type=kind.__name__, where=where)


def _collect() -> None:
    young, middle, old = gc.get_count()
    limits = gc.get_threshold()
    if old > limits[_OLD]:
        gc.collect(_OLD)
    elif middle > limits[_MIDDLE]:
        gc.collect(_MIDDLE)
    elif young > limits[_YOUNG]:
        gc.collect(_YOUNG)


def _qt_said(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's own words: place and kind go to the log; the text, which may quote an answer, only to a developer."""
    if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        file = Path(context.file).name if context.file else ""
        record(Event.UNEXPECTED, error_type=kind.name, where=f"{file}:{context.line}")
    if os.environ.get("MOTCUA_DEBUG"):
        sys.stderr.write(f"{message}\n")

"""The stage: one window, one screen at a time; a snapshot goes in, signals come out to a bridge.

Screens are QML files of the role's module, loaded once. Every signal a screen declares must find a handler of the same
name in its bridge, so that a button that does nothing cannot exist; `cut` takes one away, for tests that prove it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from PySide6.QtCore import QEvent, QMetaMethod, QObject, Qt, QTimer, QUrl
from PySide6.QtQml import QJSValue, QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickView

from config.event_log import Event, record
from kiosk.ui.composer import BACKSPACE, Composer, LateTelex
from kiosk.ui.fonts import Fonts
from kiosk.ui.look import Look, PanelSize, pixels_per_mm
from kiosk.ui.snapshots import plain
from kiosk.ui.wedge import Wedge

QML: Final = Path(__file__).parent / "qml"
_HELD_AT_MOST_MS: Final = 1500

Handlers = Mapping[str, Callable[..., None]]


class ScreenBroken(Exception):
    """A screen does not load, or says something nobody listens to: a fault of ours, not of the citizen's."""


class Bridge(Protocol):
    """What stands behind one or more screens: signal name -> what is done."""

    @property
    def handlers(self) -> Handlers:
        """A handler for every signal of the screens it is attached to."""
        ...


@dataclass(frozen=True)
class StageSettings:
    """module: folder under qml/ with the screens. glass_keyboard: the panel is touched and has no other keyboard.
    pointer: read from 60 cm, with mouse and keys: smaller type and targets."""

    module: str
    panel: PanelSize
    glass_keyboard: bool = True
    pointer: bool = False
    still: bool = False
    fullscreen: bool = False


class Stage:
    """One role's window."""

    def __init__(self, settings: StageSettings, fonts: Fonts, translate: Callable[[str], None]) -> None:
        """translate: installs the words of a language into Qt, before the screens are told to say themselves again."""
        self._settings = settings
        self._translate = translate
        self._bridges: dict[str, Bridge] = {}
        self._items: dict[str, QQuickItem] = {}
        self._components: dict[str, QQmlComponent] = {}
        self._signals: dict[str, list[str]] = {}
        self._cut: set[str] = set()
        self._listeners: list[object] = []
        self._on_code: Callable[[str], None] | None = None
        self._on_image: Callable[[Path], None] | None = None
        self._on_sign_of_life: Callable[[], None] = _nothing
        self.screen = ""
        self.snapshot: Any = {}
        self.look = Look()

        self.view = QQuickView()
        self.view.setTitle("Một Cửa")
        self.view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self.view.engine().addImportPath(str(QML))
        theme = self.view.engine().singletonInstance("Theme", "Theme")
        if not isinstance(theme, QObject):
            raise ScreenBroken("the theme does not load")
        self._theme = theme
        self._dress_for_panel(fonts)
        translate(self.look.language)  # before anything says itself
        self.view.setSource(QUrl.fromLocalFile(str(QML / "Controls" / "Frame.qml")))
        frame = self.view.rootObject()
        if not isinstance(frame, QQuickItem):
            raise ScreenBroken("; ".join(error.toString() for error in self.view.errors()))
        self.frame = frame
        self.frame.setProperty("glassKeyboard", settings.glass_keyboard)
        room = self.frame.property("room")
        if not isinstance(room, QQuickItem):
            raise ScreenBroken("the frame has no room for screens")
        self._room = room

        self.composer = Composer(self.view, LateTelex(), self._offer_candidates, self._put_keyboard_away)
        self._wedge = Wedge(self.view, self.wedge, self._real_key)
        self._fingers = _Fingers(self.view, lambda: self._on_sign_of_life(), self._catch_up)
        self._held_back: tuple[QQuickItem, Any] | None = None
        self._frame_handlers: dict[str, Callable[..., None]] = {
            "keyPressed": self.composer.press,
            "candidateChosen": self.composer.choose,
        }
        self._listen(self.frame, self._frame_handlers, "Frame", whole=False)
        self.dress(self.look)

    # --- what roles do with it -------------------------------------------------------------------------------------

    def attach(self, bridge: Bridge, *screens: str) -> None:
        """Let `bridge` stand behind these screens. "Frame" is the window's ground with its sheets."""
        for screen in screens:
            if screen == "Frame":
                self._frame_handlers.update(bridge.handlers)
            else:
                self._bridges[screen] = bridge

    def show(self, screen: str, snapshot: object) -> None:
        """Show a screen with this snapshot (a frozen dataclass). The same screen again only takes the new snapshot.

        It does not change under a finger: what is pressed would be made anew, and the touch lost. It follows as soon as
        the finger is gone.
        """
        data = plain(snapshot)
        item = self._items.get(screen) or self._load(screen)
        changed = screen != self.screen
        if changed:
            self.composer.reset()
        self.snapshot = data
        if not changed and self._fingers.down:
            self._held_back = (item, data)
            return
        self._held_back = None
        item.setProperty("snapshot", self._script(data))
        if not changed:
            return
        before = self._items.get(self.screen)
        self.screen = screen
        if before is not None:
            before.setVisible(False)
            before.setEnabled(False)
        item.setEnabled(True)
        item.setVisible(True)
        item.forceActiveFocus()
        record(Event.SCREEN_SHOWN, screen=screen)

    def open(self) -> None:
        """Put the window on the glass: the whole panel, or a window as large as this desk's screen allows."""
        if self._settings.fullscreen:
            self.view.setFlags(self.view.flags() | Qt.WindowType.FramelessWindowHint)
            self.view.showFullScreen()
        else:
            self.view.show()
        self.view.requestActivate()

    def sheet(self, name: str, value: object) -> None:
        """Give the frame's sheets something to say: "call", "idleSeconds", "help"."""
        self.frame.setProperty(name, plain(value))

    def tell(self, name: str, value: object) -> None:
        """Change one property of the screen that is shown, apart from its snapshot: a countdown, for example."""
        item = self._items.get(self.screen)
        if item is not None:
            item.setProperty(name, plain(value))

    def dress(self, look: Look) -> None:
        """Change language, letters, contrast or reach; nothing typed is lost."""
        translated = look.language != self.look.language
        self.look = look
        self._theme.setProperty("textScale", look.text_scale)
        self._theme.setProperty("highContrast", look.high_contrast)
        self._theme.setProperty("lowReach", look.low_reach)
        if translated:
            self._translate(look.language)
            self.view.engine().retranslate()
        self._theme.setProperty("language", look.language)

    def forget(self) -> None:
        """Wipe every screen: properties, typed text, undo stacks; the next `show` loads afresh."""
        self._wedge.forget()
        self.composer.reset()
        self._held_back = None
        for item in self._items.values():
            item.setProperty("snapshot", {})
            item.setVisible(False)
            item.deleteLater()
        self._items.clear()
        self._listeners = [listener for listener in self._listeners if getattr(listener, "lasting", False)]
        self.screen = ""
        self.snapshot = {}
        for sheet, empty in (("call", {}), ("idleSeconds", 0), ("help", {})):
            self.frame.setProperty(sheet, empty)
        self.view.engine().collectGarbage()
        self.dress(Look())

    def close(self) -> None:
        """Take the window off the glass; nothing is heard any more."""
        self._wedge.forget()
        self.view.removeEventFilter(self._wedge)
        self.view.removeEventFilter(self._fingers)
        self.view.close()

    def listen_for_codes(self, on_code: Callable[[str], None], on_image: Callable[[Path], None] | None = None) -> None:
        """Where codes go: from the handheld reader, a serial reader, or an image file."""
        self._on_code = on_code
        self._on_image = on_image

    def on_sign_of_life(self, deed: Callable[[], None]) -> None:
        """`deed` is done at every signal, key and code: somebody is there."""
        self._on_sign_of_life = deed

    def wedge(self, text: str) -> None:
        """A code was read by a reader, however it is connected."""
        self._on_sign_of_life()
        if self._on_code is not None:
            self._on_code(text)

    def offer_image(self, path: Path) -> None:
        """A picture of a code, as a file."""
        self._on_sign_of_life()
        if self._on_image is not None:
            self._on_image(path)

    def cut(self, signal_name: str) -> None:
        """Leave this signal of the screens unconnected from now on."""
        self._cut.add(signal_name)

    def mend(self, signal_name: str) -> None:
        """Connect a signal again that was cut."""
        self._cut.discard(signal_name)

    @property
    def theme(self) -> QObject:
        """The Theme singleton of this window, for tests that measure."""
        return self._theme

    # --- inside ----------------------------------------------------------------------------------------------------

    def _dress_for_panel(self, fonts: Fonts) -> None:
        panel = self._settings.panel
        scale = 1.0 if self._settings.fullscreen else self._fit(panel)
        self._theme.setProperty("pixelsPerMm", pixels_per_mm(panel) * scale)
        self._theme.setProperty("pointer", self._settings.pointer)
        self._theme.setProperty("still", self._settings.still)
        self._theme.setProperty("family", fonts.words)
        self._theme.setProperty("iconFamily", fonts.icons)
        self._theme.setProperty("glyphs", self._script(fonts.glyphs))
        self.view.resize(round(panel.width_px * scale), round(panel.height_px * scale))

    def _script(self, value: object) -> QJSValue:
        """As an object of the screens' own language; a plain map would be converted anew, whole, at every reading."""
        return self.view.engine().toScriptValue(value)

    def _fit(self, panel: PanelSize) -> float:
        """How much smaller the window must be to fit this desk's screen; offscreen there is no desk."""
        screen = self.view.screen()
        if screen is None or screen.name() == "" or _is_offscreen():
            return 1.0
        free = screen.availableGeometry()
        return min(1.0, free.width() / panel.width_px, free.height() / panel.height_px)

    def _load(self, screen: str) -> QQuickItem:
        component = self._components.get(screen)
        if component is None:
            file = QML / self._settings.module / f"{screen}.qml"
            component = QQmlComponent(self.view.engine(), QUrl.fromLocalFile(str(file)))
            self._components[screen] = component
        item = component.create()
        if not isinstance(item, QQuickItem):
            raise ScreenBroken(component.errorString())
        bridge = self._bridges.get(screen)
        if bridge is None:
            raise ScreenBroken(f"no bridge is attached to the screen {screen}")
        QQmlEngine.setObjectOwnership(item, QQmlEngine.ObjectOwnership.CppOwnership)
        item.setParent(self.frame)
        item.setVisible(False)
        item.setParentItem(self._room)
        self._listen(item, bridge.handlers, screen, whole=True)
        self._items[screen] = item
        return item

    def _catch_up(self) -> None:
        if self._held_back is not None:
            item, data = self._held_back
            self._held_back = None
            item.setProperty("snapshot", self._script(data))

    def _listen(self, item: QQuickItem, handlers: Handlers, screen: str, *, whole: bool) -> None:
        """Connect every signal that the QML file declares. whole: a signal without a handler is a fault now."""
        # Once a screen: a meta object's wrapper must not be made again and again beside items that come and go.
        if screen not in self._signals:
            self._signals[screen] = _declared_signals(item)
        for name in self._signals[screen]:
            if whole and name not in handlers:
                raise ScreenBroken(f"{screen} says {name}, and nobody listens")
            listener = _Listener(self, name, handlers)
            listener.lasting = not whole
            getattr(item, name).connect(listener.hear)
            self._listeners.append(listener)

    def _heard(self, name: str, handlers: Handlers, words: Sequence[object]) -> None:
        self._on_sign_of_life()
        handler = handlers.get(name)
        if handler is not None and name not in self._cut:
            handler(*(word.toVariant() if isinstance(word, QJSValue) else word for word in words))

    def _put_keyboard_away(self) -> None:
        rest = self.frame.property("rest")
        if isinstance(rest, QQuickItem):
            rest.forceActiveFocus()

    def _offer_candidates(self, words: Sequence[str]) -> None:
        self.frame.setProperty("candidates", list(words))

    def _real_key(self, key: int, text: str) -> bool:
        """A person's key on a real keyboard: letters go through the composer where Vietnamese is written."""
        self._on_sign_of_life()
        item = self.view.activeFocusItem()
        if item is None or item.property("inputKind") is None:
            return False
        if text:
            self.composer.press(text)
            return True
        if key == Qt.Key.Key_Backspace and self.composer.word:
            self.composer.press(BACKSPACE)
            return True
        self.composer.commit()
        return False


class _Fingers(QObject):
    """An event filter that notices every finger, also where there is nothing to touch."""

    def __init__(self, window: QObject, on_touch: Callable[[], None], on_gone: Callable[[], None]) -> None:
        """`on_gone` is called after what the finger did was done, or when it stays for long."""
        super().__init__(window)
        self.down = False
        self._on_touch = on_touch
        self._gone = QTimer(self)
        self._gone.setSingleShot(True)
        self._gone.timeout.connect(self._let_go)
        self._on_gone = on_gone
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it so
        if event.type() in (QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress):
            self.down = True
            self._gone.start(_HELD_AT_MOST_MS)
            self._on_touch()
        elif event.type() in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel, QEvent.Type.MouseButtonRelease):
            self.down = False
            self._gone.start(0)
        return False

    def _let_go(self) -> None:
        self.down = False
        self._on_gone()


class _Listener:
    """One connection; kept alive by the stage, because Qt holds bound methods weakly."""

    lasting = False

    def __init__(self, stage: Stage, name: str, handlers: Handlers) -> None:
        self._stage = stage
        self._name = name
        self._handlers = handlers

    def hear(self, *words: object) -> None:
        self._stage._heard(self._name, self._handlers, words)


def _declared_signals(item: QObject) -> list[str]:
    """Signals that QML files declare on this item, without the changed-signals of properties."""
    meta = item.metaObject()
    base = meta
    while base is not None and "_QML" in base.className():
        base = base.superClass()
    notifiers = {meta.property(index).notifySignal().name().data() for index in range(meta.propertyCount())}
    methods = (meta.method(index) for index in range(base.methodCount() if base else 0, meta.methodCount()))
    names = (
        bytes(method.name().data()).decode()
        for method in methods
        if method.methodType() == QMetaMethod.MethodType.Signal and method.name().data() not in notifiers
    )
    return list(names)


def _is_offscreen() -> bool:
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.platformName() in ("offscreen", "minimal")


def _nothing() -> None:
    return

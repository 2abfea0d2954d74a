"""Every signal of a screen that a visit goes through is needed: without it nobody gets any further.

One visit goes through all screens. On each, one signal after the other is cut: the person at the screen then tries for
a while and stays where they are; mended, the same visit goes on. What the QML files declare beyond these signals is cut
altogether in another visit, which goes all the way: so no signal that a visit uses is missing here.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

import kiosk.ui
from kiosk.demo.at_kiosk import strike
from kiosk.demo.centre import DemoCentre
from kiosk.demo.citizens import invent
from kiosk.demo.play import PROCEDURES
from kiosk.demo.processes import DemoFault, Role
from scanner.drivers.simulated_escl import drawn_pages
from tests.faults.going_on import GoingOn, Step
from tests.faults.ledger import Ledger, Page

QML: Final = Path(kiosk.ui.__file__).parent / "qml"
MODULES: Final = {"kiosk": "Kiosk", "station": "Station", "counter": "Counter"}
NEEDED: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "kiosk": {
        "Welcome": ("doorOpened",),
        "Lines": ("lineChosen",),
        "Ticket": ("formWanted",),
        "Need": ("allRequested", "procedureChosen"),
        "Procedure": ("started",),
        "Question": ("answered", "inferredConfirmed", "keyPressed", "nextRequested"),
        "Review": ("nextRequested",),
        "Declaration": ("declared", "consented", "deliveryChosen", "nextRequested"),
        "Done": ("finished",),
    },
    "station": {
        "Papers": ("scanRequested",),
        "Pages": ("paperFinished",),
        "ReadThrough": ("pageForward", "sendRequested"),
        "Sending": ("visitFinished",),
    },
    "counter": {
        "SignIn": ("signInRequested",),
        "Counter": ("nextCalled", "accepted", "visitFinished", "signOutRequested"),
    },
}
"""By role and screen. keyPressed is the frame's, whose keyboard stands under the questions."""
_ONE_LEADS_TO_THE_NEXT: Final = frozenset({"Counter"})
"""Here the step that follows is cut before its time, so that a quick hand cannot do both at once."""
_TRY_S: Final = 1.5
_LOOK_S: Final = 0.02
_SETTLE_S: Final = 0.3
_GO_ON_S: Final = 6.0
_PATIENCE_S: Final = 90.0

Seeds = Callable[..., Iterator[int]]


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoCentre]:
    with DemoCentre(tmp_path_factory.mktemp("signals"), screens=False) as centre:
        yield centre.furnish().start()


@pytest.fixture(scope="module")
def player(centre: DemoCentre, tmp_path_factory: pytest.TempPathFactory) -> GoingOn:
    sheet = tmp_path_factory.mktemp("sheet") / "sheet.jpg"
    drawn_pages(1, seed=5)[0].save(sheet, quality=85, dpi=(300, 300))
    return GoingOn(centre, Ledger(centre), [sheet])


def declared(module: str) -> set[str]:
    """The signals that this role's screens declare, and those of the page and the frame they stand on."""
    shared = (QML / "Controls" / f"{name}.qml" for name in ("Page", "Frame", "StaffSignIn", "KeyMap"))
    files = [*(QML / module).glob("*.qml"), *shared]
    return {name for file in files for name in re.findall(r"^    signal (\w+)", file.read_text(encoding="utf-8"), re.M)}


def mark(role: Role) -> tuple[object, ...]:
    """How far the person at this screen has come."""
    screen, shown = role.look()
    names = set(role.names()) if screen in ("Need", "Counter", "ReadThrough") else set()
    return (
        screen,
        any(name.startswith("procedure_") for name in names),
        shown.get("page") if screen == "Question" else None,
        tuple(str(shown.get(key)) for key in ("declared", "consented", "delivery", "call")),
        "accepted_state" in names,
        "send" in names,
    )


def fits(signal: str, screen: str, shown: dict[str, Any], page: Page) -> bool:
    """Whether the next touch on this screen says this signal."""
    owed = [q for q in shown.get("questions", ()) if q["required"] and not q["value"] and not q["blocked"]]
    match screen, signal:
        case "Question", "inferredConfirmed":
            return bool(shown["inferred_from"])
        case "Question", "answered":
            return bool(owed)
        case "Question", "keyPressed":
            return any(q["kind"] not in ("choice", "long", "integer") for q in owed)
        case "Declaration", "consented":
            return bool(shown["declared"])
        case "Declaration", "deliveryChosen":
            return bool(shown["consented"])
        case "Declaration", "nextRequested":
            return bool(shown["delivery"])
        case "Sending", _:
            return bool(shown["stage"] == "coded")
        case "Counter", "nextCalled":
            return shown["call"] is None and not page.accepted
        case "Counter", "accepted":
            return bool(shown["can_accept"])
        case "Counter", "visitFinished":
            return page.accepted and shown["call"] is not None
        case "Counter", "signOutRequested":
            return page.accepted and shown["call"] is None
    return True


def passes_by_itself(screen: str, shown: dict[str, Any]) -> bool:
    """Whether the next screen comes without a touch."""
    return screen in ("Working", "Scanning") or bool(shown.get("opening"))


def gets_on(role: Role, step: Step, seconds: float = _TRY_S) -> bool:
    """Whether somebody who tries for a while comes any further."""
    before = mark(role)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if step(role):
                return True
        except DemoFault:
            continue
        # What was touched may take a moment; another step would already be one on the next screen.
        settled = time.monotonic() + _SETTLE_S
        while time.monotonic() < settled:
            if mark(role) != before:
                return True
            time.sleep(_LOOK_S)
    return mark(role) != before


def walk(centre: DemoCentre, name: str, step: Step, left: dict[str, list[str]], page: Page) -> None:
    """Go through a role's screens, cutting and mending each signal of `left` where it is needed; they are taken out."""
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        role = centre.role(name)
        screen, shown = role.look()
        if passes_by_itself(screen, shown):
            # A step would look again, find the next screen, and be through it before its signals were cut.
            time.sleep(_LOOK_S)
            continue
        signal = next((signal for signal in left.get(screen, ()) if fits(signal, screen, shown, page)), None)
        if signal is not None:
            role.cut(signal)
            assert not gets_on(role, step), f"{name}: {screen} goes on without {signal}"
            left[screen].remove(signal)
            if screen in _ONE_LEADS_TO_THE_NEXT:
                for later in left[screen]:
                    role.cut(later)
            role.mend(signal)
            if not gets_on(role, step, _GO_ON_S):
                # What the screen itself remembers of the touches in vain goes with the process.
                centre.kill(name)
            continue
        try:
            if step(role):
                return
        except DemoFault:
            continue
    raise AssertionError(f"the {name} stays on {centre.role(name).screen()}")


@pytest.mark.timeout(600)
def test_without_any_one_signal_nobody_gets_on(centre: DemoCentre, player: GoingOn) -> None:
    citizen = invent(1, 41)[0]
    player.write = strike
    page = player.welcome(citizen)
    for name, step in player.steps(page, citizen, PROCEDURES[0]).items():
        left = {screen: list(signals) for screen, signals in NEEDED[name].items()}
        centre.role(name).wait(timeout=60)
        walk(centre, name, step, left, page)
        assert not any(left.values()), f"the visit never came to {left}"


@pytest.mark.timeout(600)
def test_what_else_the_screens_declare_no_visit_needs(centre: DemoCentre, player: GoingOn) -> None:
    """All of it cut at once: a signal that a visit uses and that is not cut above would stop this one."""
    citizen = invent(2, 42)[1]
    player.write = strike
    page = player.welcome(citizen)
    for name, step in player.steps(page, citizen, PROCEDURES[0]).items():
        needed = {signal for signals in NEEDED[name].values() for signal in signals}
        unknown = needed - declared(MODULES[name])
        assert not unknown, f"no QML file of the {name} declares {unknown}"
        role = centre.role(name)
        role.wait(timeout=60)
        for signal in sorted(declared(MODULES[name]) - needed):
            role.cut(signal)
        walk(centre, name, step, {}, page)
        centre.kill(name)
    assert page.accepted


ALL: Final = [
    f"{role}.{signal}" for role, screens in NEEDED.items() for signals in screens.values() for signal in signals
]


@pytest.mark.timeout(4 * 3600)
def test_the_demonstration_fails_without_a_signal(seeds: Seeds, tmp_path: Path) -> None:
    """The command itself, which signs nobody out: one signal by the luck of the seed, each one in the long run."""
    names = sorted(set(ALL) - {"counter.signOutRequested"})
    random.Random(5).shuffle(names)
    for seed in seeds(short=1, long=len(names)):
        cut = names[seed % len(names)]
        words = ["--headless", "--visits", "1", "--cut", cut, "--patience", "20", "--out", str(tmp_path / str(seed))]
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", "demo", *words], capture_output=True, text=True, timeout=240, check=False
        )
        assert done.returncode == 1, f"{cut} was cut, and the demonstration says {done.stdout}"
        assert " did not come" in done.stderr or " stays on " in done.stderr or "does not take" in done.stderr

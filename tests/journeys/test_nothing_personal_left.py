"""Nothing that a citizen said stands in the clear on a disk, in a log, an address, a name, or beside a process.

Two citizens: one whose visit goes all the way, one whose kiosk and station die in the middle. Looked through: all that
the processes keep, whatever they wrote to temporary and cache folders, every request line and header, everything the
hub was ever sent, command lines and environments. Left out: printed forms, where the name is what they are for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.demo.centre import DemoCentre
from kiosk.demo.citizens import Citizen, invent
from kiosk.demo.play import PROCEDURES
from kiosk.demo.processes import Role
from scanner.drivers.simulated_escl import drawn_pages
from tests.faults.going_on import GoingOn
from tests.faults.killing import Blow, Killer, Moment
from tests.faults.ledger import Ledger
from tests.journeys.searching import Found, Search
from tests.journeys.wiretap import Wiretap

ROLES = ("kiosk", "station", "counter")
TYPED = ("UBND phường Hàng Bạc", "số 1 phố Mẫu")


class TappedCentre(DemoCentre):
    """A centre in which everybody reaches hub and city through a wire with an ear."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, screens=False)
        self.taps: dict[str, Wiretap] = {}

    def addresses(self) -> tuple[str, str]:
        """The taps' instead of the servers'."""
        for name in ("hub", "city"):
            if name not in self.taps:
                self.taps[name] = Wiretap(self.server(name).port)
        return self.taps["hub"].url, self.taps["city"].url

    def close_taps(self) -> None:
        """Hear no more."""
        for tap in self.taps.values():
            tap.close()


@dataclass
class Beside:
    """What stood beside the processes while they ran: command lines, environments, files open for writing."""

    words: dict[str, bytes] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)

    def note(self, centre: DemoCentre) -> None:
        """Look at every process of the centre now."""
        for name in (*ROLES, "hub", "city", "courier"):
            if not centre.runs(name):
                continue
            folder = Path("/proc") / str(centre.pid(name))
            with suppress(OSError):
                self.words[f"{name} cmdline"] = (folder / "cmdline").read_bytes()
                self.words[f"{name} environ"] = (folder / "environ").read_bytes()
                for handle in (folder / "fd").iterdir():
                    with suppress(OSError):
                        if handle.lstat().st_mode & 0o200:
                            self.written.add(str(handle.readlink()))


def data_of(citizen: Citizen) -> set[str]:
    """Everything this person's card says and fingers typed, as people and programs write it."""
    dates = {f"{day:{form}}" for day in (citizen.born, citizen.issued) for form in ("%d%m%Y", "%d/%m/%Y", "%Y-%m-%d")}
    return {*citizen.secrets(), *dates, *TYPED}


@dataclass
class Aftermath:
    """A centre in which two visits were played, and what was noticed meanwhile."""

    folder: Path
    centre: TappedCentre
    beside: Beside
    search: Search
    citizens: tuple[Citizen, ...]


@pytest.fixture(scope="module")
def aftermath(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aftermath]:
    folder = tmp_path_factory.mktemp("aftermath")
    sheet = folder / "sheet.jpg"
    drawn_pages(1, seed=3)[0].save(sheet, quality=85, dpi=(300, 300))
    citizens = invent(2, 77)
    beside = Beside()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            (folder / "outside" / name).mkdir(parents=True, mode=0o700)
            patch.setenv(name, str(folder / "outside" / name))
        with ExitStack() as stack:
            centre = TappedCentre(folder / "centre")
            # The taps end after those who speak through them.
            stack.callback(centre.close_taps)
            stack.enter_context(centre)
            centre.furnish().start()
            player = GoingOn(centre, Ledger(centre), [sheet])
            player.visit(citizens[0], PROCEDURES[0])
            beside.note(centre)
            blows = (
                Blow("kiosk", Moment("kiosk", "draft.kept"), 6, 0.0),
                Blow("station", Moment("station", "page.kept"), 1, 0.01),
            )
            killers = [Killer(centre, blow) for blow in blows]
            for killer in killers:
                killer.start()
            player.visit(citizens[1], PROCEDURES[1])
            assert all(killer.struck.is_set() for killer in killers)
            for killer in killers:
                killer.stop()
            beside.note(centre)
            data = set().union(*map(data_of, citizens))
            yield Aftermath(folder, centre, beside, Search(data), citizens)


@pytest.mark.timeout(300)
def test_nothing_is_on_a_disk(aftermath: Aftermath) -> None:
    config = aftermath.centre.config
    found = [
        one
        for folder in (aftermath.centre.state, aftermath.folder / "outside")
        for one in aftermath.search.in_folder(folder)
        # The configuration is what was shipped: it names streets and offices of Hanoi, and nobody of today.
        if not Path(one.where.rpartition(" ")[2]).is_relative_to(config)
    ]
    assert not found, _places(found)


@pytest.mark.timeout(300)
def test_nothing_is_in_an_address_or_header(aftermath: Aftermath) -> None:
    for name, tap in aftermath.centre.taps.items():
        assert tap.heads.count(b" HTTP/1.1\r\n") > 10, "the tap heard nothing"
        assert not list(aftermath.search.in_bytes(tap.heads, f"requests to {name}"))


@pytest.mark.timeout(300)
def test_the_hub_never_hears_anything(aftermath: Aftermath) -> None:
    said = aftermath.centre.taps["hub"].said
    assert b"/drafts/" in said or b"draft" in said
    assert not list(aftermath.search.in_bytes(said, "everything sent to the hub"))


@pytest.mark.timeout(300)
def test_nothing_stands_beside_a_process(aftermath: Aftermath) -> None:
    words = aftermath.beside.words
    assert {f"{name} cmdline" for name in ROLES} <= set(words)
    assert not [found for name, content in words.items() for found in aftermath.search.in_bytes(content, name)]


@pytest.mark.timeout(300)
def test_files_are_written_only_where_we_looked(aftermath: Aftermath) -> None:
    elsewhere = [
        path
        for path in aftermath.beside.written
        if path.startswith("/")
        and not path.startswith(("/dev/", "/proc/", "/memfd:"))
        and not Path(path).is_relative_to(aftermath.folder)
    ]
    assert not elsewhere


@pytest.mark.timeout(300)
def test_no_process_with_answers_leaves_a_core_dump(aftermath: Aftermath) -> None:
    for name in (*ROLES, "courier"):
        limits = Path(f"/proc/{aftermath.centre.pid(name)}/limits").read_text()
        (line,) = (line for line in limits.splitlines() if line.startswith("Max core file size"))
        assert line.split()[4:6] == ["0", "0"], f"{name}: {line}"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", ROLES)
def test_the_screens_have_forgotten(aftermath: Aftermath, name: str) -> None:
    role = aftermath.centre.role(name)
    said = _everything_shown(role)
    assert said
    assert not list(aftermath.search.in_text(said, f"screen of {name}"))


def _everything_shown(role: Role) -> str:
    screen, snapshot = role.look()
    return "\n".join([screen, repr(snapshot), *(role.text(name) for name in role.names())])


@pytest.mark.timeout(300)
def test_the_same_search_finds_a_name_in_the_log(aftermath: Aftermath) -> None:
    log = aftermath.centre.home("kiosk") / "log" / "kiosk.jsonl"
    whole = log.read_bytes()
    try:
        log.write_bytes(whole + aftermath.citizens[0].full_name.encode())
        found = list(aftermath.search.in_folder(aftermath.centre.home("kiosk")))
    finally:
        log.write_bytes(whole)
    assert {Path(one.where).name for one in found} == {"kiosk.jsonl"}


@pytest.mark.timeout(300)
def test_the_city_was_told_in_the_body_of_requests(aftermath: Aftermath) -> None:
    """What the search finds nowhere else does exist: the city hears it, sealed by TLS where it is far away."""
    said = aftermath.centre.taps["city"].said
    for citizen in aftermath.citizens:
        assert list(Search([citizen.number]).in_bytes(said, "everything sent to the city"))


def _places(found: list[Found]) -> str:
    return "; ".join(f"{one.where} ({one.how})" for one in found[:20])


def test_environment_of_this_test_is_not_the_citizens() -> None:
    assert not list(Search(data_of(invent(1, 77)[0])).in_text(repr(dict(os.environ)), "environment"))

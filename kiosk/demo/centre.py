"""A centre of one machine: its folders, its configuration, its processes."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, Self, TypeVar

from config.centre import Centre, load_centre
from config.folder import shipped_folder
from kiosk.demo.enrolment import BOARD, COUNTER, DESK, KIOSK, STATION, enrol_devices
from kiosk.demo.processes import LONGEST_S, Child, DemoFault, Role, Server

COUNTER_NUMBER: Final = 3
CLERK: Final = "lan"
PIN: Final = "246810"
SUPERVISOR: Final = "huong"
SUPERVISOR_PIN: Final = "864200"

C = TypeVar("C", bound=Child)

_MARK: Final = ".motcua-demo"
_DATA_SUFFIXES: Final = {".toml", ".tsv"}
_PICTURES: Final = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


class DemoCentre:
    """Everything under one folder: `state/` is what the processes keep, `slips/` and `forms/` what is printed."""

    def __init__(self, folder: Path, *, screens: bool, pages: Path | None = None) -> None:
        """screens: show real windows. pages: images for the scanner instead of drawn ones."""
        self.folder = folder
        self.state = folder / "state"
        self.config = self.state / "config"
        self.slips = folder / "slips"
        self.forms = folder / "forms"
        self._screens = screens
        self._pages = pages
        self._running: dict[str, Child] = {}
        self.patience_s = LONGEST_S
        """No wait for a screen lasts longer."""

    def home(self, name: str) -> Path:
        """The home folder of one machine: hub, city, kiosk, station, counter, board."""
        return self.state / name

    # --- building --------------------------------------------------------------------------------------------------

    def furnish(self) -> Self:
        """Lay out folders and configuration, start the devices, enrol everybody. Once, before the first start."""
        copy_configuration(self.config)
        devices = self.config / "devices.toml"
        names = configured(devices, "printers")
        with ThreadPoolExecutor() as pool:
            scanner = pool.submit(self._start_scanner)
            printers = {name: pool.submit(self._start_printer, name) for name in names}
            enrol_devices(self.state, self._centre())
        scanner_url = f"escl:{self._keep('scanner', scanner.result()).url}/eSCL"
        at = {name: self._keep(f"printer-{name}", printer.result()).port for name, printer in printers.items()}
        set_words(
            devices,
            {
                "printers": {name: f"network:127.0.0.1:{port}" for name, port in at.items()},
                "scanners": dict.fromkeys(configured(devices, "scanners"), scanner_url),
            },
        )
        return self

    def _centre(self) -> Centre:
        centre = load_centre(self.config)
        if not isinstance(centre, Centre):
            raise DemoFault("; ".join(fault.line("en") for fault in centre))
        return centre

    # --- processes -------------------------------------------------------------------------------------------------

    def start(self) -> Self:
        """Start hub, city and courier; return when they serve."""
        with ThreadPoolExecutor() as pool:
            list(pool.map(self.restart, ("hub", "city")))
        self.restart("courier")
        return self

    def open_phone_page(self) -> Self:
        """Let phones follow their turn: start the relay, and have kiosks print its address. After `start`."""
        self.restart("phone")
        devices = self.config / "devices.toml"
        words = devices.read_text(encoding="utf-8")
        address = f'[[kiosks]]\npublic_url = "{self.server("phone").url}"\n'
        devices.write_text(re.sub(r"^\[\[kiosks\]\]\n", address, words, flags=re.MULTILINE), encoding="utf-8")
        return self

    def restart(self, name: str) -> Child:
        """Start one of hub, city, courier, phone, kiosk, station, counter, board, supervisor; again if it had ended."""
        starters: Mapping[str, Callable[[], Child]] = {
            "hub": self._start_hub,
            "city": self._start_city,
            "courier": self._start_courier,
            "phone": self._start_phone,
            "kiosk": lambda: self._start_role("kiosk", KIOSK),
            "station": lambda: self._start_role("station", STATION),
            "counter": lambda: self._start_role("counter", COUNTER, "--forms-out", str(self.forms)),
            "board": lambda: self._start_role("board", BOARD),
            "supervisor": lambda: self._start_role("supervisor", DESK),
        }
        old = self._running.get(name)
        if old is not None:
            old.stop()
        child = self._keep(name, starters[name]())
        if isinstance(child, Server):
            self._remember_port(name, child.wait_ready())
        return child

    def role(self, name: str) -> Role:
        """A role's process; started if it does not run."""
        running = self._running.get(name)
        if running is None or not running.alive:
            running = self.restart(name)
        if not isinstance(running, Role):
            raise DemoFault(f"{name} has no screen")
        running.patience_s = self.patience_s
        return running

    def open_roles(self) -> tuple[str, ...]:
        """The roles whose windows are open."""
        return tuple(name for name, child in self._running.items() if isinstance(child, Role) and child.alive)

    def server(self, name: str) -> Server:
        """One of hub, city, scanner, printer-…, running."""
        running = self._running[name]
        if not isinstance(running, Server):
            raise DemoFault(f"{name} serves nothing")
        return running

    def pid(self, name: str) -> int:
        """The number of a process that was started here."""
        return self._running[name].pid

    def runs(self, name: str) -> bool:
        """Whether a process was started here and lives."""
        return name in self._running and self._running[name].alive

    def kill(self, name: str) -> None:
        """SIGKILL one process, as a power cut would end it."""
        self._running[name].kill()

    def stop(self) -> None:
        """End everything, those that depend on others first."""
        for name in reversed(self._running):
            self._running[name].stop()
        self._running.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _keep(self, name: str, child: C) -> C:
        self._running[name] = child
        return child

    def _words(self, name: str) -> Path:
        return self.state / "words" / f"{name}.txt"

    def addresses(self) -> tuple[str, str]:
        """Where hub and city are found by everybody else; a test may stand in between."""
        return self.server("hub").url, self.server("city").url

    def _port_of(self, name: str) -> str:
        """A server that comes back must be found where it was."""
        file = self.state / "ports" / name
        return file.read_text() if file.exists() else "0"

    def _remember_port(self, name: str, server: Server) -> None:
        file = self.state / "ports" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(server.port))

    def _start_hub(self) -> Server:
        return self._start_server("hub", "--config", str(self.config))

    def _start_city(self) -> Server:
        return self._start_server("city", "--config", str(self.config))

    def _start_server(self, name: str, *more: str) -> Server:
        port = self._port_of(name)
        words = [name, "--home", str(self.home(name)), "--port", port, *more]
        return Server(name, words, self._words(name), port=int(port))

    def _start_courier(self) -> Server:
        hub, city = self.addresses()
        tokens = self.home("station")
        words = ["courier", "--home", str(tokens), "--hub", hub, "--city", city, "--hub-token-file",
                 str(tokens / "courier-device.token"), "--city-token-file", str(tokens / "city.token")]  # fmt: skip
        return Server("courier", words, self._words("courier"))

    def _start_phone(self) -> Server:
        home, port = self.home("phone"), self._port_of("phone")
        words = ["phone", "--home", str(home), "--token-file", str(home / "device.token"), "--hub", self.addresses()[0],
                 "--config", str(self.config), "--port", port]  # fmt: skip
        return Server("phone", words, self._words("phone"), port=int(port))

    def _start_scanner(self) -> Server:
        pages = ["--pages", str(self._pages)] if self._pages else ["--drawn", "0"]
        return Server("scanner", ["scanner-sim", "--port", "0", *pages], self._words("scanner")).wait_ready()

    def _start_printer(self, name: str) -> Server:
        words = ["printer-sim", "--port", "0", "--out", str(self.slips / name)]
        return Server(f"printer {name}", words, self._words(f"printer-{name}")).wait_ready()

    def _start_role(self, role: str, name: str, *more: str) -> Role:
        hub, city = self.addresses()
        to_city = () if role == "supervisor" else ("--city", city)
        words = [role, "--name", name, "--home", str(self.home(role)), "--config", str(self.config), "--hub", hub,
                 *to_city, "--window" if self._screens else "--driven", *more]  # fmt: skip
        return Role(role, words, self._words(role), {} if self._screens else _PICTURES)


def copy_configuration(folder: Path) -> None:
    """The shipped configuration as files that may be changed: numbers at any hour, and no waiting between calls."""
    shutil.copytree(
        shipped_folder(),
        folder,
        dirs_exist_ok=True,
        ignore=lambda _, names: [name for name in names if Path(name).suffix not in {*_DATA_SUFFIXES, ""}],
    )
    shutil.rmtree(folder / "__pycache__", ignore_errors=True)
    quick = {"calls_before_absent": 1, "seconds_between_calls": 0}
    set_words(folder / "centre.toml", {"numbers": {"given": "always"}, "calling": quick})


def configured(file: Path, table: str) -> tuple[str, ...]:
    """The keys of one table of a TOML file."""
    return tuple(tomllib.loads(file.read_text(encoding="utf-8"))[table])


def set_words(file: Path, tables: Mapping[str, Mapping[str, str | int]]) -> None:
    """Set keys in tables of a TOML file, leaving every other line as it is."""
    table = ""
    lines = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"\[+([^\]]+)\]+", line):
            table = found.group(1).strip()
        key = line.split("=")[0].strip()
        if not line.startswith("#") and key in tables.get(table, {}):
            line = f"{key} = {json.dumps(tables[table][key], ensure_ascii=False)}"
        lines.append(line)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def make_room(folder: Path) -> None:
    """An empty folder for a demonstration; an earlier one is cleared away. Raises DemoFault for anything else."""
    mark = folder / _MARK
    if folder.exists() and any(folder.iterdir()):
        if not mark.exists():
            raise DemoFault(f"{folder} holds something else than a demonstration; name another folder with --out")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    mark.touch()

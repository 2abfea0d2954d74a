"""A supervisor looks over the centre: lines and counters now, today's figures, the devices."""

from __future__ import annotations

import time
from typing import Final

from kiosk.demo.at_kiosk import Look
from kiosk.demo.processes import DemoFault, Role

_COUNTED_S: Final = 60.0


def look_over(desk: Role, supervisor: str, pin: str, served: int, look: Look) -> None:
    """Sign in by keys alone, look at every view, leave. served: how many visits today's figures must tell."""
    desk.wait("SignIn", timeout=30)
    look("supervisor-sign-in")
    desk.type(supervisor)
    desk.key("Return")
    desk.type(pin)
    desk.key("Return")
    desk.wait("Supervisor", timeout=30)
    desk.wait(name="line_A", timeout=30)
    look("supervisor-now")
    desk.key("F3")
    desk.wait(name="figure_served", timeout=30)
    _until_counted(desk, served)
    look("supervisor-today")
    desk.key("F5")
    desk.wait(name="device_K1", timeout=30)
    look("supervisor-devices")
    desk.tap("sign_out")
    desk.wait("SignIn", timeout=30)


def _until_counted(desk: Role, served: int) -> None:
    until = time.monotonic() + _COUNTED_S
    while (figures := desk.snapshot()["figures"])["served"] != served:
        if time.monotonic() > until:
            raise DemoFault(f"the supervisor reads {figures['served']} visits served, not {served}")
        desk.key("F3")
        time.sleep(0.5)

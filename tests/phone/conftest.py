"""A relay before a scripted hub, and a phone: real Chromium with a small touch screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.phone.given import RunningRelay, ScriptedHub

_PATIENCE_MS: Final = 15_000
_FLAGS: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
_ANDROID: Final = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Mobile Safari/537.36"
)


@pytest.fixture
def hub() -> ScriptedHub:
    return ScriptedHub()


@pytest.fixture
def relay(hub: ScriptedHub) -> Iterator[RunningRelay]:
    running = RunningRelay(hub)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def chromium(peer: Callable[[str], str]) -> Iterator[Browser]:
    """A browser for one file: while it is driven, this process has a running event loop, which others cannot bear."""
    path = peer("chromium")
    expect.set_options(timeout=_PATIENCE_MS)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe(peer: Callable[[str], str]) -> str:
    """The accessibility checker's own script."""
    return Path(peer("axe/node_modules/axe-core/axe.min.js")).read_text(encoding="utf-8")


@dataclass
class Phone:
    """A phone in a citizen's hand. Whatever it asks for, and every complaint of the browser, is noted."""

    context: BrowserContext
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, url: str) -> Page:
        """A page in a new tab."""
        page = self.context.new_page()
        page.set_default_timeout(_PATIENCE_MS)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(url)
        return page

    def _note(self, kind: str, text: str) -> None:
        # An answer of 404 or 503 is what some tests are about; the browser mentions it here.
        if kind in {"error", "warning"} and not text.startswith("Failed to load resource"):
            self.complaints.append(text)

    def assert_kept_to_itself(self, *hosts: str) -> None:
        """Nothing was asked of anybody else, nothing was left on the phone, the browser had nothing to complain of."""
        assert self.asked
        strangers = [url for url in self.asked if not url.startswith(hosts)]
        assert not strangers
        assert self.context.cookies() == []
        assert self.complaints == []


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Callable[..., Phone]]:
    """`phone(color_scheme="dark", java_script_enabled=False, …)`: a phone of its own."""
    bought: list[Phone] = []

    def buy(**more: Any) -> Phone:
        pixel: dict[str, Any] = {
            "viewport": {"width": 412, "height": 915},
            "device_scale_factor": 2,
            "is_mobile": True,
            "has_touch": True,
            "user_agent": _ANDROID,
            "locale": "vi-VN",
        }
        bought.append(Phone(chromium.new_context(**{**pixel, **more})))
        return bought[-1]

    yield buy
    for one in bought:
        one.context.close()

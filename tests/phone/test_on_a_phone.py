"""The page on a phone: real Chromium, a small touch screen, with JavaScript and without."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from tests.phone.conftest import Phone
from tests.phone.given import (
    ABSENT,
    CALLED,
    EVERY_STATE,
    FINISHED,
    KEY,
    LATER,
    LEFT,
    WAITING,
    RunningRelay,
    key_of,
)
from ticketing.client import Refused

Buy = Callable[..., Phone]
_LONG: Final = os.environ.get("MOTCUA_LONG") == "1"
_LANGUAGES_IN: Final = {"light": ("vi", "en") if _LONG else ("vi",), "dark": ("en", "vi") if _LONG else ("en",)}
_OVERFLOWING: Final = """() => [...document.querySelectorAll('body, body *')].filter(one =>
    one.getBoundingClientRect().right > innerWidth + 1 ||
    (one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
).map(one => `${one.tagName} ${one.className} ${one.innerText}`)"""

_BROKEN_NUMBERS: Final = """() => [...document.querySelectorAll('.label, .big strong')].filter(one =>
    one.getBoundingClientRect().height > 1.5 * parseFloat(getComputedStyle(one).fontSize)).map(one => one.innerText)"""


def ticket_page(relay: RunningRelay, language: str = "vi", key: str = KEY) -> str:
    return f"{relay.url}/{key}?lang={language}"


def test_the_place_shrinks_and_the_call_comes_by_themselves(relay: RunningRelay, phone: Buy) -> None:
    mine = phone()
    page = mine.open(ticket_page(relay))
    expect(page.locator("#ahead")).to_have_text("5 người")
    for ahead, said in ((4, "4 người"), (1, "1 người")):
        relay.now_shows(replace(WAITING, ahead=ahead, wait_low_min=3, wait_high_min=9))
        expect(page.locator("#ahead")).to_have_text(said)
        expect(page.locator("#wait")).to_have_text("3–9 phút")
    relay.now_shows(CALLED)
    expect(page.locator(".card.called")).to_contain_text("Quầy 3")
    expect(page).to_have_title("A012 · Mời ông/bà đến quầy 3")
    relay.now_shows(FINISHED)
    expect(page.locator(".card")).to_contain_text("Đã phục vụ xong")
    mine.assert_kept_to_itself(relay.url)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_another_number_moves_me_up(relay: RunningRelay, phone: Buy) -> None:
    page = phone().open(ticket_page(relay))
    expect(page.locator("#ahead")).to_have_text("5 người")
    relay.hub.pages[KEY] = replace(WAITING, ahead=4)
    relay.tell("A007")
    expect(page.locator("#ahead")).to_have_text("4 người")


@pytest.mark.parametrize("javascript", [True, False], ids=["with_javascript", "without_javascript"])
def test_leaving_asks_first_and_is_done_once(relay: RunningRelay, phone: Buy, javascript: bool) -> None:
    mine = phone(java_script_enabled=javascript)
    page = mine.open(ticket_page(relay))
    page.get_by_role("link", name="Rời hàng").tap()
    expect(page.locator("h1")).to_have_text("Rời hàng?")
    page.get_by_role("link", name="Tôi vẫn chờ").tap()
    expect(page.locator("#ahead")).to_have_text("5 người")
    page.get_by_role("link", name="Rời hàng").tap()
    page.get_by_role("button", name="Rời hàng").tap()
    expect(page.locator(".card")).to_contain_text("Ông/bà đã rời hàng")
    assert page.url == ticket_page(relay)
    page.reload()
    expect(page.locator(".card")).to_contain_text("Ông/bà đã rời hàng")
    assert [deed for deed, _, _ in relay.hub.done.values()] == ["leave"]
    mine.assert_kept_to_itself(relay.url)


@pytest.mark.parametrize("javascript", [True, False], ids=["with_javascript", "without_javascript"])
def test_coming_later_and_being_there_again(relay: RunningRelay, phone: Buy, javascript: bool) -> None:
    mine = phone(java_script_enabled=javascript)
    page = mine.open(ticket_page(relay, "en"))
    page.get_by_role("link", name="Come later").tap()
    page.get_by_role("button", name="20 minutes").tap()
    expect(page.locator(".card")).to_contain_text("Until 11:02 others are called first")
    page.get_by_role("button", name="I am here now").tap()
    expect(page.locator("#ahead")).to_have_text("5 people")
    assert [(deed, minutes) for deed, _, minutes in relay.hub.done.values()] == [("later", 20), ("back", 0)]
    mine.assert_kept_to_itself(relay.url)


def test_a_double_tap_is_one_deed(relay: RunningRelay, phone: Buy) -> None:
    page = phone().open(f"{relay.url}/{KEY}/later?lang=vi")
    page.get_by_role("button", name="10 phút").dblclick()
    expect(page.locator(".card")).to_contain_text("Chỗ của ông/bà đang được giữ")
    assert len(relay.hub.done) == 1


def test_an_answer_that_was_lost_is_asked_for_again_under_the_same_id(relay: RunningRelay, phone: Buy) -> None:
    relay.hub.deaf_once = True
    page = phone().open(f"{relay.url}/{KEY}/later?lang=vi")
    page.get_by_role("button", name="30 phút").tap()
    expect(page.locator("h1")).to_have_text("Chưa gửi được")
    page.get_by_role("button", name="Thử lại").tap()
    expect(page.locator(".card")).to_contain_text("Đến 11:12")
    assert len(relay.hub.done) == 1


def test_a_refusal_is_told_where_things_stand(relay: RunningRelay, phone: Buy) -> None:
    page = phone().open(f"{relay.url}/{KEY}/leave?lang=en")
    relay.hub.refuse = Refused("wrong_state", "-", "-")
    relay.now_shows(CALLED)
    page.get_by_role("button", name="Leave the line").tap()
    expect(page.get_by_role("alert")).to_contain_text("nothing is lost")
    expect(page.locator(".card")).to_contain_text("Counter 3")


def test_without_javascript_the_page_loads_itself_anew(relay: RunningRelay, phone: Buy) -> None:
    page = phone(java_script_enabled=False).open(ticket_page(relay))
    again = page.locator('meta[http-equiv="refresh"]')
    assert again.get_attribute("content") == f"20; url={KEY}?lang=vi"
    relay.now_shows(ABSENT)
    page.get_by_role("link", name="Làm mới").tap()
    expect(page.locator(".card")).to_contain_text("Chỗ của ông/bà được giữ đến 12:22")
    page.get_by_role("button", name="Tôi đã có mặt").tap()
    expect(page.locator("#ahead")).to_have_text("5 người")


def test_the_phones_own_language_and_the_other_one(relay: RunningRelay, phone: Buy) -> None:
    for locale, first, other in (("en-GB", "Your number", "Tiếng Việt"), ("vi-VN", "Số của ông/bà", "English")):
        page = phone(locale=locale).open(f"{relay.url}/{KEY}")
        expect(page.locator("h1")).to_contain_text(first)
        page.get_by_role("link", name=other).tap()
        expect(page.locator("h1")).not_to_contain_text(first)
        # The language stays when one goes on.
        page.locator(".deed").first.tap()
        assert page.url.endswith("lang=vi" if other == "Tiếng Việt" else "lang=en")
    page = phone(locale="fr-FR").open(f"{relay.url}/{KEY}")
    expect(page.locator("h1")).to_contain_text("Số của ông/bà")


def test_a_silent_hub_is_said_and_its_return_is_noticed(relay: RunningRelay, phone: Buy) -> None:
    page = phone().open(ticket_page(relay))
    expect(page.locator("#lost")).to_be_hidden()
    relay.hub.dark = True
    relay.tell("A012")
    expect(page.locator("#lost")).to_be_visible()
    expect(page.locator("#ahead")).to_have_text("5 người")
    relay.hub.dark = False
    relay.hub.pages[KEY] = replace(WAITING, ahead=2)
    expect(page.locator("#lost")).to_be_hidden()
    expect(page.locator("#ahead")).to_have_text("2 người")


def test_a_call_is_told_though_the_network_fails_at_that_moment(relay: RunningRelay, phone: Buy) -> None:
    mine = phone()
    page = mine.open(ticket_page(relay))
    expect(page.locator("#ahead")).to_have_text("5 người")
    mine.context.route(ticket_page(relay), lambda route: route.abort())
    relay.now_shows(CALLED)
    expect(page.get_by_role("alert")).to_have_text("A012 · Mời ông/bà đến quầy 3")
    expect(page.locator("#lost")).to_be_visible()
    expect(page).to_have_title("A012 · Mời ông/bà đến quầy 3")
    mine.context.unroute(ticket_page(relay))
    expect(page.locator(".card.called")).to_contain_text("Quầy 3")
    expect(page.locator("#news")).to_be_hidden()


@pytest.mark.parametrize("deed", ["leave", "later"])
def test_a_call_is_told_while_a_question_is_open(relay: RunningRelay, phone: Buy, deed: str) -> None:
    mine = phone()
    page = mine.open(f"{relay.url}/{KEY}/{deed}?lang=vi")
    asked = page.title()
    relay.now_shows(EVERY_STATE["next"])
    relay.hub.dark = True
    relay.tell("A012")
    expect(page.locator("#lost")).to_be_visible()
    assert page.title() == asked, "who has moved up is not torn from a question"
    relay.hub.dark = False
    relay.now_shows(CALLED)
    expect(page.locator(".card.called")).to_contain_text("Quầy 3")
    page.goto(f"{relay.url}/{KEY}/later?lang=vi")
    page.get_by_role("button", name="10 phút").tap()
    expect(page.locator(".card")).to_contain_text("Chỗ của ông/bà đang được giữ")
    mine.assert_kept_to_itself(relay.url)


def test_a_line_that_broke_without_a_word_is_laid_anew(relay: RunningRelay, phone: Buy) -> None:
    mine = phone()
    page = mine.open(f"{relay.url}/")
    page.clock.install()
    mine.context.route("**/live*", lambda route: None)
    page.goto(ticket_page(relay))
    expect(page.locator("#lost")).to_be_hidden()
    mine.context.unroute("**/live*")
    relay.now_shows(replace(WAITING, ahead=3))
    page.clock.fast_forward(46_000)
    expect(page.locator("#ahead")).to_have_text("3 người")
    expect(page.locator("#lost")).to_be_hidden()


def test_a_page_opened_while_the_hub_is_silent_comes_by_itself(relay: RunningRelay, phone: Buy) -> None:
    relay.hub.dark = True
    page = phone().open(ticket_page(relay))
    expect(page.locator("h1")).to_have_text("Chưa hỏi được Trung tâm")
    relay.hub.dark = False
    expect(page.locator("#ahead")).to_have_text("5 người")


def test_every_page_is_for_everybody(relay: RunningRelay, phone: Buy, axe: str) -> None:
    """axe-core finds nothing, contrast is 7:1 and more, targets are 48 px, nothing is cut: every state, both languages
    and colour schemes (each with each in a long run)."""
    faults: list[str] = []
    relay.hub.pages |= {key_of(name): state for name, state in EVERY_STATE.items()}
    questions = {"ask_leave": f"{KEY}/leave", "ask_later": f"{KEY}/later", "unknown": "A001.x", "start": ""}
    for scheme in ("light", "dark"):
        mine = phone(color_scheme=scheme, viewport={"width": 390, "height": 844})
        page = mine.open(f"{relay.url}/")
        for language in _LANGUAGES_IN[scheme]:
            for name in EVERY_STATE:
                page.goto(ticket_page(relay, language, key_of(name)))
                faults += faults_of(page, axe, f"{name} {language} {scheme}")
            for name, path in questions.items():
                page.goto(f"{relay.url}/{path}?lang={language}")
                faults += faults_of(page, axe, f"{name} {language} {scheme}")
        mine.assert_kept_to_itself(relay.url)
    assert not faults


@pytest.mark.parametrize("width", [195, 320], ids=["at_200_percent", "small"])
def test_nothing_is_cut_when_letters_are_large(relay: RunningRelay, phone: Buy, width: int) -> None:
    page = phone(viewport={"width": width, "height": 422}).open(f"{relay.url}/")
    long = replace(WAITING, label="K2-001", ahead=128, wait_low_min=115, wait_high_min=245)
    for name, state in (("long", long), ("called", replace(CALLED, counter=128)), ("later", LATER), ("left", LEFT)):
        relay.hub.pages[key_of(name)] = state
        page.goto(ticket_page(relay, "en", key_of(name)))
        assert overflowing(page) == [], name
        assert page.evaluate(_BROKEN_NUMBERS) == [], "a number that is read digit by digit is another number"
        picture(page, f"{name}_{width}")


@pytest.mark.parametrize("more", [{"contrast": "more"}, {"forced_colors": "active"}], ids=["more_contrast", "forced"])
def test_more_contrast_is_given(relay: RunningRelay, phone: Buy, axe: str, more: dict[str, Any]) -> None:
    page = phone(**more).open(ticket_page(relay))
    assert faults_of(page, axe, "_".join(more.values())) == []


def faults_of(page: Page, axe: str, name: str) -> list[str]:
    """What axe-core and a ruler find on the page as it is shown."""
    picture(page, name)
    page.evaluate(axe)
    rules = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
    found = page.evaluate("rules => axe.run(document, {rules, resultTypes: ['violations']})", rules)
    assert len(found["passes"]) > 10
    faults = [f"{name}: {one['id']} {node['html']}" for one in found["violations"] for node in one["nodes"]]
    small = page.evaluate(
        "() => [...document.querySelectorAll('a, button')].map(one => [one.innerText, one.getBoundingClientRect()])"
        ".filter(([_, box]) => box.height < 48 || box.width < 48).map(([words]) => words)"
    )
    return faults + [f"{name}: {words} is small" for words in small] + [f"{name}: {one}" for one in overflowing(page)]


def overflowing(page: Page) -> list[str]:
    """What reaches over the edge of the screen, or over its own."""
    found: list[str] = page.evaluate(_OVERFLOWING)
    return found


def picture(page: Page, name: str) -> None:
    """For somebody who wants to look: MOTCUA_ALBUM names the folder."""
    if album := os.environ.get("MOTCUA_ALBUM"):
        page.screenshot(path=Path(album) / "phone" / f"{name.replace(' ', '_')}.png", full_page=True)

"""The control page of a mock in a real Chromium: live requests, state, faults, reset."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from mockdown.description import Description
from mockdown.mock.app import create_app
from mockdown.mock.mounts import create_mounts
from mockdown.mock.server import BackgroundServer

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium: apt-get install chromium"),
]
PET = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": {"type": "integer", "readOnly": True}, "name": {"type": "string"}},
}


def content(schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": "", "content": {"application/json": {"schema": schema}}}


DOCUMENT = {
    "openapi": "3.0.3",
    "info": {"title": "Pets", "version": "1"},
    "paths": {
        "/pets": {
            "get": {"responses": {"200": content({"type": "array", "items": PET})}},
            "post": {
                "requestBody": {"content": content(PET)["content"]},
                "responses": {"201": content(PET)},
            },
        },
    },
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def url() -> Iterator[str]:
    mounts = create_mounts({"pets": create_app(Description("pets", DOCUMENT))})
    with BackgroundServer(mounts) as server:
        yield server.url
        mounts.end_streams()


@pytest.fixture(params=["light", "dark"])
def page(browser: Any, url: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The control page, which has connected; nothing may go wrong on it, and nothing be asked elsewhere."""
    context = browser.new_context(color_scheme=request.param, viewport={"width": 1200, "height": 900})
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.on("request", lambda sent: None if sent.url.startswith(url) else wrong.append(sent.url))
    opened.goto(f"{url}/_mock/ui")
    playwright.expect(opened.locator("#live")).to_have_text("live")
    yield opened
    context.close()
    assert not wrong


def test_requests_appear_as_they_happen(page: Any, url: str) -> None:
    """A request that somebody sends stands on top, hostile text in it is text, and it can be filtered."""
    expect = playwright.expect
    httpx.post(f"{url}/pets", json={"name": "<img src=x onerror=alert(1)>"})
    first = page.locator("#journal tr").first
    expect(first).to_contain_text("POST /pets")
    expect(first).to_contain_text("201")
    httpx.post(f"{url}/pets", json={"name": 7})
    expect(page.locator("#journal tr").first).to_contain_text("400")
    page.select_option("#shown", "2")
    expect(page.locator("#journal tr:visible")).to_have_count(1)
    expect(page.locator("#state")).to_contain_text("(4)")
    page.locator("#state summary").first.click()
    expect(page.locator("#state")).to_contain_text("<img src=x onerror=alert(1)>")
    page.click("#clear")
    expect(page.locator("#journal tr")).to_have_count(0)


def test_faults_are_switched_and_the_state_is_reset(page: Any, url: str) -> None:
    """A fault that is added is in force until it is removed; a reset starts from the seeds."""
    expect = playwright.expect
    expect(page).to_have_title("Pets: mock control")
    page.fill("#add-fault [name=operations]", "GET /pets")
    page.fill("#add-fault [name=status]", "502")
    page.press("#add-fault [name=status]", "Enter")
    expect(page.locator("#faults li")).to_have_count(1)
    assert httpx.get(f"{url}/pets").status_code == 502
    page.click("#faults button")
    expect(page.locator("#faults li")).to_have_count(0)
    assert httpx.get(f"{url}/pets").status_code == 200
    httpx.post(f"{url}/pets", json={"name": "Tom"}, headers={"X-Mock-Session": "mine"})
    page.click("#refresh")
    expect(page.locator("#session option")).to_have_count(2)
    page.select_option("#session", "mine")
    expect(page.locator("#state")).to_contain_text("(4)")
    page.click("#reset")
    expect(page.locator("#said")).to_have_text("The session starts from the seeds.")
    assert len(httpx.get(f"{url}/pets", headers={"X-Mock-Session": "mine"}).json()) == 3


def test_it_is_accessible_and_fits_a_phone(page: Any, url: str) -> None:
    """No violation of WCAG 2.2 AA, and nothing to scroll sideways at 360 pixels."""
    httpx.post(f"{url}/pets", json={"name": "Tom"})
    playwright.expect(page.locator("#journal tr")).to_have_count(1)
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
    found = axe.Axe().run(page, options=rules)
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

"""The reference site in a real Chromium: navigation, search, themes, narrow screens, no JavaScript."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest

from mockdown.description import Description, SourceMap
from mockdown.site.build import build_site
from mockdown.source import Origin

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium: apt-get install chromium"),
]

PET = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "description": "What it is called.", "maxLength": 40},
        "state": {"type": "string", "enum": ["available", "pending", "sold"]},
        "a_property_with_a_name_that_is_far_too_long_for_any_narrow_screen_" + "x" * 60: {"type": "string"},
        "owner": {
            "type": "object",
            "properties": {"address": {"type": "object", "properties": {"street": {"type": "string"}}}},
        },
        "parent": {"$ref": "#/components/schemas/Pet"},
    },
}
HOSTILE = 'Hostile: <script>window.hacked = 1</script><img src="x" onerror="window.hacked = 1">'
DOCUMENT = {
    "openapi": "3.0.4",
    "info": {
        "title": "Shop",
        "version": "1",
        "description": "All about **pets**.\n\n#### Table\n\n| a | b |\n|--|--|\n| 1 | 2 |",
    },
    "servers": [{"url": "/api"}],
    "security": [{"token": []}],
    "tags": [{"name": "Pets", "description": "The animals."}, {"name": "Orders"}],
    "paths": {
        "/pets": {
            "get": {
                "operationId": "listPets",
                "tags": ["Pets"],
                "summary": "List pets",
                "description": HOSTILE,
                "parameters": [
                    {
                        "name": "limit",
                        "in": "query",
                        "description": "At most so many.",
                        "schema": {"type": "integer", "maximum": 100},
                    }
                ],
                "responses": {
                    "200": {
                        "description": "The pets.",
                        "content": {
                            "application/json": {
                                "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}
                            }
                        },
                    },
                    "401": {"description": "Who are you?", "x-implied": True},
                },
            },
            "post": {
                "operationId": "addPet",
                "tags": ["Pets"],
                "summary": "Add a pet",
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}
                },
                "responses": {"201": {"description": "Added."}},
            },
        },
        "/orders/{id}/a/very/long/path/that/would/never/fit/on/a/telephone": {
            "delete": {"tags": ["Orders"], "responses": {"204": {"description": "Gone."}}}
        },
    },
    "components": {
        "schemas": {"Pet": PET},
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    },
}
OPERATION = "shop/operations/list-pets.html"
PAGES = [
    "index.html",
    "shop/index.html",
    "shop/tags/orders.html",
    OPERATION,
    "shop/operations/add-pet.html",
    "shop/operations/delete-orders-id-a-very-long-path-that-would-never-fit-on-a-telephone.html",
    "shop/schemas/index.html",
    "shop/schemas/pet.html",
]
Open = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    output = tmp_path_factory.mktemp("site")
    source_map = SourceMap({"/paths/~1pets/get": Origin("docs/shop/pets.md", 12)})
    build_site([Description("shop", DOCUMENT, source_map)], output)
    return output.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Any, site: str) -> Open:
    """Opens a page of the site; at the end nothing may have been written to the console."""

    @contextmanager
    def opened(path: str, **context: Any) -> Iterator[Any]:
        messages: list[str] = []
        requests: list[str] = []
        holder = browser.new_context(**context)
        page = holder.new_page()
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(f"{site}/{path}")
        yield page
        holder.close()
        assert messages == []  # errors of scripts and violations of the security policy end up here
        assert [url for url in requests if not url.startswith(site)] == []

    return opened


def test_a_reader_gets_from_the_start_to_an_operation_by_links(open_page: Open) -> None:
    with open_page("index.html") as page:
        page.get_by_role("link", name="Shop", exact=True).last.click()
        page.get_by_role("main").get_by_role("link", name="List pets").click()
        assert page.url.endswith(OPERATION)
        assert page.get_by_role("heading", level=1).inner_text() == "List pets"
        assert page.get_by_text("docs/shop/pets.md:12").first.is_visible()
        page.get_by_role("link", name="Add a pet").last.click()
        assert page.url.endswith("add-pet.html")


def test_everything_can_be_read_without_javascript(open_page: Open) -> None:
    with open_page(OPERATION, java_script_enabled=False) as page:
        for text in ("At most so many.", "The pets.", "a bearer token"):
            assert page.get_by_text(text).first.is_visible()
        assert page.locator("code").filter(has_text="/api/pets").first.is_visible()
        page.get_by_text("Python", exact=True).click()
        assert page.get_by_text("import httpx").is_visible()
        assert not page.get_by_text("Who are you?").is_visible()
        page.get_by_text("Implied responses").click()
        assert page.get_by_text("Who are you?").is_visible()


def test_the_docs_lines_of_all_elements_show_on_demand(open_page: Open) -> None:
    with open_page(OPERATION, java_script_enabled=False) as page:
        lines = page.locator("#parameters-query .origin")
        assert not lines.first.is_visible()
        page.get_by_label("Show docs lines").check()
        assert lines.first.is_visible()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_on_a_telephone(open_page: Open, path: str, scheme: str) -> None:
    with open_page(path, viewport={"width": 360, "height": 740}, color_scheme=scheme) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        for menu in page.locator("details:not([open]) > summary").all():
            if menu.is_visible():
                menu.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_nothing_from_the_docs_runs(open_page: Open) -> None:
    with open_page(OPERATION) as page:
        assert page.evaluate("window.hacked") is None


def test_the_theme_follows_the_system_until_it_is_switched_and_is_remembered(open_page: Open) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    with open_page(OPERATION, color_scheme="dark") as page:
        dark = page.evaluate(background)
        page.get_by_role("button", name="Switch between light and dark").click()
        light = page.evaluate(background)
        assert dark != light
        page.reload()
        assert page.evaluate(background) == light


def test_search_is_reached_and_used_by_keyboard_alone(open_page: Open) -> None:
    with open_page("index.html") as page:
        page.keyboard.press("/")
        page.keyboard.type("pets limit")
        page.get_by_role("option").first.wait_for()
        assert "List pets" in page.get_by_role("option").first.inner_text()
        page.keyboard.press("Enter")
        page.wait_for_url("**/list-pets.html#query-limit")


def test_search_finds_values_and_says_when_it_finds_nothing(open_page: Open) -> None:
    with open_page(OPERATION) as page:
        page.get_by_role("combobox").fill("pending")
        assert "Pet" in page.get_by_role("option").first.inner_text()
        page.get_by_role("combobox").fill("no such thing")
        assert page.get_by_text("Nothing found.").is_visible()
        page.keyboard.press("Escape")
        assert not page.get_by_role("listbox").is_visible()


def test_the_first_key_offers_to_skip_to_the_content(open_page: Open) -> None:
    with open_page(OPERATION) as page:
        page.keyboard.press("Tab")
        link = page.get_by_role("link", name="Skip to content")
        assert link.bounding_box()["x"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


def test_print_shows_what_is_folded(open_page: Open) -> None:
    with open_page(OPERATION) as page:
        page.emulate_media(media="print")
        assert page.get_by_text("Who are you?").is_visible()
        assert not page.get_by_role("banner").is_visible()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_an_accessibility_rule(open_page: Open, path: str, scheme: str) -> None:
    with open_page(path, color_scheme=scheme) as page:
        page.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true; })")
        # Without this it would fetch the style sheets, which a page opened as a file may not.
        found = axe.Axe().run(page, options={"preload": False}).response["violations"]
        assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []

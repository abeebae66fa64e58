"""Which settings each table of `mockdown.toml` takes, and what each must look like."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: `fits` decides, `wanted` says in words what does, `example` shows it."""

    wanted: str
    fits: Callable[[object], bool]
    example: str


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: object) -> bool:
    return _is_text(value) or (isinstance(value, list) and bool(value) and all(map(_is_text, value)))


def _is_any_texts(value: object) -> bool:
    return value == [] or _is_texts(value)


def _is_description_file(value: object) -> bool:
    return isinstance(value, str) and re.search(r"[^/]\.(ya?ml|json)$", value) is not None


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _openapi(value: object) -> bool:
    return isinstance(value, str) and value in {"3.0", "3.1"}


def _percent(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100


def _server(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"https?://[^/\s]+", value) is not None


def _base_path(value: object) -> bool:
    return isinstance(value, str) and (value == "" or value.startswith("/"))


API: dict[str, Setting] = {
    "pages": Setting("a text or a list of texts", _is_texts, '"docs/shop"'),
    "exclude": Setting("a text or a list of texts", _is_any_texts, '"docs/shop/internal"'),
    "title": Setting("a text", _is_text, '"The Shop API"'),
    "version": Setting("a text", _is_text, '"1.4"'),
    "base_path": Setting("empty, or a path that begins with a slash", _base_path, '"/api/v1"'),
    "server": Setting("a URL without a path", _server, '"https://shop.example"'),
    "openapi": Setting('"3.0" or "3.1"', _openapi, '"3.0"'),
    "implied_responses": Setting("true or false", _flag, "true"),
    "max_unread": Setting("a number from 0 to 100", _percent, "2.5"),
    "description": Setting("the path of a .yaml or .json file", _is_description_file, '"openapi/shop.yaml"'),
    "mocks": Setting("the path of a folder", _is_text, '"mocks/shop"'),
    "overlays": Setting("a text or a list of texts", _is_any_texts, '"openapi/overlays/shop"'),
}
OUTPUTS: dict[str, Setting] = {
    "descriptions": Setting("the path of a folder", _is_text, '"openapi"'),
    "mocks": Setting("the path of a folder", _is_text, '"mocks"'),
    "contract": Setting("the path of a folder", _is_text, '"contract_tests"'),
    "site": Setting("the path of a folder", _is_text, '"docs_site/_build"'),
}
SITE: dict[str, Setting] = {
    "title": Setting("a text", _is_text, '"Our APIs"'),
    "theme": Setting("the path of a folder", _is_text, '"docs_site/theme"'),
    "language": Setting("the name of a language", _is_text, '"en"'),
    "source_url": Setting("a URL with {page} and {line}", _is_text, '"https://example.org/{page}#L{line}"'),
    "mock_url": Setting("a URL", _is_text, '"http://127.0.0.1:8080"'),
}
TOP = ("apis", "outputs", "site")
API_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

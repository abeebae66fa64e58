"""Code samples: each is a program that sends the request."""

from __future__ import annotations

import ast
import json
import shlex
from dataclasses import replace
from typing import Any

import pytest

from mockdown.site.request import SampleRequest
from mockdown.site.samples import curl, fetch, go, httpx

REQUEST = SampleRequest(
    method="POST",
    url="http://127.0.0.1:8080/api/pets/a%2Fb",
    query=(("force", None), ("q", 'it\'s & "more"')),
    headers=(("X-Key", "API_KEY"), ("Content-Type", "application/json")),
)
NASTY = {
    "name": 'it\'s "$HOME" `x` \\n\n{{ 7*7 }} 🎉',
    "n": None,
    "ok": True,
    "list": [1, 2.5, {}],
    "empty": [],
}


def test_a_shell_reads_the_curl_command_as_it_was_meant() -> None:
    # shlex knows no continued lines, a shell does.
    words = shlex.split(curl(replace(REQUEST, json=NASTY)).replace(" \\\n  -", " -"))
    assert words[:3] == ["curl", "-X", "POST"]
    assert words[3] == REQUEST.full_url
    assert words[4:8] == ["-H", "X-Key: API_KEY", "-H", "Content-Type: application/json"]
    assert json.loads(words[words.index("--data-raw") + 1]) == NASTY


def test_a_parameter_without_a_value_stands_bare() -> None:
    assert REQUEST.full_url.endswith("?force&q=it%27s%20%26%20%22more%22")


@pytest.mark.parametrize("body", [NASTY, [], {}, "text", 7, [[{"a": [None]}]]])
def test_the_python_sample_sends_the_documented_body(body: Any) -> None:
    call = next(
        node
        for node in ast.walk(ast.parse(httpx(replace(REQUEST, json=body))))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "httpx.request"
    )
    values = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}
    assert [ast.literal_eval(argument) for argument in call.args] == ["POST", REQUEST.full_url]
    assert values["headers"] == dict(REQUEST.headers)
    assert values["json"] == body


@pytest.mark.parametrize("multipart", [True, False])
def test_forms_are_sent_as_forms(*, multipart: bool) -> None:
    request = replace(REQUEST, form=(("note", "it's"),), multipart=multipart)
    assert ("-F" if multipart else "--data-urlencode") in shlex.split(curl(request))
    assert ("files=" if multipart else "data=") in httpx(request)
    assert ("FormData" if multipart else "URLSearchParams") in fetch(request)
    assert ("url.Values" in go(request)) is not multipart


def test_a_body_of_text_is_sent_as_it_is() -> None:
    request = replace(REQUEST, text="a `b`")
    assert shlex.split(curl(request))[-1] == "a `b`"
    assert '"a `b`"' in fetch(request)
    assert 'strings.NewReader("a `b`")' in go(request)

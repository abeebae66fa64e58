"""Sample requests: curl commands and HTTP messages."""

from __future__ import annotations

import pytest

from mockdown.extractors.requests import SampleRequest, read_curl, read_exchange


def curl(text: str) -> SampleRequest:
    """The one command of a sample."""
    (request,) = read_curl(text)
    return request


@pytest.mark.parametrize(
    ("command", "method", "stated"),
    [
        ("curl http://h/a", "GET", False),
        ("curl -X PUT http://h/a", "PUT", True),
        ("curl -XDELETE http://h/a", "DELETE", True),
        ("curl --request=PATCH http://h/a", "PATCH", True),
        ("curl -sSX POST http://h/a", "POST", True),
        ("curl http://h/a -d x=1", "POST", False),
        ("curl -F a=b http://h/a", "POST", False),
        ("curl -G -d x=1 http://h/a", "GET", False),
        ("curl -T file http://h/a", "PUT", False),
        ("curl -I http://h/a", "HEAD", False),
    ],
)
def test_method(command: str, method: str, stated: bool) -> None:  # noqa: FBT001
    """The method is what stands there, or what curl would send."""
    request = curl(command)
    assert (request.method, request.stated) == (method, stated)


def test_parts_of_a_command() -> None:
    """Headers, body and query are read over several lines."""
    text = (
        "$ curl -X POST 'https://h.example/v1/a/7?x=1&y' \\\n"
        "  -H 'Content-Type: application/json' \\\n"
        '  --header "X-Key: abc" \\\n'
        "  -d '{\"a\": 1}'\n"
    )
    request = curl(text)
    assert (request.target.server, request.target.path) == ("https://h.example", "/v1/a/7")
    assert request.target.query == (("x", "1"), ("y", None))
    assert [(header.name, header.value) for header in request.headers] == [
        ("Content-Type", "application/json"),
        ("X-Key", "abc"),
    ]
    assert request.header("x-key") == "abc"
    assert request.header("x-other") is None
    assert request.body == '{"a": 1}'
    assert text[request.offset :].startswith("curl")


def test_form() -> None:
    """The fields of a form are read by name, with files marked."""
    request = curl('curl -F "title=Sea" -F file=@sea.jpg http://h/a')
    assert request.form == (("title", "Sea"), ("file", "@sea.jpg"))


def test_urlencoded() -> None:
    """Encoded pairs are read by name."""
    assert curl("curl --data-urlencode 'a=1' http://h/a").urlencoded == (("a", "1"),)


@pytest.mark.parametrize("command", ["curl -u ann:pw http://h/a", "curl --user ann:pw http://h/a"])
def test_basic(command: str) -> None:
    """A user and a password are credentials."""
    assert curl(command).basic


def test_cookie() -> None:
    """A cookie is a header."""
    assert curl("curl -b 'sid=1' http://h/a").header("Cookie") == "sid=1"


def test_options_with_values_are_no_address() -> None:
    """The value of an option is not taken for the address."""
    assert curl("curl -o /tmp/out --max-time 5 http://h/a").target.path == "/a"


def test_several_commands() -> None:
    """A sample may hold several commands, and pipes end one."""
    requests = list(read_curl("curl http://h/a | jq .b\ncurl http://h/c > d\n"))
    assert [request.target.path for request in requests] == ["/a", "/c"]


@pytest.mark.parametrize("text", ["curl", "curl -s", "curly http://h/a", "no command"])
def test_no_request(text: str) -> None:
    """A command without an address is none."""
    assert list(read_curl(text)) == []


def test_exchange() -> None:
    """A request and its answer stand one after the other."""
    text = (
        'POST /a/7?x=1 HTTP/1.1\nHost: h\nX-Key: abc\n\n{"a": 1}\n\n'
        'HTTP/1.1 201 Created\nLocation: /a/8\n\n{"id": 8}\n'
    )
    request, response = read_exchange(text)
    assert request is not None
    assert response is not None
    assert (request.method, request.target.path, request.body) == ("POST", "/a/7", '{"a": 1}')
    assert [header.name for header in request.headers] == ["Host", "X-Key"]
    assert (response.status, response.reason, response.body.strip()) == ("201", "Created", '{"id": 8}')
    assert text[response.offset :].startswith("HTTP/1.1 201")
    assert text[response.body_offset :].startswith('{"id"')


@pytest.mark.parametrize(
    "line", ["HTTP/1.1 200 OK", "HTTP/2 200", "Status: 200 OK", "status code: 200", "< HTTP/1.1 200 OK"]
)
def test_status_lines(line: str) -> None:
    """A status line is known in the ways that docs write it."""
    request, response = read_exchange(f"{line}\nX-A: 1\n\nbody")
    assert request is None
    assert response is not None
    assert (response.status, response.body) == ("200", "body")
    assert [header.name for header in response.headers] == ["X-A"]


def test_request_alone() -> None:
    """A request line with headers is a request without an answer."""
    request, response = read_exchange("GET /a\nAccept: text/plain\n")
    assert request is not None
    assert (request.method, response) == ("GET", None)
    assert request.header("Accept") == "text/plain"


def test_no_exchange() -> None:
    """Other text is neither."""
    assert read_exchange("hello\nworld") == (None, None)
